import type { TrendJson } from '@displacement-monitor/shared/contracts'
import type { Gazetteer, Place } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { tableCsv, tableHxl } from './table.ts'
import { trendTable } from './trend-table.ts'

const place = (id: string, name: string, adminLevel: 0 | 1 | 2, pcode: string | null): Place => ({
  id, name, adminLevel, pcode, kind: adminLevel === 0 ? 'country' : `adm${adminLevel}`, countryIso3: 'SYR', parentId: null,
  memberIds: [], latitude: null, longitude: null, population: null,
}) // biome-ignore format: a place in short
const places = new Map(
  [place('SYR', 'Syria', 0, 'SY'), place('SY-ID', 'Idlib', 1, 'SY07'), place('gn:1', 'Harim', 2, 'SY0701')].map((one) => [one.id, one]),
) // biome-ignore format: a list of places
const gazetteer = {
  place: (id: string) => places.get(id) ?? null,
  containersOf: (id: string) => ({ 'gn:1': ['gn:1', 'SY-ID', 'SYR'], 'SY-ID': ['SY-ID', 'SYR'] })[id] ?? [],
} as unknown as Gazetteer

const trend: TrendJson = {
  place: { id: 'gn:1', name: 'Harim', kind: 'adm2', country_iso3: 'SYR' }, known_on: null, clock: null, step: 'claims',
  series: [{
    id: 7, kind: 'cumulative', category: 'internal_displacements', scope: 'all', cause: 'conflict', place_role: 'origin',
    since: '2019-12-01', since_accuracy: 'month', unit: 'person', method: 'reconciled', rule: 'reconciled@1',
    counter: '=UN', state: 'closed', legend: 'movements, not people', left_out: [],
    points: [{
      as_of: '2020-02-12', value: 800_000, low: 800_000, high: 900_000, quantifier: 'more_than', review: 'machine_read',
      witnesses: 2, claims: [2, 3], flags: ['inferred'], reason: 'stated',
    }],
  }],
  related: [], withheld: 0, links: {}, notice: 'Read by machine.',
  attributions: [{ source: 'a', attribution: 'A, B', licence: 'CC BY 4.0', redistribution: 'open' }],
} // biome-ignore format: a table reads best as a block

const row =
  'SYR,Syria,SY07,Idlib,Idlib,SY0701,Harim,Harim,2,gn:1,Harim,origin,internal_displacements,all,conflict,cumulative,7,' +
  '2019-12-01,month,2019-12-01,2020-02-12,2020-02-12,800000,800000,900000,person,more_than,machine_read,2,2 3,inferred,,' +
  `'=UN,reconciled,reconciled@1,closed,,,,,"movements, not people",Read by machine.,"A, B (CC BY 4.0)"`

test('a row a point, with HAPI’s columns, the identity of its series and whose work it rests on', () => {
  const [head = '', first, end] = tableCsv(trendTable(trend, gazetteer)).split('\r\n')
  expect(head.split(',')).toEqual([
    'location_code', 'location_name', 'admin1_code', 'admin1_name', 'provider_admin1_name', 'admin2_code', 'admin2_name',
    'provider_admin2_name', 'admin_level', 'place_id', 'place_name', 'place_role', 'category', 'scope', 'cause', 'kind',
    'series_id', 'since', 'since_accuracy', 'reference_period_start', 'reference_period_end', 'as_of', 'population', 'low', 'high',
    'unit', 'quantifier', 'review', 'witnesses', 'claims', 'flags', 'age_days', 'counter', 'method', 'rule', 'state', 'known_on',
    'clock', 'rollup', 'missing', 'legend', 'notice', 'attributions',
  ]) // biome-ignore format: a list of columns
  expect([first, end]).toEqual([row, ''])
})

test('who has the reports at hand adds their addresses as a last column', () => {
  const reportsOf = (claims: readonly number[]) => claims.map((id) => `https://a.example/${id}`)
  const [head, first] = tableCsv(trendTable(trend, gazetteer, { reportsOf }), '\n').split('\n')
  expect(head?.endsWith(',attributions,reports')).toBe(true)
  expect(first).toBe(`${row},https://a.example/2 https://a.example/3`)
})

test('HXL has a row of tags after the headings, as many as there are columns, each of the standard’s form', () => {
  const [head = '', tags = '', first] = tableHxl(trendTable(trend, gazetteer)).split('\r\n')
  expect(tags.split(',')).toHaveLength(head.split(',').length)
  for (const tag of tags.split(',')) expect(tag).toMatch(/^#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$/)
  const tagOf = (column: string) => tags.split(',')[head.split(',').indexOf(column)]
  expect(['location_code', 'admin1_code', 'reference_period_start', 'population', 'low'].map(tagOf)).toEqual([
    '#country+code+v_iso3',
    '#adm1+code+v_pcode',
    '#date+start',
    '#affected+idps+newdisp+ind+conflict',
    '#affected+idps+newdisp+ind+conflict+min',
  ])
  expect(first).toBe(row)
})

test('the tag of the counts is as fine as every row allows', () => {
  const [line] = trend.series
  if (!line) throw new Error('no line')
  const tagOf = (more: Partial<typeof line>) => {
    const both = { ...trend, series: [line, { ...line, ...more }] }
    return trendTable(both, gazetteer).columns.find(({ name }) => name === 'population')?.hxl
  }
  expect(tagOf({})).toBe('#affected+idps+newdisp+ind+conflict')
  expect(tagOf({ cause: 'disaster' })).toBe('#affected+idps+newdisp+ind')
  expect(tagOf({ unit: 'household', cause: null })).toBe('#affected+idps+newdisp')
  expect(tagOf({ category: 'idps' })).toBe('#affected+displaced+ind+conflict')
})

test('a sum over the parts is in the table, told as a sum, with the parts it lacks', () => {
  const sum = {
    from: '2020-02-01',
    to: '2020-02-29',
    value: 5,
    low: 4,
    high: 6,
    places: ['x'],
    missing: ['SY-HL'],
    claims: [9],
  }
  const rollup = [{
    kind: 'event_sum' as const, category: 'internal_displacements' as const, scope: 'all' as const, cause: 'conflict' as const,
    place_role: 'origin' as const, since: null, unit: 'person' as const, places: ['x'], points: [sum], left_out: [],
  }] // biome-ignore format: one sum
  const { columns, rows } = trendTable({ ...trend, series: [], rollup }, gazetteer)
  const cell = (name: string) => rows[0]?.[columns.findIndex((column) => column.name === name)]
  expect(['series_id', 'reference_period_start', 'reference_period_end', 'population', 'rollup', 'missing'].map(cell)).toEqual([
    null, '2020-02-01', '2020-02-29', 5, 'children', 'SY-HL',
  ]) // biome-ignore format: cells in order
})
