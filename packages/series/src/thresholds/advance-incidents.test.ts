import type { Incident, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { evaluate, level, run, stock, told } from './test-evaluate.ts'
import { barOf, seriesOf } from './test-watched.ts'

describe('a level', () => {
  test('fires once and clears once', () => {
    const { all } = run(
      level(),
      ['01-02', stock(['01', 300], ['02', 600])],
      ['01-05', stock(['01', 300], ['02', 600], ['04', 700])],
      ['01-07', stock(['01', 300], ['02', 600], ['04', 700], ['06', 390])],
      ['03-01', stock(['01', 300], ['02', 600], ['04', 700], ['06', 390])],
    )
    expect(all).toEqual([[['firing', 'fired']], [['firing', null]], [['cleared', 'cleared']], []])
  })

  test('is cleared only once the cool-down has passed, and not at all where it goes on', () => {
    const over = stock(['02', 600], ['06', 390])
    const { all } = run(
      level({ coolDownDays: 7 }),
      ['01-02', stock(['02', 600])],
      ['01-07', over],
      ['01-13', over],
      ['01-14', over],
    )
    expect(all).toEqual([[['firing', 'fired']], [['firing', null]], [], [['cleared', 'cleared']]])
    const on = stock(['02', 600], ['06', 390], ['09', 650])
    const again = run(level({ coolDownDays: 7 }), ['01-02', stock(['02', 600])], ['01-07', over], ['01-10', on])
    expect(again.all).toEqual([[['firing', 'fired']], [['firing', null]], [['firing', null]]])
  })

  test('tells the number that ended it', () => {
    const { incidents } = run(level(), ['01-02', stock(['02', 600])], ['01-07', stock(['02', 600], ['06', 390])])
    expect(incidents[0]?.crossing).toMatchObject({ endedOn: '2026-01-06', endedBy: { value: 390 } })
  })

  test('that may be beyond is for the desk, and fires when the low end passes', () => {
    const { all, incidents } = run(
      level(),
      ['01-02', stock(['02', 510, 490])],
      ['01-20', stock(['02', 510, 490], ['20', 530, 505])],
    )
    expect(all).toEqual([[['possible', null]], [['firing', 'fired']]])
    expect(incidents).toHaveLength(1)
  })

  test('that may have been beyond ends without a word', () => {
    const { all } = run(level(), ['01-02', stock(['02', 510, 490])], ['01-05', stock(['02', 510, 490], ['05', 450])])
    expect(all).toEqual([[['possible', null]], [['cleared', null]]])
  })

  test('once told, is not taken back because its low end is less sure than it was', () => {
    const { all } = run(level(), ['01-02', stock(['02', 510])], ['01-03', stock(['02', 510, 490])])
    expect(all).toEqual([[['firing', 'fired']], [['firing', null]]])
  })
})

describe('`for`', () => {
  const held = level({ forDays: 3 })
  test('waits until it has held', () => {
    const on = stock(['02', 600])
    expect(run(held, ['01-02', on], ['01-04', on], ['01-05', on]).all).toEqual([
      [['pending', null]],
      [],
      [['firing', 'fired']],
    ])
  })

  test('forgets what did not hold', () => {
    const short = stock(['02', 600], ['04', 300])
    expect(run(held, ['01-02', stock(['02', 600])], ['01-05', short]).all).toEqual([
      [['pending', null]],
      [['cleared', null]],
    ])
  })

  test('longer than a fortnight is waited for by a moment too', () => {
    const bar = seriesOf([barOf('2026-01-01', '2026-01-02', 600)], { kind: 'event_sum' })
    expect(
      run(level({ forDays: 30 }), ['01-02', bar], ['01-31', bar], ['02-01', bar], ['02-15', bar], ['02-16', bar]).all,
    ).toEqual([[['pending', null]], [], [['firing', 'fired']], [], [['cleared', null]]])
  })

  test('longer than a fortnight is no history: it was seen when it began', () => {
    const on = stock(['02', 600])
    expect(run(level({ forDays: 30 }), ['01-02', on], ['02-01', on]).all).toEqual([
      [['pending', null]],
      [['firing', 'fired']],
    ])
  })
})

describe('people', () => {
  /** Fires on 2 January; then somebody acts. */
  function fired(act: Partial<Incident>, rules = level()): Incident[] {
    const incidents: Incident[] = []
    evaluate(rules, stock(['02', 600]), incidents, '2026-01-02')
    incidents.splice(0, 1, ...incidents.map((incident) => ({ ...incident, ...act })))
    return incidents
  }
  const until = (day: string) => ({ silencedUntil: new Date(`2026-01-${day}T12:00:00Z`) })

  test('a number that has grown is told again, also where somebody has seen the first', () => {
    const rules = level({ escalateRatio: 0.5 })
    const incidents = fired({ acknowledgedAt: new Date('2026-01-02T13:00:00Z') }, rules)
    const grown = (value: number): WatchedSeries => stock(['02', 600], ['03', value])
    expect(told(evaluate(rules, grown(899), incidents, '2026-01-03'))).toEqual([['firing', null]])
    expect(told(evaluate(rules, grown(900), incidents, '2026-01-03'))).toEqual([['firing', 'escalated']])
    expect(told(evaluate(rules, grown(1_349), incidents, '2026-01-03'))).toEqual([['firing', null]])
    expect(told(evaluate(rules, grown(1_350), incidents, '2026-01-03'))).toEqual([['firing', 'escalated']])
  })

  test('a silence hides messages, not states; what is still new is told once it ends', () => {
    const rules = level({ escalateRatio: 0.5 })
    const incidents = fired(until('05'), rules)
    const grown = stock(['02', 600], ['03', 900])
    expect(told(evaluate(rules, grown, incidents, '2026-01-03'))).toEqual([['firing', null]])
    expect(told(evaluate(rules, grown, incidents, '2026-01-05', { hour: 11 }))).toEqual([])
    expect(told(evaluate(rules, grown, incidents, '2026-01-05'))).toEqual([['firing', 'escalated']])
    expect(told(evaluate(rules, grown, incidents, '2026-01-06'))).toEqual([])
  })

  test('an end or a correction within the silence is told after it, once', () => {
    const over = stock(['02', 600], ['03', 300])
    const cleared = fired(until('05'))
    expect(told(evaluate(level(), over, cleared, '2026-01-03'))).toEqual([['cleared', null]])
    expect(told(evaluate(level(), over, cleared, '2026-01-06'))).toEqual([['cleared', 'cleared']])
    expect(told(evaluate(level(), over, cleared, '2026-01-07'))).toEqual([])
    const corrected = fired(until('05'))
    expect(told(evaluate(level(), stock(), corrected, '2026-01-03'))).toEqual([['corrected', null]])
    expect(told(evaluate(level(), stock(), corrected, '2026-01-06'))).toEqual([['corrected', 'corrected']])
    expect(told(evaluate(level(), stock(), corrected, '2026-01-07'))).toEqual([])
  })

  test('what came and went within the silence is told to nobody', () => {
    const rules = level({ forDays: 2 })
    const incidents: Incident[] = []
    evaluate(rules, stock(['02', 600]), incidents, '2026-01-02')
    incidents.splice(0, 1, ...incidents.map((incident) => ({ ...incident, ...until('10') })))
    expect(told(evaluate(rules, stock(['02', 600]), incidents, '2026-01-04'))).toEqual([['firing', null]])
    const over = stock(['02', 600], ['06', 300])
    expect(told(evaluate(rules, over, incidents, '2026-01-06'))).toEqual([['cleared', null]])
    expect(told(evaluate(rules, over, incidents, '2026-01-11'))).toEqual([])
  })
})
