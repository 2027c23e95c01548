import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadAdapters } from './load-adapters.ts'

test('every file of the folder is an adapter of its name', async () => {
  const files = readdirSync(new URL('./adapters/', import.meta.url)).filter((file) => !file.includes('.test.'))
  const adapters = await loadAdapters()
  expect([...adapters.keys()]).toEqual(files.map((file) => file.replace('.ts', '')).sort())
  for (const adapter of adapters.values())
    expect([adapter.parseList, adapter.parseReport, adapter.parseReleases].some((read) => read !== undefined)).toBe(
      true,
    )
})
