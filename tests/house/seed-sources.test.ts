/** What a new database watches: enough live feeds, in the languages that are read, each with the terms that it states. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { redistributions, sensitivities } from '../../packages/shared/src/domain/source.ts'

interface Entry {
  id: string
  name: string
  adapter: string
  url: string
  settings?: { needs?: string }
  language: string | null
  licence: string
  attribution: string
  redistribution: string
  sensitivity: string
  enabled?: boolean
}

const file = new URL('../../infra/seeds/sources.json', import.meta.url)
const { note, sources } = JSON.parse(readFileSync(file, 'utf8')) as { note: string; sources: Entry[] }
const live = sources.filter(({ adapter, enabled }) => adapter !== 'none' && enabled !== false)

test('at least 25 feeds are watched from the start, at least three in each of four languages', () => {
  const feeds = live.filter(({ adapter }) => adapter === 'feed')
  expect(feeds.length).toBeGreaterThanOrEqual(25)
  for (const language of ['en', 'fr', 'es', 'ar'])
    expect(feeds.filter((entry) => entry.language === language).length, language).toBeGreaterThanOrEqual(3)
})

test('no name and no address stands twice', () => {
  const twice = (values: string[]) => values.filter((value, at) => values.indexOf(value) !== at)
  expect(twice(sources.map(({ id }) => id))).toEqual([])
  expect(twice(sources.flatMap(({ url }) => (url === 'about:blank' ? [] : [url])))).toEqual([])
})

test.each(sources.map((entry) => [entry.id, entry] as const))(
  '%s states its terms and is read by a reader that exists',
  (id, entry) => {
    expect(id).toMatch(/^[a-z0-9][a-z0-9-]{1,63}$/)
    for (const field of ['name', 'licence', 'attribution'] as const)
      expect(entry[field].trim().length, field).toBeGreaterThan(1)
    expect(redistributions).toContain(entry.redistribution)
    expect(sensitivities).toContain(entry.sensitivity)
    expect(entry.language === null || /^[a-z]{2}$/.test(entry.language)).toBe(true)
    if (entry.adapter === 'none') return expect(entry.enabled).toBe(false)
    expect(existsSync(new URL(`../../apps/worker/src/sources/adapters/${entry.adapter}.ts`, import.meta.url))).toBe(
      true,
    )
    expect(new URL(entry.url).protocol).toBe('https:')
    expect(entry.url).not.toMatch(/appname|client_id|key=|token/i)
  },
)

test('what needs something of its operator is off and says what; the file says that not all was tried', () => {
  for (const { id, settings, enabled } of sources)
    if (settings?.needs !== undefined)
      expect([id, enabled, settings.needs.includes('npx monitor sources')]).toEqual([id, false, true])
  expect(note).toMatch(/not all tried/)
})

test('docs/sources.md names every reader and every ready entry, with how many feeds there are', () => {
  const page = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8')
  const readers = readdirSync(new URL('../../apps/worker/src/sources/adapters/', import.meta.url)).flatMap((name) =>
    name.endsWith('.ts') && !name.includes('.test.') ? [name.replace('.ts', '')] : [],
  )
  const entries = sources.filter(({ adapter }) => adapter !== 'none').map(({ id }) => id)
  expect([...readers, ...entries].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  expect(page).toContain(`watches ${live.filter(({ adapter }) => adapter === 'feed').length} feeds`)
})
