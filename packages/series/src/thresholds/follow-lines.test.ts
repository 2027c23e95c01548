import type { Crossing, DatedDay, Incident, PointTold } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { type FoundLine, followLines } from './follow-lines.ts'

const point = (asOf: string, value: number): PointTold => ({
  from: null, asOf, value, low: value, high: value, quantifier: 'exact', review: 'machine_read', witnesses: 1, claimIds: [1],
}) // biome-ignore format: a row of fields
const crossing = (startedOn: string, endedOn: string | null = null): Crossing => ({
  key: `level ${startedOn}`, startedOn, endedOn, endedBy: null, possible: false, before: null, at: point(startedOn, 520_000),
  latest: point(endedOn ?? startedOn, 520_000), reason: 'because', terms: 'level 500000',
}) // biome-ignore format: a row of fields
const incident = (id: number, of: Crossing): Incident => ({
  id, crossing: of, state: 'firing', openedAt: new Date(0), firedAt: new Date(0), toldValue: 520_000, lastTold: 'fired',
  acknowledgedAt: null, silencedUntil: null,
}) // biome-ignore format: a row of fields
const december: DatedDay = { day: '2019-12-01', accuracy: 'day' }
const line = (
  id: number,
  crossings: Crossing[],
  incidents: Incident[],
  more: Partial<FoundLine['series']> = {},
): FoundLine => ({
  series: { id, kind: 'cumulative', unit: 'person', since: december, ...more },
  crossings,
  incidents,
})
const told = incident(1, crossing('2020-02-04'))

test('a line that is told under another cause takes its incident along', () => {
  const lines = [line(10, [], [told]), line(11, [crossing('2020-02-02')], [])]
  const followed = followLines('level', lines)
  expect(followed.moves).toEqual([{ incidentId: 1, from: 10, to: 11 }])
  expect(followed.lines.map(({ series, incidents }) => [series.id, incidents.map(({ id }) => id)])).toEqual([
    [10, []], [11, [1]],
  ]) // biome-ignore format: a list
  // Looked at again: nothing moves.
  expect(followLines('level', followed.lines).moves).toEqual([])
})

test('a month in which a day lies is one start with that day', () => {
  const month: DatedDay = { day: '2019-12-01', accuracy: 'month' }
  const moved = followLines('level', [line(10, [], [told], { since: month }), line(11, [crossing('2020-02-02')], [])])
  expect(moved.moves).toHaveLength(1)
})

test.each<[string, FoundLine]>([
  ['its line still crosses', line(10, [crossing('2020-02-04')], [told])],
  ['another kind', line(10, [], [told], { kind: 'stock', since: null })],
  ['households', line(10, [], [told], { unit: 'household' })],
  ['another start', line(10, [], [told], { since: { day: '2019-04-01', accuracy: 'month' } })],
])('an incident stays: %s', (_, from) => {
  expect(followLines('level', [from, line(11, [crossing('2020-02-02')], [])]).moves).toEqual([])
})

test('a crossing that has its incident takes no second', () => {
  const own = incident(2, crossing('2020-02-02'))
  expect(followLines('level', [line(10, [], [told]), line(11, [crossing('2020-02-02')], [own])]).moves).toEqual([])
})

test('two that lost their line find two crossings, one each', () => {
  const [first, second] = [incident(1, crossing('2020-01-10', '2020-01-20')), incident(2, crossing('2020-06-01'))]
  const lines = [line(10, [], [first]), line(11, [], [second]), line(12, [crossing('2020-01-10', '2020-01-20'), crossing('2020-06-01')], [])]
  expect(followLines('level', lines).moves.map(({ incidentId, to }) => [incidentId, to])).toEqual([[1, 12], [2, 12]])
}) // biome-ignore format: a list
