import type { Incident, WatchedPoint, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { evaluate, type Seen, told } from './test-evaluate.ts'
import { anySeries, barOf, pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const level = (parts: Partial<Rules> = {}): Rules => rulesOf({ kind: 'level', atLeast: 500, clearBelow: 400 }, parts)
const stock = (...points: [day: string, value: number, low?: number][]): WatchedSeries =>
  seriesOf(points.map(([day, value, low = value]) => pointOf(`2026-01-${day}`, value, { low })))
const count = (points: WatchedPoint[], parts: Partial<WatchedSeries> = {}): WatchedSeries =>
  seriesOf(points, { kind: 'cumulative', category: 'internal_displacements', ...parts })

/** What each evaluation tells; each is made twice, and the second one must find nothing to write. */
function run(rules: Rules, ...steps: [day: string, series: WatchedSeries, seen?: Seen][]) {
  const incidents: Incident[] = []
  const all = steps.map(([day, series, seen]) => {
    const changes = told(evaluate(rules, series, incidents, `2026-${day}`, seen))
    expect(evaluate(rules, series, incidents, `2026-${day}`, { ...seen, thresholdIsNew: false })).toEqual([])
    return changes
  })
  return { all, incidents }
}

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

describe('corrections', () => {
  test('what was told is taken back once', () => {
    const { all } = run(level(), ['01-02', stock(['02', 600])], ['01-03', stock(['02', 450])], ['01-04', stock()])
    expect(all).toEqual([[['firing', 'fired']], [['corrected', 'corrected']], []])
  })

  test('a threshold that was changed is a new one: what is beyond it now is told once', () => {
    const going = stock(['02', 600], ['30', 700])
    const incidents: Incident[] = []
    expect(told(evaluate(level(), going, incidents, '2026-02-01'))).toEqual([['would_have_fired', null]])
    const lower = rulesOf({ kind: 'level', atLeast: 450, clearBelow: null })
    expect(told(evaluate(lower, going, incidents, '2026-02-02', { thresholdIsNew: true }))).toEqual([
      ['firing', 'fired'],
    ])
    expect(evaluate(lower, going, incidents, '2026-02-03', { thresholdIsNew: true })).toEqual([])
    expect(incidents).toHaveLength(1)
  })

  test('what was told to nobody goes without a word', () => {
    const possible = stock(['02', 510, 490])
    expect(run(level(), ['01-02', possible], ['01-03', stock()]).all).toEqual([
      [['possible', null]],
      [['corrected', null]],
    ])
    const old = run(level(), ['03-01', stock(['02', 600])], ['03-02', stock()])
    expect(old.all).toEqual([[['would_have_fired', null]], [['corrected', null]]])
  })

  test('a count that its counter takes back is corrected, even after it was over', () => {
    const points = [pointOf('2026-01-02', 600)]
    const revised = [...points, pointOf('2026-01-09', 300, { flags: ['revised'] })]
    expect(run(level(), ['01-02', count(points)], ['01-09', count(revised)]).all).toEqual([
      [['firing', 'fired']],
      [['corrected', 'corrected']],
    ])
    const bar = seriesOf([barOf('2026-01-01', '2026-01-02', 600)], { kind: 'event_sum' })
    const none = seriesOf([], { kind: 'event_sum' })
    expect(run(level(), ['01-02', bar], ['01-17', bar], ['02-20', none]).all).toEqual([
      [['firing', 'fired']],
      [['cleared', null]],
      [['corrected', 'corrected']],
    ])
  })

  test('what is said again is told again', () => {
    const on = stock(['02', 600])
    expect(run(level(), ['01-02', on], ['01-03', stock()], ['01-04', on]).all).toEqual([
      [['firing', 'fired']],
      [['corrected', 'corrected']],
      [['firing', 'fired']],
    ])
  })

  test('a crossing that begins after one that was taken back is another', () => {
    const { all, incidents } = run(
      level(),
      ['01-02', stock(['02', 600])],
      ['01-03', stock(['02', 450])],
      ['01-20', stock(['02', 450], ['20', 600])],
    )
    expect(all.at(-1)).toEqual([['firing', 'fired']])
    expect(incidents.map(({ state }) => state)).toEqual(['corrected', 'firing'])
  })

  test('a threshold that was changed takes nothing back', () => {
    const incidents: Incident[] = []
    evaluate(level(), stock(['02', 600]), incidents, '2026-01-02')
    const higher = rulesOf({ kind: 'level', atLeast: 700, clearBelow: null })
    const changes = evaluate(higher, stock(['02', 600]), incidents, '2026-01-03', { thresholdIsNew: true })
    expect(told(changes)).toEqual([['cleared', null]])
    expect(evaluate(higher, stock(['02', 600]), incidents, '2026-01-04')).toEqual([])
    const trusting = { ...level(), watch: { ...anySeries, reviewedOnly: true } }
    expect(told(evaluate(trusting, stock(['02', 600]), incidents, '2026-01-04'))).toEqual([])
  })
})

describe('history', () => {
  test('what began over 14 days before is told to nobody, to the day', () => {
    expect(run(level(), ['01-16', stock(['02', 600])]).all).toEqual([[['firing', 'fired']]])
    expect(run(level(), ['01-17', stock(['02', 600])]).all).toEqual([[['would_have_fired', null]]])
  })

  test('what a run over the past brings is told to nobody, then or later', () => {
    const series = stock(['02', 600])
    expect(run(level(), ['01-02', series, { foundIn: 'backfill' }], ['01-03', series]).all).toEqual([
      [['would_have_fired', null]],
      [],
    ])
  })

  test('what was over when it was found is history', () => {
    expect(run(level(), ['01-05', stock(['02', 600], ['04', 300])]).all).toEqual([[['would_have_fired', null]]])
  })

  test('the next crossing is news again', () => {
    const { all, incidents } = run(
      level(),
      ['02-01', stock(['02', 600], ['06', 300])],
      ['02-01', stock(['02', 600], ['06', 300], ['30', 700])],
    )
    expect(all).toEqual([[['would_have_fired', null]], [['firing', 'fired']]])
    expect(incidents).toHaveLength(2)
  })

  test('so is one that begins after all that had been taken for the old one', () => {
    // The old numbers are withdrawn; what is beyond now began yesterday.
    const { all } = run(level(), ['02-10', stock(['02', 600])], ['02-10', seriesOf([pointOf('2026-02-09', 600)])])
    expect(all).toEqual([
      [['would_have_fired', null]],
      [
        ['firing', 'fired'],
        ['corrected', null],
      ],
    ])
  })

  test('a new threshold on a series already beyond it says so once, where its numbers are new', () => {
    const isNew = { thresholdIsNew: true }
    const going = stock(['02', 600], ['30', 700])
    expect(run(level(), ['02-10', going, isNew], ['02-11', going]).all).toEqual([[['firing', 'fired']], []])
    expect(run(level(), ['02-13', going, isNew]).all).toEqual([[['firing', 'fired']]])
    expect(run(level(), ['02-14', going, isNew]).all).toEqual([[['would_have_fired', null]]])
    expect(run(level(), ['02-10', going]).all).toEqual([[['would_have_fired', null]]])
    expect(run(level(), ['02-10', going, { ...isNew, foundIn: 'backfill' }]).all).toEqual([
      [['would_have_fired', null]],
    ])
  })

  test('a run over the past begins no message, but corrects and clears what was told', () => {
    const backfill = { foundIn: 'backfill' } as const
    const on = stock(['02', 600])
    const grown = stock(['02', 600], ['03', 900])
    const rules = level({ escalateRatio: 0.5 })
    expect(run(rules, ['01-02', on], ['01-03', grown, backfill], ['01-03', grown]).all).toEqual([
      [['firing', 'fired']],
      [['firing', null]],
      [['firing', 'escalated']],
    ])
    expect(run(rules, ['01-02', on], ['01-03', stock(), backfill]).all[1]).toEqual([['corrected', 'corrected']])
    expect(run(rules, ['01-02', on], ['01-04', stock(['02', 600], ['04', 1]), backfill]).all[1]).toEqual([
      ['cleared', 'cleared'],
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
      rulesOf({ kind: 'stale', cadences: 2 }),
      ['01-29', weekly],
      ['01-30', weekly],
      ['02-03', weekly],
      ['02-04', seriesOf([...weekly.points, pointOf('2026-01-20', 9), pointOf('2026-02-03', 9)])],
    )
    expect(all).toEqual([[], [['firing', 'fired']], [], [['cleared', null]]])
  })
})
