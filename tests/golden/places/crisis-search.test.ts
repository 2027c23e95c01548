/**
 * What `GET /v1/places?q=` answers to each spelling of each crisis place: the place itself must come first. The table in
 * docs/accuracy.md is this result, row by row; the test tells where it is no longer true.
 */
import { readFileSync } from 'node:fs'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { searchPlaces } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'

const gazetteer = loadGazetteer()

interface Row {
  id: string
  country: string
  spellings: string[]
  arabic: string | null
}

const rows: Row[] = readFileSync(new URL('crisis-places.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [id = '', country = '-', ...names] = line.split('\t')
    const arabic = names.at(-1) ?? '-'
    return {
      id,
      country,
      spellings: [...new Set(names.slice(0, -1))],
      arabic: arabic === '-' ? null : arabic.replace(/[()]/g, ''),
    }
  })

const isFirst = (query: string, id: string): boolean => searchPlaces(gazetteer, query, 10)[0]?.place.id === id

/** One line of the table: country, places, spellings found first of those asked, Arabic names likewise. */
function tableOf(list: readonly Row[]): string[] {
  const countries = [...new Set(list.map(({ country }) => country))].sort()
  return countries.map((country) => {
    const own = list.filter((row) => row.country === country)
    const spelled = own.flatMap(({ id, spellings }) => spellings.map((name) => isFirst(name, id)))
    const arabic = own.flatMap(({ id, arabic: name }) => (name === null ? [] : [isFirst(name, id)]))
    const of = (found: readonly boolean[]): string => `${found.filter((is) => is).length}/${found.length}`
    const name = country === '-' ? 'several' : (gazetteer.place(country)?.name ?? country)
    return `| ${name} | ${own.length} | ${of(spelled)} | ${arabic.length === 0 ? '–' : of(arabic)} |`
  })
}

describe('searching the crisis places', () => {
  test('the list has 200 places or more, each once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  test('every spelling and every Arabic name finds its place first', () => {
    const misses = rows.flatMap(({ id, spellings, arabic }) =>
      [...spellings, ...(arabic === null ? [] : [arabic])]
        .filter((name) => !isFirst(name, id))
        .map((name) => [id, name]),
    )
    expect(misses).toEqual([])
  })

  test('the accuracy report tells this result', () => {
    const report = readFileSync(new URL('../../../docs/accuracy.md', import.meta.url), 'utf8')
    const told = report.split('\n')
    expect(tableOf(rows).filter((line) => !told.includes(line))).toEqual([])
  })
})
