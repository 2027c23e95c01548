/** What holds of every threshold, whatever a series is said to be, in whatever order it is said. */
import type {
  Incident,
  PointFlag,
  ThresholdRule,
  WatchedPoint,
  WatchedSeries,
} from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceIncidents } from './advance-incidents.ts'
import { applyChange } from './apply-change.ts'
import { canonical } from './canonical.ts'
import { findCrossings } from './find-crossings.ts'
import { evaluate, told } from './test-evaluate.ts'
import { pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const rules: ThresholdRule[] = [
  { kind: 'level', atLeast: 500, clearBelow: null },
  { kind: 'level', atLeast: 500, clearBelow: 200 },
  { kind: 'rise', by: 50, ratio: 0.2, days: 10 },
  { kind: 'drop', by: 50, ratio: 0.2, days: 10 },
  { kind: 'record', atLeast: 300, days: 20, sumDays: null },
  { kind: 'record', atLeast: 300, days: 20, sumDays: 6 },
  { kind: 'first', atLeast: 300 },
  { kind: 'stale', cadences: 2 },
  { kind: 'conflict', ratio: 0.1 },
  { kind: 'revised', ratio: 0.1 },
]
const anyRules: fc.Arbitrary<Rules> = fc
  .record({
    rule: fc.constantFrom(...rules),
    forDays: fc.constantFrom(0, 0, 3),
    coolDownDays: fc.constantFrom(0, 0, 4, 30),
    escalateRatio: fc.constantFrom(null, 0.25),
  })
  .map(({ rule, ...rest }) => rulesOf(rule, rest))

const dayAt = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
const flags = fc.constantFrom<PointFlag[]>([], [], [], [], ['revised'], ['coverage_break'], ['restated'])

/** Points of one kind of series, each with the day on which it is known first, and perhaps one on which it is gone. */
interface Said {
  point: WatchedPoint
  from: number
  until: number
}
const saidOf = (bars: boolean): fc.Arbitrary<Said> =>
  fc
    .record({
      day: fc.nat(40),
      length: fc.nat(8),
      lag: fc.nat(20),
      lasts: fc.constantFrom(5, 100, 100, 100),
      value: fc.constantFrom(100, 210, 300, 420, 480, 500, 520, 700, 900),
      unsure: fc.boolean(),
      unknown: fc.constantFrom(false, false, false, false, true),
      flags,
    })
    .map(({ day, length, lag, lasts, value, unsure, unknown, flags }) => {
      const low = unsure ? value * 0.9 : value
      const parts = { from: bars ? dayAt(day - length) : null, low, flags }
      const point = unknown && !bars ? pointOf(dayAt(day), null) : pointOf(dayAt(day), value, parts)
      return { point, from: day + lag, until: day + lag + lasts }
    })

const kinds = fc.constantFrom('cumulative' as const, 'period' as const, 'stock' as const, 'event_sum' as const)
const histories = kinds.chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    said: fc.array(saidOf(kind === 'period' || kind === 'event_sum'), { minLength: 1, maxLength: 14 }),
    rivals: fc.array(fc.record({ day: fc.nat(40), value: fc.constantFrom(200, 500, 900), one: fc.boolean() }), {
      maxLength: 4,
    }),
  }),
)
type History = typeof histories extends fc.Arbitrary<infer Value> ? Value : never

/** The series as it was known on a day: one point a window, as series have. */
function knownOn({ kind, said, rivals }: History, day: number): WatchedSeries {
  const windows = new Map<string, WatchedPoint>()
  for (const { point, from, until } of said) {
    if (from <= day && day < until) windows.set(`${point.from} ${point.asOf}`, point)
  }
  return seriesOf(
    [...windows.values()].sort((a, b) => (a.asOf < b.asOf ? -1 : 1)),
    {
      kind,
      placeKnownSince: null,
      rivals: rivals
        .filter((rival) => rival.day <= day)
        .map(({ day, value, one }, index) => ({
          asOf: dayAt(day),
          stated: true,
          value,
          counter: one ? 'SOHR' : 'REACH',
          claimId: index + 1,
        })),
    },
  )
}

const days = Array.from({ length: 16 }, (_, index) => index * 5)
const dice = fc.array(fc.nat(9), { minLength: 2 * days.length, maxLength: 2 * days.length })

describe('a threshold', () => {
  test('evaluated again with what it wanted written wants nothing more', () => {
    fc.assert(
      fc.property(anyRules, histories, dice, (threshold, history, thrown) => {
        const incidents: Incident[] = []
        for (const [index, day] of days.entries()) {
          const series = knownOn(history, day)
          const foundIn = thrown[2 * index] === 0 ? 'backfill' : 'live'
          evaluate(threshold, series, incidents, dayAt(day), { foundIn })
          expect(evaluate(threshold, series, incidents, dayAt(day), { foundIn })).toEqual([])
          // Now and then somebody silences one.
          if (thrown[2 * index + 1] === 0 && incidents[0]) {
            incidents[0] = { ...incidents[0], silencedUntil: new Date(`${dayAt(day + 7)}T00:00:00Z`) }
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  test('tells each crossing once, and takes back only what it told', () => {
    fc.assert(
      fc.property(anyRules, histories, fc.boolean(), (threshold, history, quiet) => {
        const incidents: Incident[] = []
        const last = new Map<number, string>()
        for (const day of days) {
          const until = quiet && day > 20 && day < 40 ? new Date(`${dayAt(40)}T00:00:00Z`) : null
          for (const [index, incident] of incidents.entries()) incidents[index] = { ...incident, silencedUntil: until }
          const known = incidents.length
          for (const { incidentId, alert, state } of evaluate(
            threshold,
            knownOn(history, day),
            incidents,
            dayAt(day),
          )) {
            if (alert === null) continue
            expect(state).toBe(alert === 'escalated' || alert === 'fired' ? 'firing' : alert)
            if (incidentId !== null) expect(until).toBe(null)
            const id = incidentId ?? incidents[known]?.id ?? 0
            const before = incidentId === null ? undefined : last.get(id)
            const isOn = before === 'fired' || before === 'escalated'
            if (alert === 'fired') expect(isOn).toBe(false)
            if (alert === 'escalated' || alert === 'cleared') expect(isOn).toBe(true)
            if (alert === 'corrected') expect(isOn || before === 'cleared').toBe(true)
            if (incidentId !== null) last.set(id, alert)
          }
          for (const { id, lastTold } of incidents) if (lastTold !== null) last.set(id, lastTold)
        }
        const keys = incidents.map(({ crossing }) => crossing.key)
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 150 },
    )
  })

  test('has one incident for each crossing that there is, as it is known', () => {
    fc.assert(
      fc.property(anyRules, histories, (threshold, history) => {
        const incidents: Incident[] = []
        for (const day of days) evaluate(threshold, knownOn(history, day), incidents, dayAt(day))
        const today = dayAt(days.at(-1) ?? 0)
        for (const { key: _, ...crossing } of findCrossings(threshold, knownOn(history, days.at(-1) ?? 0), { today })) {
          const own = incidents.filter(
            ({ crossing: { key: _key, ...known } }) => canonical(known) === canonical(crossing),
          )
          expect(own.filter(({ state }) => state !== 'corrected')).toHaveLength(1)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('finds the same whatever the order of the points', () => {
    fc.assert(
      fc.property(anyRules, histories, fc.nat(60), fc.nat(), (threshold, history, day, seed) => {
        const series = knownOn(history, day)
        const turn = series.points.length === 0 ? 0 : seed % series.points.length
        const turned = [...series.points.slice(turn), ...series.points.slice(0, turn)]
        const today = { today: dayAt(day) }
        const once = findCrossings(threshold, series, today)
        expect(findCrossings(threshold, { ...series, points: turned }, today)).toEqual(once)
        expect(findCrossings(threshold, { ...series, points: turned.toReversed() }, today)).toEqual(once)
        const keys = once.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 150 },
    )
  })

  test('tells nobody of what a run over the past finds, nor of the same read much later', () => {
    fc.assert(
      fc.property(anyRules, histories, (threshold, history) => {
        const late: Incident[] = []
        const changes = evaluate(threshold, knownOn(history, 60), late, '2027-06-01')
        expect(changes.filter(({ alert }) => alert !== null)).toEqual([])
        const backfilled: Incident[] = []
        for (const day of days) {
          const found = evaluate(threshold, knownOn(history, day), backfilled, dayAt(day), { foundIn: 'backfill' })
          expect(found.filter(({ alert }) => alert !== null)).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })
})

test('two workers on the same rule 1,000 times: one alert for each crossing', () => {
  const level = rulesOf({ kind: 'level', atLeast: 500, clearBelow: null })
  const written = new Map<string, Incident>()
  let [alerts, wanted] = [0, 0]
  for (let round = 0; round < 1_000; round++) {
    const today = dayAt(round * 2)
    const series = seriesOf([pointOf(today, 600), pointOf(dayAt(round * 2 + 1), 100)])
    const now = new Date(`${today}T12:00:00Z`)
    const crossings = findCrossings(level, { ...series, points: series.points.slice(0, 1) }, { today })
    const evaluation = { now, today, foundIn: 'live', thresholdIsNew: false } as const
    // Both look before either writes; the store's unique key lets one through.
    const both = [1, 2].map(() => advanceIncidents(level, crossings, [], evaluation))
    for (const change of both.flat()) {
      wanted += 1
      if (written.has(change.crossing.key)) continue
      written.set(change.crossing.key, applyChange(null, change, written.size + 1, now))
      if (change.alert !== null) alerts += 1
    }
    // One after the other: the second finds nothing to do.
    const known = [...written.values()].slice(-1)
    expect(advanceIncidents(level, crossings, known, evaluation)).toEqual([])
  }
  expect([alerts, wanted]).toEqual([1_000, 2_000])
})

test('flapping 1,000 times around a level, watched day by day: one incident, one message', () => {
  const level = rulesOf({ kind: 'level', atLeast: 500, clearBelow: null })
  const flapping = (low: number, coolDownDays: number): [incidents: number, messages: number] => {
    const incidents: Incident[] = []
    let messages = 0
    const points: WatchedPoint[] = []
    for (let day = 0; day < 2_000; day++) {
      points.push(pointOf(dayAt(day), day % 2 === 0 ? 510 : low))
      const changes = evaluate({ ...level, coolDownDays }, seriesOf(points.slice(-20)), incidents, dayAt(day))
      messages += told(changes).filter(([, alert]) => alert !== null).length
    }
    return [incidents.length, messages]
  }
  expect(flapping(490, 0)).toEqual([1, 1])
  expect(flapping(100, 7)).toEqual([1, 1])
})
