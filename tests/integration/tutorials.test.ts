/** Tutorials that need no network, by the letter: each line is typed as it stands, on the seeded database of a fresh start. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { callMonitor } from '../support/terminal.ts'

const page = readFileSync(new URL('../../docs/tutorials.md', import.meta.url), 'utf8')
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ empty: true })
})
afterAll(() => database.drop())

/** The command lines of one tutorial. */
const linesOf = (heading: string): string[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/^npx monitor (.+)$/gm)].map(([, line = '']) => line)
}
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
const type = (line: string) => callMonitor(wordsOf(line), { env: { DATABASE_URL: database.url } })

test('watch a country', async () => {
  const told = new Map<string, string>()
  for (const line of linesOf('Watch a country')) {
    const { code, stdout, stderr } = await type(line)
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    told.set(line, stdout)
  }
  expect([...told.keys()]).toHaveLength(5)
  expect(told.get('places Syria')).toContain('SYR')
  expect(told.get('trends Idlib')).toContain('more than 800,000')
  expect(told.get('thresholds')).toContain('syria-level')
})

test('write a threshold', async () => {
  const told = new Map<string, string>()
  for (const line of linesOf('Write a threshold')) {
    const { code, stdout, stderr } = await type(line)
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    told.set(line.split(' ').slice(0, 2).join(' '), stdout)
  }
  expect([...told.keys()]).toEqual(['thresholds presets', 'thresholds add', 'thresholds preview', 'incidents'])
  expect(told.get('thresholds preview')).toMatch(/2020-\d\d-\d\d/)
})

test('read the data elsewhere', async () => {
  const [csv = '', json = '', ...others] = linesOf('Read the data elsewhere')
  expect(others).toEqual([])
  expect((await type(csv)).stdout.split('\n')[0]).toMatch(/(^|,)value(,|$)|population/)
  expect((await type(json)).json<{ place: { id: string } }>().place.id).toBe('SY-ID')
})
