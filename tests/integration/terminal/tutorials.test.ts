/** Tutorials that need no network, by the letter: each line is typed as it stands, on the seeded database of a fresh start. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { callMonitor } from '../../support/terminal.ts'

const page = readFileSync(new URL('../../../docs/tutorials.md', import.meta.url), 'utf8')
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
  expect([...told.keys()]).toHaveLength(7)
  expect(told.get('places Syria')).toContain('SYR')
  expect(told.get('places SYR')).toContain('SY-ID')
  expect(told.get('trends Syria')).toContain('Idlib')
  expect(told.get('trends "north-west Syria"')).toContain('more than 961,000')
  expect(told.get('trends Idlib')).toContain('more than 800,000')
  expect(told.get('thresholds')).toContain('syria-level')
})

test('write a threshold', async () => {
  const told = new Map<string, string>()
  for (const line of linesOf('Write a threshold')) {
    const { code, stdout, stderr } = await type(line)
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    told.set(line, stdout)
  }
  const tellings = [...told].filter(([line]) => line.startsWith('thresholds preview')).map(([, stdout]) => stdout)
  // Rows of a pipe under their heading: the days that the page names.
  expect(
    tellings.map((stdout) =>
      stdout
        .split('\n')
        .slice(1)
        .filter(Boolean)
        .map((row) => row.split('\t').slice(0, 3)),
    ),
  ).toEqual([[['2020-02-04', 'North-west Syria', 'fired']], [['2020-02-26', 'North-west Syria', 'fired']]])
  expect(told.get('incidents --state all')).toBe('None.\n') // that takes a worker
})

test('the sources that are read or asked for their past are those of a fresh start, or were added before', async () => {
  const { stdout } = await type('sources --json')
  const known = new Set((JSON.parse(stdout) as { id: string }[]).map(({ id }) => id))
  const unknown: string[] = []
  for (const line of ['Add a source', 'Backfill a year'].flatMap(linesOf)) {
    const [, action = '', id = ''] = line.split(' ')
    if (action === 'add') known.add(id)
    const named = action === 'test' ? id : /--source (\S+)/.exec(line)?.[1]
    if (named !== undefined && !known.has(named)) unknown.push(line)
  }
  expect(unknown).toEqual([])
})

test('adding a source by the letter', async () => {
  const [add = ''] = linesOf('Add a source')
  expect((await type(add)).stdout).toContain('un-migrants added')
})

test('a sentence of the beginning of a language is read', async () => {
  const [, sentence = '', words = ''] = /^echo "(.+)" \| npx monitor (.+)$/m.exec(page) ?? []
  const { stdout } = await callMonitor(wordsOf(words), { input: `${sentence}\n` })
  expect(stdout).toContain('SY-ID')
})

test('the lines of R and Python are those that the API page has, which are run', () => {
  const blocks = (text: string) => [...text.matchAll(/^```(?:r|python)\n[\s\S]+?^```/gm)].map(([block]) => block)
  const tried = blocks(readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8'))
  expect(blocks(page)).toHaveLength(2)
  expect(blocks(page).filter((block) => !tried.includes(block))).toEqual([])
})

test('read the data elsewhere', async () => {
  const [csv = '', json = '', ...others] = linesOf('Read the data elsewhere')
  expect(others).toEqual([])
  expect((await type(csv)).stdout.split('\n')[0]).toMatch(/(^|,)value(,|$)|population/)
  expect((await type(json)).json<{ place: { id: string } }>().place.id).toBe('SY-ID')
})
