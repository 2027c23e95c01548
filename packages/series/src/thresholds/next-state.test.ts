import type { Incident, WatchedPoint, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { evaluate, level, run, stock, told } from './test-evaluate.ts'
import { anySeries, barOf, pointOf, rulesOf, seriesOf } from './test-watched.ts'

const count = (points: WatchedPoint[], parts: Partial<WatchedSeries> = {}): WatchedSeries =>
  seriesOf(points, { kind: 'cumulative', category: 'internal_displacements', ...parts })

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

  test('what was over and told so is taken back as well', () => {
    const over = stock(['02', 600], ['06', 300])
    expect(
      run(level(), ['01-02', stock(['02', 600])], ['01-06', over], ['01-09', stock(['06', 300])]).all.slice(1),
    ).toEqual([[['cleared', 'cleared']], [['corrected', 'corrected']]])
  })

  test('a run over the past says nothing again; the next look does', () => {
    const on = stock(['02', 600])
    const past = { foundIn: 'backfill' } as const
    const raised = stock(['02', 601])
    expect(
      run(level(), ['01-02', on], ['01-03', stock()], ['01-04', raised, past], ['01-05', raised]).all.slice(2),
    ).toEqual([[['corrected', null]], [['firing', 'fired']]])
    const over = stock(['02', 600], ['06', 300])
    const goesOn = stock(['02', 600], ['06', 300], ['10', 650])
    const rules = level({ coolDownDays: 7 })
    expect(run(rules, ['01-02', on], ['01-14', over], ['01-15', goesOn, past], ['01-16', goesOn]).all.slice(1)).toEqual(
      [[['cleared', 'cleared']], [['cleared', null]], [['firing', 'fired']]],
    )
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

  test('so is one that begins near history that was withdrawn', () => {
    const { all } = run(level(), ['01-20', stock(['01', 600], ['03', 300])], ['01-21', stock(['03', 300], ['12', 600])])
    expect(all).toEqual([
      [['would_have_fired', null]],
      [
        ['firing', 'fired'],
        ['corrected', null],
      ],
    ])
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
