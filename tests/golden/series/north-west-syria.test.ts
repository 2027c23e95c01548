/** The worked example: every published number of north-west Syria, December 2019 to March 2020, and every trap among them. */

import type { Claim, IsoDate, Series } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  buildSeries,
  claimQuantifier,
  foldClaims,
  intervalOf,
  naiveAddition,
  resample,
} from '../../../packages/series/src/index.ts'
import { claimOf, month } from '../../../packages/series/src/test-claims.ts'
import { timeline, timelineClaims } from './north-west-syria.ts'

const now = '2020-05-20'
const start = { day: '2019-12-01', accuracy: 'day' }
const claims = timelineClaims()
const build = (some: readonly Claim[] = claims, knownOn: IsoDate | null = null): Series[] =>
  buildSeries(some, { now, knownOn })
const main = (series: readonly Series[]): Series => {
  const line = series.find(({ kind, since }) => kind === 'cumulative' && since?.day === start.day)
  if (!line) throw new Error('no line since 1 December')
  return line
}
const points = (series: Series): [IsoDate, number | null][] => series.points.map(({ asOf, value }) => [asOf, value])
const claimAt = (value: number, parts: Partial<Claim> = {}): Claim => {
  const found = claims.find(
    (claim) =>
      claim.value === value && Object.entries(parts).every(([key, part]) => claim[key as keyof Claim] === part),
  )
  if (!found) throw new Error(`no claim of ${value}`)
  return found
}
/** The line's newest number on a day. */
const on = (series: Series, day: IsoDate) => series.points.findLast(({ asOf }) => asOf <= day)

const expected: [IsoDate, number][] = [
  ['2019-12-29', 284_000],
  ['2020-01-01', 300_000],
  ['2020-01-08', 312_000],
  ['2020-01-14', 350_000],
  ['2020-01-27', 390_000],
  ['2020-02-02', 586_000],
  ['2020-02-10', 700_000],
  ['2020-02-12', 800_000],
  ['2020-02-14', 830_000],
  ['2020-02-17', 900_000],
  ['2020-02-20', 900_000],
  ['2020-02-23', 948_000],
  ['2020-03-03', 961_000],
  ['2020-03-05', 961_000],
]

describe('the line since 1 December', () => {
  const series = build()
  const line = main(series)

  test('is the published one', () => {
    expect(points(line)).toEqual(expected)
    expect([line.since, line.counter, line.state]).toEqual([start, 'UN', 'closed'])
  })

  test('lies within 3 % of each confirmed number, or inside its interval', () => {
    const confirmed = timeline.map((row, index) => ({ row, claim: claims[index] })).filter(({ row }) => row.line)
    expect(confirmed).toHaveLength(19)
    for (const { claim } of confirmed) {
      if (!claim) continue
      const { low, high } = intervalOf(claim.value, claim.valueHigh, claim.quantifier)
      const value = on(line, claim.asOf?.day ?? claim.firstPrintedOn ?? '')?.value ?? 0
      // Without a stated as-of a number tells what had been reached by its print: a floor.
      const inside = value >= low && (value <= high || claim.asOf === null)
      expect(inside || Math.abs(value - claim.value) <= 0.03 * claim.value, `${claim.value}: ${value}`).toBe(true)
    }
  })

  test('never falls, and is marked nowhere as revised', () => {
    const values = line.points.map(({ value }) => value ?? 0)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(line.points.flatMap(({ flags }) => flags)).not.toContain('revised')
  })

  test('bears no number of another window', () => {
    const foreign = new Set(timeline.flatMap((row, index) => (row.line ? [] : [claims[index]?.id])))
    expect(foreign.size).toBe(10)
    expect(line.points.flatMap(({ claimIds }) => claimIds).filter((id) => foreign.has(id))).toEqual([])
  })

  test('leaves each other number out with its reason', () => {
    expect(line.leftOut.map(({ claimId, reason }) => [claims.find(({ id }) => id === claimId)?.value, reason])).toEqual(
      [
        [520_000, 'by 2020-02-04 the line had reached that many: a witness'],
        [1_500_000, 'counted by SOHR: the line follows one family of counters'],
        [959_000, 'counted by REACH: the line follows one family of counters'],
      ],
    )
  })
})

describe('the traps', () => {
  const series = build()
  const line = main(series)

  test('another start date has its own line: since 12 December, since mid-December', () => {
    const others = series.filter(({ kind, since }) => kind === 'cumulative' && since?.day !== start.day)
    expect(others.map((other) => [other.since?.day, ...points(other).flat()])).toEqual([
      ['2019-05-01', '2020-01-07', 700_000],
      ['2019-12-12', '2019-12-25', 235_000],
      ['2019-12-15', '2020-01-07', 300_000],
    ])
  })

  test('an as-of earlier than an older print: 520,000 stood until 586,000 by 2 February was printed', () => {
    expect(points(main(build(claims, '2020-02-05'))).at(-1)).toEqual(['2020-02-04', 520_000])
    expect(points(main(build(claims, '2020-02-06'))).slice(-2)).toEqual([
      ['2020-01-27', 390_000],
      ['2020-02-02', 586_000],
    ])
  })

  test('two attributions of 800,000 are one claim, and flagged', () => {
    const [ocha, ohchr] = [claimAt(800_000, { counter: 'OCHA' }), claimAt(800_000, { counter: 'OHCHR' })]
    const { groups, attributionConflicts } = foldClaims(claims)
    expect(groups.find(({ members }) => members.includes(ohchr.id))?.lead).toBe(ocha.id)
    expect(attributionConflicts).toContainEqual({
      claimIds: [ocha.id, ohchr.id],
      counters: ['OCHA', 'OHCHR'],
      folded: true,
    })
    expect(on(line, '2020-02-12')?.flags).toEqual(['attribution'])
  })

  test('the seed, a stale re-print of 17 February, is a witness of 12 February', () => {
    const seed = claimAt(800_000, { counter: 'UN' })
    expect(on(line, '2020-02-12')?.claimIds).toContain(seed.id)
    expect(on(line, '2020-02-17')?.value).toBe(900_000)
  })

  test("875,000, undated and second-hand, never displaces the office's own 900,000 of the same day", () => {
    const undated = claimAt(875_000)
    expect(on(line, '2020-02-17')).toMatchObject({ value: 900_000, claimIds: [claimAt(900_000).id, undated.id] })
    const alone = claims.filter(({ value }) => value !== 900_000)
    expect(on(main(build(alone)), '2020-02-17')).toMatchObject({ value: 875_000, claimIds: [undated.id] })
  })

  test('a lower later estimate by another office neither lowers nor revises: 959,000 by REACH', () => {
    expect(on(line, '2020-03-16')?.value).toBe(961_000)
  })

  test("an observatory's 1.5 million is a conflict, and a line of its own when asked for", () => {
    expect(on(line, '2020-03-04')?.flags).toEqual(['conflict'])
    const [own, ...others] = buildSeries(claims, { now, onlyCounter: 'SOHR' })
    expect(own && points(own)).toEqual([['2020-03-04', 1_500_000]])
    expect(others).toEqual([])
  })

  test('windows that overlap are bars, alternatives, and added to nothing', () => {
    const bars = series.find(({ kind }) => kind === 'period')
    expect(bars?.points.map(({ from, asOf, value }) => [from, asOf, value])).toEqual([
      ['2020-01-26', '2020-02-02', 200_000],
      ['2020-02-09', '2020-02-12', 142_000],
    ])
    expect(bars?.leftOut).toHaveLength(3)
  })

  test('a stock told among flows is another subject: 846,000 still displaced on 1 May', () => {
    const stock = claimOf({
      category: 'idps',
      scope: 'cohort',
      value: 846_000,
      asOf: '2020-05-01',
      printed: '2020-05-01',
    })
    const [own] = build([stock])
    expect(own?.kind).toBe('stock')
    expect(build([]).length).toBe(0)
  })

  test('two quantifiers in one page leave an approximate number: some, and almost, 900,000', () => {
    const told = (quantifiers: readonly Claim['quantifier'][]) =>
      claimQuantifier(quantifiers.map((quantifier) => ({ quantifier, primary: true })))
    expect(told(['approximately', 'nearly'])).toBe('approximately')
    expect(told(['nearly', 'exact'])).toBe('nearly')
    expect(told(['nearly', 'more_than', 'more_than'])).toBe('more_than')
  })

  test('the line ends at its last as-of: nothing is carried into April', () => {
    const { samples } = resample(line, { from: '2020-02-01', to: '2020-04-30', step: 'month' })
    expect(samples.map(({ to, value }) => [to, value])).toEqual([
      ['2020-02-29', 948_000],
      ['2020-03-31', 961_000],
      ['2020-04-30', null],
    ])
  })
})

describe('Idlib, for which the seed alone is printed', () => {
  const seed = claimOf({
    placeId: 'SY-ID', value: 800_000, quantifier: 'more_than', since: month('2019-12-01'), counter: 'UN', printed: '2020-02-17',
  }) // biome-ignore format: one claim

  test('has its one point, restated from north-west Syria once that is known', () => {
    const [alone] = buildSeries([seed], { now })
    expect(alone?.points).toMatchObject([{ asOf: '2020-02-17', value: 800_000, flags: ['inferred'] }])
    const [beside] = buildSeries([seed], { now, relatedClaims: claims })
    expect(beside?.points[0]?.flags).toEqual(['inferred', 'restated'])
  })
})

test('arrival order never matters', () => {
  const once = JSON.stringify(build())
  fc.assert(
    fc.property(fc.shuffledSubarray([...claims], { minLength: claims.length }), (shuffled) => {
      expect(JSON.stringify(build(shuffled))).toBe(once)
    }),
  )
})

test('known on each day, nothing printed later changes the line', () => {
  for (let day = 1; day <= 60; day++) {
    const knownOn = new Date(Date.UTC(2020, 0, day)).toISOString().slice(0, 10)
    const known = claims.filter(({ firstPrintedOn }) => firstPrintedOn !== null && firstPrintedOn <= knownOn)
    expect(build(claims, knownOn)).toEqual(build(known))
  }
})

test('naive addition would have said 18 times as many', () => {
  expect(naiveAddition(claims).at(-1)?.total).toBe(17_275_000)
})
