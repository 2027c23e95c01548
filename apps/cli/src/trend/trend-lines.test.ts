import type { Witness } from '@displacement-monitor/shared/db'
import type { Place } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { displayWidth } from '../output/display-width.ts'
import { memoryConsole } from '../output/memory-console.ts'
import type { TrendSeries } from './load-trend.ts'
import { trendCsv } from './trend-csv.ts'
import { trendLines } from './trend-lines.ts'
import type { TrendQuery } from './trend-query.ts'

const place: Place = {
  id: 'SY-ID', name: 'Idlib', kind: 'adm1', countryIso3: 'SYR', adminLevel: 1, parentId: 'SYR', memberIds: [],
  latitude: null, longitude: null, population: null, pcode: null,
} // biome-ignore format: nobody reads it

const query: TrendQuery = {
  category: null, cause: undefined, since: null, from: null, to: null, step: 'claims', knownOn: null, clock: 'printed', method: 'reconciled',
} // biome-ignore format: nobody reads it

const point = (asOf: string, value: number | null, claimIds: number[]) => ({
  from: null, asOf, value, low: value, high: value === null ? null : value + 100_000, quantifier: 'more_than' as const,
  review: 'machine_read' as const, witnesses: claimIds.length, claimIds, flags: [], reason: 'stated',
}) // biome-ignore format: nobody reads it

const series: TrendSeries = {
  id: 7, placeId: 'SY-ID', placeRole: 'origin', category: 'internal_displacements', scope: 'all', cause: 'conflict', kind: 'cumulative',
  unit: 'person', since: { day: '2019-12-01', accuracy: 'month' }, counter: 'UN', state: 'closed', method: 'reconciled', rule: 'reconciled@1',
  points: [point('2020-01-08', 312_000, [1]), point('2020-02-12', 800_000, [2])], leftOut: [],
} // biome-ignore format: nobody reads it

const report = (url: string, publisher: string, publishedOn: string, value: number) =>
  ({
    url,
    publisher,
    publishedOn,
    value,
    valueHigh: null,
    quantifier: 'more_than',
    title: null,
    excerpt: 'more than 800,000 people have fled',
  }) as unknown as Witness

const witnesses = new Map([
  [1, [report('https://a.example/1', 'A', '2020-01-09', 312_000)]],
  [
    2,
    [
      report('https://b.example/2', 'B', '2020-02-13', 800_000),
      report('https://c.example/3', '=C', '2020-02-17', 800_000),
    ],
  ],
])

test('in a pipe: what is counted, one line a point, one line a report with its link, and the notice', () => {
  expect(trendLines(place, query, [series], witnesses, memoryConsole().console)).toEqual([
    'Idlib (SY-ID)',
    '',
    'Internal displacements · conflict · since December 2019',
    'counted by UN · closed: nobody continued this count · movements, not people · read by machine · reconciled@1',
    '',
    'FROM\tAS OF\tVALUE\tBETWEEN\tCHECKED\tWITNESSES\tREPORTS\tREMARK',
    '\t2020-01-08\tmore than 312,000\t312,000–412,000\tno\t1\t[1]\t',
    '\t2020-02-12\tmore than 800,000\t800,000–900,000\tno\t1\t[2]\t',
    '',
    '[1]  2020-01-09  A\thttps://a.example/1',
    '[2]  2020-02-13  B, and 1 more report\thttps://b.example/2',
    '',
    'Read by machine; not an official figure. Confirm with the counter.',
  ])
})

test.each([80, 140])('on a terminal of %d columns nothing but a link is wider', (columns) => {
  const lines = trendLines(place, query, [series], witnesses, memoryConsole({ columns }).console)
  expect(lines.join('\n')).toContain('┤')
  for (const line of lines.filter((line) => !line.includes('https://')))
    expect(displayWidth(line)).toBeLessThanOrEqual(columns)
})

test('what is unknown is said, never shown as 0', () => {
  const gap = { ...series, points: [...series.points, point('2020-03-01', null, [])] }
  expect(trendLines(place, query, [gap], witnesses, memoryConsole().console)).toContain(
    '\t2020-03-01\tunknown\t\tno\t0\t\t',
  )
})

test('CSV names every report of a point and says that a machine read it', () => {
  const [head = '', , last = ''] = trendCsv(place, [series], witnesses)
  expect(head.split(',').length).toBe(23)
  expect(last).toBe(
    'SY-ID,Idlib,7,cumulative,internal_displacements,all,conflict,UN,2019-12-01,month,person,,2020-02-12,800000,800000,900000,' +
      'more_than,machine_read,1,,https://b.example/2 https://c.example/3,reconciled@1,' +
      'Read by machine; not an official figure. Confirm with the counter.',
  )
})

test('a number that the line bounds is told without the quantifier of the print, which stands in the remark', () => {
  const bounded = { ...series, points: [point('2020-02-12', 790_000, [2])] }
  expect(trendLines(place, query, [bounded], witnesses, memoryConsole().console)).toContain(
    '\t2020-02-12\t790,000\t790,000–890,000\tno\t1\t[1]\tprinted: more than 800,000',
  )
})
