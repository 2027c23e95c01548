import type { ThresholdRule, Watch } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { checkThreshold } from './check-threshold.ts'
import { presets } from './presets.ts'
import { anySeries, type Rules, rulesOf } from './test-watched.ts'

const level: ThresholdRule = { kind: 'level', atLeast: 500, clearBelow: null }
const rise: ThresholdRule = { kind: 'rise', by: 1, ratio: 0.2, days: 7 }
const record: ThresholdRule = { kind: 'record', atLeast: 500, days: 366, sumDays: 30 }
const paths = (rules: Rules): string[] => checkThreshold(rules).map(({ path }) => path.join('.'))
const ofRule = (rule: ThresholdRule, watch: Partial<Watch> = {}): string[] =>
  paths(rulesOf(rule, { watch: { ...anySeries, ...watch } }))

describe('refused', () => {
  const numbers: [string, ThresholdRule, string[]][] = [
    ['no level', { ...level, atLeast: 0 }, ['rule.atLeast']],
    ['a negative level', { ...level, atLeast: -5 }, ['rule.atLeast']],
    ['a level that is no number', { ...level, atLeast: Number.NaN }, ['rule.atLeast']],
    ['more people than there are', { ...level, atLeast: 10_000_000_001 }, ['rule.atLeast']],
    ['a clear level at the level', { ...level, clearBelow: 500 }, ['rule.clearBelow']],
    ['a clear level of nothing', { ...level, clearBelow: 0 }, ['rule.clearBelow']],
    ['a rise by anything', { ...rise, by: 0, ratio: 0 }, ['rule.by']],
    ['a rise by less', { ...rise, by: -1 }, ['rule.by']],
    ['a rise of 20 instead of 0.2', { ...rise, ratio: 20 }, ['rule.ratio']],
    ['a rise within no days', { ...rise, days: 0 }, ['rule.days']],
    ['a rise within half a day', { ...rise, days: 0.5 }, ['rule.days']],
    ['a drop of more than all', { kind: 'drop', by: 0, ratio: 1.01, days: 7 }, ['rule.ratio']],
    ['a record of no days', { ...record, days: 0, sumDays: null }, ['rule.days']],
    ['a sum as long as the record', { ...record, days: 30 }, ['rule.sumDays']],
    ['a sum over no days', { ...record, sumDays: 0 }, ['rule.sumDays']],
    ['a first number of nobody', { kind: 'first', atLeast: 0 }, ['rule.atLeast']],
    ['stale before the next is due', { kind: 'stale', cadences: 0.5 }, ['rule.cadences']],
    ['apart by all', { kind: 'conflict', ratio: 1 }, ['rule.ratio']],
    ['apart by nothing', { kind: 'conflict', ratio: 0 }, ['rule.ratio']],
    ['revised by more than all', { kind: 'revised', ratio: 1.1 }, ['rule.ratio']],
  ]
  test.each(numbers)('%s', (_, rule, at) => {
    expect(ofRule(rule)).toEqual(at)
  })

  const series: [string, ThresholdRule, Partial<Watch>, string[]][] = [
    ['a record of a count', { ...record, sumDays: null }, { seriesKind: 'cumulative' }, ['rule.kind']],
    ['a sum of stocks', record, { seriesKind: 'stock' }, ['rule.sumDays']],
    ['a sum of people who are there every day', record, { category: 'idps' }, ['rule.sumDays']],
    ['a clear level of what never falls', { ...level, clearBelow: 400 }, { category: 'returns' }, ['rule.clearBelow']],
    ['a rise of events', rise, { seriesKind: 'event_sum' }, ['rule.kind']],
    ['a drop of a count', { kind: 'drop', by: 1, ratio: 0.1, days: 7 }, { seriesKind: 'cumulative' }, ['rule.kind']],
    ['stale bars', { kind: 'stale', cadences: 2 }, { seriesKind: 'period' }, ['rule.kind']],
    ['a conflict over bars', { kind: 'conflict', ratio: 0.1 }, { seriesKind: 'event_sum' }, ['rule.kind']],
    ['a stock that is taken back', { kind: 'revised', ratio: 0.1 }, { category: 'refugees' }, ['rule.kind']],
    ['numbers of no kind', level, { category: 'displaced_unspecified' }, ['watch.category']],
    ['flows of a stock', level, { category: 'idps', seriesKind: 'period' }, ['watch.seriesKind']],
    ['a stock of flows', level, { category: 'returns', seriesKind: 'stock' }, ['watch.seriesKind']],
    ['countries inside a province', level, { placeId: 'SY-ID', adminLevel: 0 }, ['watch.adminLevel']],
    [
      'provinces of a country alone',
      level,
      { placeId: 'SYR', adminLevel: 1, withChildren: false },
      ['watch.adminLevel'],
    ],
    ['a confidence above 1', level, { minimumConfidence: 90 }, ['watch.minimumConfidence']],
    ['a reliability below 0', level, { minimumReliability: -0.1 }, ['watch.minimumReliability']],
  ]
  test.each(series)('%s', (_, rule, watch, at) => {
    expect(ofRule(rule, watch)).toEqual(at)
  })

  test('days that are negative or broken, a growth of nothing', () => {
    expect(paths(rulesOf(level, { forDays: -1, coolDownDays: 1.5, escalateRatio: 0 }))).toEqual([
      'forDays',
      'coolDownDays',
      'escalateRatio',
    ])
  })

  test('with the reason, and what to do', () => {
    expect(checkThreshold(rulesOf({ ...level, clearBelow: 600 }))).toEqual([
      {
        path: ['rule', 'clearBelow'],
        reason: 'It would end as soon as it began.',
        advice: 'A number above 0 and below the level, or none for a tenth below it.',
      },
    ])
  })
})

describe('good', () => {
  const good: [string, ThresholdRule, Partial<Watch>][] = [
    ['a level on checked numbers', level, { reviewedOnly: true }],
    ['a clear level where stocks may be watched', { ...level, clearBelow: 400 }, {}],
    ['a sum over days where bars may be watched', record, {}],
    ['a rise by the part alone', { ...rise, by: 0 }, {}],
    ['a rise by the number alone', { ...rise, ratio: 0 }, {}],
    ['a drop to nothing', { kind: 'drop', by: 0, ratio: 1, days: 7 }, {}],
    ['provinces of a country', level, { placeId: 'SYR', adminLevel: 1 }],
    [
      'a place whose id tells no level',
      level,
      { placeId: 'area:north-west-syria', adminLevel: 0, withChildren: false },
    ],
  ]
  test.each(good)('%s', (_, rule, watch) => {
    expect(ofRule(rule, watch)).toEqual([])
  })

  test.each(presets.map((preset) => [preset.id, preset] as const))('the preset %s', (_, { threshold, reason }) => {
    expect(checkThreshold(threshold)).toEqual([])
    expect(threshold.name.length * reason.length).toBeGreaterThan(0)
  })

  test('presets have ids of their own', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
  })
})
