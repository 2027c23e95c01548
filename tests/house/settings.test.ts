/** What the README says of settings is what the reference says: the few that people set first. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingWords } from '../../packages/shared/src/config/index.ts'

test('each setting of the README is told in the words of the reference', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const named = [...readme.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| .*? \| (.*) \|$/gm)].map(([, name, meaning]) => [
    name,
    meaning,
  ])
  expect(named.length).toBeGreaterThanOrEqual(5)
  const words = Object.fromEntries(Object.entries(settingWords).map(([name, { meaning }]) => [name, meaning]))
  expect(named).toEqual(named.map(([name]) => [name, words[name ?? '']]))
})
