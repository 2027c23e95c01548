import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { expect, test } from 'vitest'
import { trendCsv } from './trend-csv.ts'

const trend: TrendJson = {
  place: { id: 'SY-ID', name: 'Idlib', kind: 'adm1', country_iso3: 'SYR' }, known_on: null, clock: null, step: 'claims',
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
  'SYR,SY-ID,Idlib,origin,internal_displacements,all,conflict,cumulative,7,2019-12-01,month,2019-12-01,2020-02-12,' +
  "2020-02-12,800000,800000,900000,person,more_than,machine_read,2,2 3,inferred,'=UN,reconciled,reconciled@1,closed,," +
  '"movements, not people",Read by machine.,"A, B (CC BY 4.0)"'

test('a row a point, with the identity of its series and whose work it rests on', () => {
  const [head = '', first, end] = trendCsv(trend).split('\r\n')
  expect(head.split(',')).toHaveLength(31)
  expect([first, end]).toEqual([row, ''])
})

test('who has the reports at hand adds their addresses as a last column', () => {
  const csv = trendCsv(trend, { reportsOf: (claims) => claims.map((id) => `https://a.example/${id}`), lineEnd: '\n' })
  const [head, first] = csv.split('\n')
  expect(head?.endsWith(',attributions,reports')).toBe(true)
  expect(first).toBe(`${row},https://a.example/2 https://a.example/3`)
})
