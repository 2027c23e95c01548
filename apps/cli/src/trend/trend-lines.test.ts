import type { TrendJson } from '@displacement-monitor/shared/contracts'
import type { Witness } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { displayWidth } from '../output/display-width.ts'
import { memoryConsole } from '../output/memory-console.ts'
import type { ClaimsById } from './load-claims.ts'
import { trendLines } from './trend-lines.ts'

const trend = {
  place: { id: 'SY-ID', name: 'Idlib', kind: 'adm1', country_iso3: 'SYR' }, known_on: null, clock: null,
} as const // biome-ignore format: nobody reads it

const point = (as_of: string, value: number | null, claims: number[]) => ({
  as_of, value, low: value, high: value === null ? null : value + 100_000,
  quantifier: value === null ? null : 'more_than' as const, review: value === null ? null : 'machine_read' as const,
  witnesses: claims.length, claims, flags: [], reason: 'stated',
}) // biome-ignore format: nobody reads it

const series: TrendJson['series'][number] = {
  id: 7, place_role: 'origin', category: 'internal_displacements', scope: 'all', cause: 'conflict', kind: 'cumulative',
  unit: 'person', since: '2019-12-01', since_accuracy: 'month', counter: 'UN', state: 'closed', method: 'reconciled',
  rule: 'reconciled@1', legend: 'movements, not people',
  points: [point('2020-01-08', 312_000, [1]), point('2020-02-12', 800_000, [2])], left_out: [],
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

const claims: ClaimsById = new Map([
  [1, { asOf: null, witnesses: [report('https://a.example/1', 'A', '2020-01-09', 312_000)] }],
  [
    2,
    {
      asOf: { day: '2020-02-12', accuracy: 'day' },
      witnesses: [
        report('https://b.example/2', 'B', '2020-02-13', 800_000),
        report('https://c.example/3', '=C', '2020-02-17', 800_000),
      ],
    },
  ],
])

test('in a pipe: what is counted, one line a point, one line a report with its link, and the notice', () => {
  expect(trendLines(trend, [series], claims, memoryConsole().console)).toEqual([
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
  const lines = trendLines(trend, [series], claims, memoryConsole({ columns }).console)
  expect(lines.join('\n')).toContain('┤')
  for (const line of lines.filter((line) => !line.includes('https://')))
    expect(displayWidth(line)).toBeLessThanOrEqual(columns)
})

test('what is unknown is said, never shown as 0', () => {
  const gap = { ...series, points: [...series.points, point('2020-03-01', null, [])] }
  expect(trendLines(trend, [gap], claims, memoryConsole().console)).toContain('\t2020-03-01\tunknown\t\t\t0\t\t')
})

test('a number that the line bounds is told without the quantifier of the print, which stands in the remark', () => {
  const bounded = { ...series, points: [point('2020-02-12', 790_000, [2])] }
  expect(trendLines(trend, [bounded], claims, memoryConsole().console)).toContain(
    '\t2020-02-12\t790,000\t790,000–890,000\tno\t1\t[1]\tprinted: more than 800,000',
  )
})

test.each([
  ['month', '2020-02-01', '2020-02'],
  ['year', '2020-01-01', '2020'],
  ['week', '2020-02-10', 'week of 2020-02-10'],
  ['day', '2020-02-12', '2020-02-12'],
] as const)('a day that is known to the %s is told no finer', (accuracy, day, told) => {
  const coarse: ClaimsById = new Map([[2, { asOf: { day, accuracy }, witnesses: [] }]])
  const line = { ...series, points: [point('2020-02-12', 800_000, [2])] }
  expect(trendLines(trend, [line], coarse, memoryConsole().console)[6]).toMatch(new RegExp(`^\\t${told}\\t`))
})
