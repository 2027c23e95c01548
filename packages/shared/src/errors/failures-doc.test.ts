import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { failureCodes } from './index.ts'

const page = readFileSync(new URL('../../../../docs/failures.md', import.meta.url), 'utf8')
const explained = [...page.matchAll(/^\| `([a-z_]+)` \| ([a-z]+) \| (.+) \| (.+) \|$/gm)]

test('docs/failures.md explains every code with its kind, and no others', () => {
  expect(Object.fromEntries(explained.map(([, code, kind]) => [code, kind]))).toEqual(failureCodes)
})

test('each says what happened and what to do', () => {
  expect(explained.map(([, code]) => code).sort()).toEqual(Object.keys(failureCodes).sort())
  for (const [, , , happened, todo] of explained) {
    expect(happened?.length).toBeGreaterThan(20)
    expect(todo?.length).toBeGreaterThan(10)
  }
})
