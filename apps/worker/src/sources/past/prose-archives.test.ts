import { describe, expect, test } from 'vitest'
import listing from '../adapters/listing.ts'
import reliefweb from '../adapters/reliefweb.ts'
import sitemap from '../adapters/sitemap.ts'
import type { Past } from './past.ts'

const may = { from: '2024-05-01', to: '2024-05-31' }

describe('reliefweb', () => {
  const url = 'https://api.reliefweb.int/v2/reports'
  const asked = (settings: Record<string, unknown>) => {
    const [request] = reliefweb.past({ url, settings }).requests(may)
    return [...new URL(request?.url ?? '').searchParams].filter(([name]) => name !== 'fields[include][]')
  }
  test('the past is asked by month, archived reports with it, a thousand at a time, in an order that keeps', () => {
    expect(reliefweb.past({ url, settings: {} }).grain).toBe('month')
    expect(asked({})).toEqual([
      ['preset', 'analysis'],
      ['limit', '1000'],
      ['offset', '0'],
      ['sort[]', 'date.original:asc'],
      ['sort[]', 'id:asc'],
      ['filter[operator]', 'AND'],
      ['filter[conditions][0][field]', 'date.original'],
      ['filter[conditions][0][value][from]', '2024-05-01T00:00:00+00:00'],
      ['filter[conditions][0][value][to]', '2024-05-31T23:59:59+00:00'],
    ])
  })
  test("an operator's filter and search narrow it, and a limit is never over what the service gives", () => {
    const filter = { 'primary_country.iso3': ['syr', 'lbn'], 'format.name': 'Situation Report' }
    expect(asked({ filter, search: 'displaced', limit: 5_000 })).toEqual([
      ['preset', 'analysis'],
      ['limit', '1000'],
      ['offset', '0'],
      ['sort[]', 'date.original:asc'],
      ['sort[]', 'id:asc'],
      ['query[value]', 'displaced'],
      ['filter[operator]', 'AND'],
      ['filter[conditions][0][field]', 'primary_country.iso3'],
      ['filter[conditions][0][value][]', 'syr'],
      ['filter[conditions][0][value][]', 'lbn'],
      ['filter[conditions][1][field]', 'format.name'],
      ['filter[conditions][1][value][]', 'Situation Report'],
      ['filter[conditions][2][field]', 'date.original'],
      ['filter[conditions][2][value][from]', '2024-05-01T00:00:00+00:00'],
      ['filter[conditions][2][value][to]', '2024-05-31T23:59:59+00:00'],
    ])
  })
  test('no plus sign stands raw in an address: the service refuses it', () => {
    expect(reliefweb.past({ url, settings: {} }).requests(may)[0]?.url).not.toContain('+')
  })
  test('a poll asks for the newest, without what is archived', () => {
    const query = new URL(reliefweb.listUrl({ url, settings: {} })).searchParams
    expect([query.get('preset'), query.get('limit'), query.getAll('sort[]')]).toEqual([
      'latest',
      '100',
      ['date.created:desc'],
    ])
  })
})

describe('sitemap and listing', () => {
  const url = 'https://news.example/sitemap.xml'
  test('by month where the settings tell the address', () => {
    const settings = { archive: 'https://news.example/maps/{yyyy}-{mm}.xml.gz', archive_begins: '2012-01-01' }
    for (const adapter of [sitemap, listing]) {
      const past: Past = adapter.past({ url, settings })
      expect([past.grain, past.beginsOn, past.requests(may)]).toEqual([
        'month',
        '2012-01-01',
        [{ url: 'https://news.example/maps/2024-05.xml.gz' }],
      ])
    }
  })
  test('else a sitemap as a whole, and a listing from its newest page on', () => {
    expect([sitemap.past({ url, settings: {} }), listing.past({ url, settings: {} })]).toMatchObject([
      { grain: 'whole' },
      { grain: 'whole', newestFirst: true },
    ])
    expect(listing.past({ url, settings: {} }).requests(may)).toEqual([{ url }])
  })
})
