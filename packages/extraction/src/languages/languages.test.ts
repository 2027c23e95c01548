import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lexiconOf } from '../reading/lexicon.ts'
import { languagePacks } from './index.generated.ts'

test('every pack of the folder is in the index (node packages/extraction/scripts/write-language-index.mjs)', () => {
  const codes = readdirSync(new URL('.', import.meta.url)).flatMap((name) => /^([a-z]{2,3})\.ts$/.exec(name)?.[1] ?? [])
  expect(Object.keys(languagePacks).sort()).toEqual(codes.sort())
})

test.each(Object.entries(languagePacks))('pack %s names its own code and can be made ready', (code, pack) => {
  expect(pack.code).toBe(code)
  expect(pack.calendar.months).toHaveLength(12)
  expect(pack.calendar.weekdays).toHaveLength(7)
  expect(lexiconOf(pack).keyWords.size).toBeGreaterThan(50)
})
