import type { Incident, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { level, run, stock } from './test-evaluate.ts'
import { barOf, pointOf, rulesOf, seriesOf } from './test-watched.ts'

describe('one crossing, one incident', () => {
  const states = (incidents: readonly Incident[]) =>
    incidents.map(({ state, crossing }) => [state, crossing.key, crossing.startedOn])

  test('when an earlier point arrives later', () => {
    const { all, incidents } = run(
      level(),
      ['01-10', stock(['08', 600])],
      ['01-11', stock(['05', 550], ['08', 600])],
      ['01-12', stock(['05', 550], ['08', 601])],
    )
    expect(all).toEqual([[['firing', 'fired']], [['firing', null]], [['firing', null]]])
    expect(states(incidents)).toEqual([['firing', 'level 2026-01-08', '2026-01-05']])
  })

  test('when the day of print gives way to a stated as-of', () => {
    const { all } = run(level(), ['01-10', stock(['10', 600])], ['01-11', stock(['06', 610])])
    expect(all).toEqual([[['firing', 'fired']], [['firing', null]]])
    const rise = rulesOf({ kind: 'rise', by: 1, ratio: 0.1, days: 9 })
    const moved = run(rise, ['01-10', stock(['03', 500], ['10', 600])], ['01-11', stock(['03', 500], ['06', 610])])
    expect(moved.all).toEqual([[['firing', 'fired']], [['firing', null]]])
    // However far back, a change lies after the number that it is measured from.
    const slow = rulesOf({ kind: 'rise', by: 1, ratio: 0.1, days: 30 })
    const far = run(slow, ['01-20', stock(['01', 500], ['20', 600])], ['01-21', stock(['01', 500], ['03', 610])])
    expect(far.all).toEqual([[['firing', 'fired']], [['cleared', null]]])
    expect(far.incidents).toHaveLength(1)
  })

  test('when the window of a bar grows', () => {
    const bar = (to: string, value: number): WatchedSeries =>
      seriesOf([barOf('2026-01-01', `2026-01-${to}`, value)], { kind: 'event_sum' })
    const { all, incidents } = run(level(), ['01-06', bar('05', 600)], ['01-10', bar('09', 900)])
    expect(all).toEqual([[['firing', 'fired']], [['firing', null]]])
    expect(incidents).toHaveLength(1)
  })

  test('while another event of those days is another', () => {
    const one = barOf('2026-01-01', '2026-01-05', 600)
    const other = barOf('2026-01-02', '2026-01-05', 700)
    const { all } = run(
      level(),
      ['01-06', seriesOf([one], { kind: 'event_sum' })],
      ['01-07', seriesOf([one, other], { kind: 'event_sum' })],
      ['01-08', seriesOf([other], { kind: 'event_sum' })],
    )
    expect(all).toEqual([[['firing', 'fired']], [['firing', 'fired']], [['corrected', 'corrected']]])
  })

  test('when a number between joins two', () => {
    const { all, incidents } = run(
      level(),
      ['01-02', stock(['02', 600])],
      ['01-05', stock(['02', 600], ['05', 300])],
      ['01-08', stock(['02', 600], ['05', 300], ['08', 600])],
      ['01-09', stock(['02', 600], ['05', 550], ['08', 600])],
    )
    expect(all).toEqual([[['firing', 'fired']], [['cleared', 'cleared']], [['firing', 'fired']], [['firing', null]]])
    expect(states(incidents)).toEqual([
      ['cleared', 'level 2026-01-02', '2026-01-02'],
      ['firing', 'level 2026-01-08', '2026-01-02'],
    ])
  })

  test('when a number between splits one: what goes on is the one that was told', () => {
    const { all, incidents } = run(
      level(),
      ['01-02', stock(['02', 600])],
      ['01-08', stock(['02', 600], ['08', 600])],
      ['01-09', stock(['02', 600], ['05', 300], ['08', 600])],
    )
    expect(all.at(-1)).toEqual([
      ['would_have_fired', null],
      ['firing', null],
    ])
    expect(states(incidents)).toEqual([
      ['firing', 'level 2026-01-02', '2026-01-08'],
      ['would_have_fired', 'level 2026-01-02#2', '2026-01-02'],
    ])
  })

  test('of a silence: a number that comes ends it without a word', () => {
    const weekly = stock(['01', 9], ['08', 9], ['15', 9])
    const { all } = run(
      rulesOf({ kind: 'stale', cadences: 2 }, { coolDownDays: 30 }),
      ['01-29', weekly],
      ['01-30', weekly],
      ['02-03', weekly],
      ['02-04', seriesOf([...weekly.points, pointOf('2026-01-20', 9), pointOf('2026-02-03', 9)])],
    )
    expect(all).toEqual([[], [['firing', 'fired']], [], [['cleared', null]]])
    const next = seriesOf([...weekly.points, pointOf('2026-02-03', 9)])
    const rules = rulesOf({ kind: 'stale', cadences: 2 }, { coolDownDays: 30 })
    expect(run(rules, ['01-30', weekly], ['02-04', next]).all[1]).toEqual([['cleared', null]])
  })
})
