import type { Claim, Series } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { buildSeries } from './build-series.ts'
import { type RollupChild, rollupChildren } from './rollup.ts'
import { type ClaimParts, claimOf } from './test-claims.ts'

const build = (placeId: string, claims: readonly Claim[]): Series => {
  const [series] = buildSeries(claims, { now: '2020-12-31' })
  if (!series) throw new Error(`no series of ${placeId}`)
  return series
}
const count = (placeId: string, value: number, parts: ClaimParts = {}): RollupChild => {
  const claim = claimOf({
    placeId,
    window: 'since',
    since: '2020-05-01',
    asOf: '2020-05-10',
    printed: '2020-05-11',
    value,
    ...parts,
  })
  return { placeId, relatedIds: ['SYR', 'area:north-west-syria'], series: build(placeId, [claim]) }
}
const like = (child: RollupChild): Series => child.series as Series
const may = { from: '2020-05-01', to: '2020-05-31', step: 'month' } as const

describe('a sum over children', () => {
  test('adds disjoint places and tells which have no number', () => {
    const idlib = count('SY-ID', 700)
    const rollup = rollupChildren(
      [idlib, count('SY-HL', 200), { placeId: 'SY-LA', relatedIds: ['SYR'], series: null }],
      like(idlib),
      may,
    )
    expect(rollup.samples).toMatchObject([
      { from: '2020-05-01', to: '2020-05-31', value: 900, placeIds: ['SY-HL', 'SY-ID'], missing: [] },
    ])
    expect(rollup.leftOut).toEqual([{ placeId: 'SY-LA', reason: 'has no such line' }])
  })

  test('a child without a number in a step is missing, not 0; with none at all the sum is null', () => {
    const early = count('SY-ID', 700)
    const late = count('SY-HL', 200, { asOf: '2020-06-20', printed: '2020-06-21' })
    const { samples } = rollupChildren([early, late], like(early), { ...may, to: '2020-07-31' })
    expect(samples.map(({ to, value, missing }) => [to, value, missing])).toEqual([
      ['2020-05-31', 700, ['SY-HL']],
      ['2020-06-30', 200, ['SY-ID']],
      ['2020-07-31', null, ['SY-HL', 'SY-ID']],
    ])
  })

  test('leaves out places that share ground, other windows, and numbers restated from a wider place', () => {
    const idlib = count('SY-ID', 700)
    const area = { ...count('area:north-west-syria', 900), relatedIds: ['SY-ID', 'SY-HL'] }
    const window = count('SY-HL', 200, { since: '2020-04-01' })
    const restated = count('SY-LA', 300)
    const points = like(restated).points.map((point) => ({ ...point, flags: ['restated'] as const }))
    const hollow = { ...restated, series: { ...like(restated), points } }
    const rollup = rollupChildren([idlib, area, window, hollow], like(idlib), may)
    expect(rollup.samples[0]?.value).toBe(700)
    expect(rollup.leftOut).toEqual([
      { placeId: 'SY-HL', reason: 'counts another thing: kind, start, unit, scope or cause differ' },
      { placeId: 'area:north-west-syria', reason: 'shares ground with SY-ID' },
      { placeId: 'SY-LA', reason: 'numbers restated from a wider place are not added' },
    ])
  })
})
