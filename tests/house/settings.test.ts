/** Every setting is explained to an operator in the README, and nothing is explained that does not exist. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settings } from '../../packages/shared/src/config/settings.ts'

test('the README names each setting once and no other', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const named = [...readme.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map((match) => match[1])
  expect(named.sort()).toEqual(Object.keys(settings).sort())
})
