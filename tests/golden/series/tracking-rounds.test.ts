/**
 * Stocks from real rounds of IOM's Displacement Tracking Matrix, read by path and never kept here. Skipped, and said so,
 * where the folder beside the checkout is missing.
 */

import { existsSync, readFileSync } from 'node:fs'
import type { Claim, Series } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import {
  buildSeries,
  compareCommonUnits,
  naiveAddition,
  type RoundRow,
  type RoundTotal,
  resample,
  sumRounds,
} from '../../../packages/series/src/index.ts'
import { claimOf } from '../../../packages/series/src/test-claims.ts'

const folder = new URL('../../../../shared/data/api-fixtures/hdx-scraper-iom-dtm/', import.meta.url)
const missing = !existsSync(folder)
if (missing) console.warn('skipped: ../shared/data/api-fixtures is missing, so tracking rounds are not checked')

interface DtmRow {
  operation: string
  admin0Pcode: string
  admin1Pcode?: string
  numPresentIdpInd: number | null
  reportingDate: string
  roundNumber: number
  displacementReason: string
  assessmentType: string
}

const rowsOf = (file: string): RoundRow[] => {
  const { result } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { result: DtmRow[] }
  return result.map((row) => ({
    operation: row.operation,
    round: row.roundNumber,
    assessmentType: row.assessmentType,
    asOf: row.reportingDate.slice(0, 10),
    placeId: row.admin1Pcode ?? row.admin0Pcode,
    reason: row.displacementReason,
    value: row.numPresentIdpInd,
  }))
}
const asClaim = (placeId: string, { rows: _, asOf, ...total }: RoundTotal): Claim =>
  claimOf({
    ...total,
    placeId,
    placeRole: 'destination',
    category: 'idps',
    counter: 'IOM',
    asOf,
    printed: asOf,
    role: 'recommended',
  })
const now = '2025-10-01'
const claimsOf = (placeId: string, rows: readonly RoundRow[]): Claim[] =>
  sumRounds(rows).map((total) => asClaim(placeId, total))
const lineOf = (claims: readonly Claim[], scope: Claim['scope'], cause: Claim['cause']): Series => {
  const own = claims.filter((claim) => claim.scope === scope && claim.cause === cause)
  const [series, ...rest] = buildSeries(own, { now })
  if (!series || rest.length > 0) throw new Error(`${rest.length} other series`)
  return series
}
const valueOn = (series: Series, day: string) => series.points.find(({ asOf }) => asOf === day)?.value
const shown = (series: Series) => series.points.map(({ asOf, value, flags }) => [asOf, value, ...flags])

const page = readFileSync(new URL('../../../docs/method.md', import.meta.url), 'utf8')
const inWords = (value: number): string => value.toLocaleString('en-GB')
const sumOf = (rows: readonly RoundRow[]): number => rows.reduce((sum, { value }) => sum + (value ?? 0), 0)

describe.skipIf(missing)('docs/method.md', () => {
  const [chad, haiti, afghanistan] = missing
    ? [[], [], []]
    : ['admin0-admin0pcode-tcd', 'admin0-admin0pcode-hti', 'admin1-admin0pcode-afg'].map((name) =>
        rowsOf(`displacement-${name}.json`),
      )

  test('tells what adding the rows would say, beside what the line says', () => {
    expect(page).toContain(`**Adding up** all ${chad?.length} rows says ${inWords(sumOf(chad ?? []))} people`)
    expect(page).toContain(
      `Adding up its ${inWords(afghanistan?.length ?? 0)} rows says ${inWords(sumOf(afghanistan ?? []))}`,
    )
    for (const day of ['2016-12-31', '2022-11-30'])
      expect(page).toContain(inWords(sumOf((haiti ?? []).filter(({ asOf }) => asOf === day))))
    const line = lineOf(claimsOf('TCD', chad ?? []), 'all', 'all')
    expect(page).toContain(`The line says ${inWords(line.points.at(-1)?.value ?? 0)} on 31 January 2025`)
  })

  test('tells the way to the carry: the tenth of twenty intervals', () => {
    const baseline = sumRounds(chad ?? []).filter(({ cause, scope }) => cause === 'all' && scope === 'all')
    const days = baseline.map(({ asOf }) => Date.parse(asOf) / 86_400_000)
    const intervals = days.slice(1).map((day, index) => day - (days[index] ?? 0))
    intervals.sort((a, b) => a - b)
    expect([days.length, intervals[0], intervals[9], intervals.at(-1)]).toEqual([21, 30, 120, 303])
  })

  test('gives rows of a round that add to its total', () => {
    const table = page.split('\n').filter((row) => /^\| [\d, ]+ \| 20\d\d-\d\d-\d\d/.test(row) && row.includes('BA '))
    const told = table.map((row) => {
      const [, , , rows = '', total = ''] = row.split('|')
      const baseline = /BA ([^·]*)/.exec(rows)?.[1] ?? ''
      const numbers = [...baseline.matchAll(/\d{2,3},\d{3}/g)].map(([number]) => Number(number.replaceAll(',', '')))
      return [numbers.reduce((sum, value) => sum + value, 0), Number(total.replaceAll(/[^\d]/g, ''))]
    })
    expect(told).toHaveLength(4)
    for (const [added, total] of told) expect(added).toBe(total)
  })
})

describe.skipIf(missing)('Chad', () => {
  const rows = missing ? [] : rowsOf('displacement-admin0-admin0pcode-tcd.json')
  const claims = claimsOf('TCD', rows)

  test('baseline and sites are the same people: 147,032, not 294,064', () => {
    expect(valueOn(lineOf(claims, 'all', 'all'), '2017-09-30')).toBe(147_032)
    expect(valueOn(lineOf(claims, 'in_sites', 'all'), '2017-09-30')).toBe(147_032)
    const first = claims.filter(({ asOf, cause }) => asOf?.day === '2017-09-30' && cause === 'all')
    expect(naiveAddition(first).at(-1)?.total).toBe(294_064)
  })

  test('even where both were stored under one scope', () => {
    const both = claims.filter(({ cause }) => cause === 'all').map((claim): Claim => ({ ...claim, scope: 'all' }))
    const [series] = buildSeries(both, { now })
    expect(series && valueOn(series, '2017-09-30')).toBe(147_032)
    expect(series?.leftOut.filter(({ reason }) => reason.startsWith('a site assessment'))).toHaveLength(8)
  })

  test('reasons within one assessment add: round 10 is 208,382', () => {
    expect(valueOn(lineOf(claims, 'all', 'all'), '2020-02-29')).toBe(208_382)
    expect(valueOn(lineOf(claims, 'all', 'conflict'), '2020-02-29')).toBe(192_596 + 15_786)
    expect(valueOn(lineOf(claims, 'all', 'disaster'), '2021-03-31')).toBe(11_805)
  })

  test('a round printed again with another number replaces itself', () => {
    const line = lineOf(claims, 'all', 'all')
    const round = claims.find((claim) => claim.round === 10 && claim.cause === 'all')
    if (!round) throw new Error('no round 10')
    const again: Claim = { ...round, id: 9_999, value: 210_000, firstPrintedOn: '2020-04-01' }
    const own = claims.filter(({ scope, cause }) => scope === 'all' && cause === 'all')
    const [series] = buildSeries([...own, again], { now })
    expect(series && valueOn(series, '2020-02-29')).toBe(210_000)
    expect(series?.points).toHaveLength(line.points.length)
    const [before] = buildSeries([...own, again], { now, knownOn: '2020-03-31' })
    expect(before && valueOn(before, '2020-02-29')).toBe(208_382)
  })
})

describe.skipIf(missing)('Haiti', () => {
  const claims = missing ? [] : claimsOf('HTI', rowsOf('displacement-admin0-admin0pcode-hti.json'))

  test('November 2022 is 155,166 by the baseline, not 194,658', () => {
    expect(valueOn(lineOf(claims, 'all', 'all'), '2022-11-30')).toBe(155_166)
  })

  test('operations are never added; where one ends and another goes on, the line says so', () => {
    const sites = lineOf(claims, 'in_sites', 'all')
    expect(valueOn(sites, '2016-12-31')).toBe(46_691)
    const end = shown(sites).filter(([asOf]) => String(asOf) > '2018-01-01')
    expect(end).toEqual([
      ['2018-03-30', 37_497],
      ['2018-09-27', null, 'stale'],
      ['2019-01-30', 34_508],
      ['2019-07-30', null, 'stale'],
      ['2021-08-20', 8_324, 'lead_change'],
      ['2021-08-27', 24_425],
      ['2021-11-26', null, 'stale'],
      ['2022-04-30', 27_750, 'lead_change'],
      ['2022-11-30', 39_492],
    ])
  })
})

describe.skipIf(missing)('Afghanistan', () => {
  const rows = missing ? [] : rowsOf('displacement-admin1-admin0pcode-afg.json')
  const claims = claimsOf('AFG', rows)
  const all = lineOf(
    claims.length > 0 ? claims : [claimOf({ category: 'idps', cause: 'all', asOf: now })],
    'all',
    'all',
  )

  test('where more provinces are assessed the line breaks', () => {
    expect(shown(all).slice(0, 9)).toEqual([
      ['2017-03-30', 246_362],
      ['2017-06-30', 945_182, 'coverage_break'],
      ['2017-12-31', 1_728_157, 'coverage_break'],
      ['2018-03-30', 1_843_833],
      ['2018-06-30', 1_866_925],
      ['2018-09-30', 2_465_495, 'coverage_break'],
      ['2018-12-31', 3_529_971, 'coverage_break'],
      ['2019-06-30', 4_191_521],
      ['2019-12-31', 4_350_900],
    ])
  })

  test('a change compares the provinces that both rounds assessed', () => {
    const units = (round: number): Map<string, number> => {
      const sums = new Map<string, number>()
      for (const row of rows.filter((one) => one.round === round)) {
        sums.set(row.placeId, (sums.get(row.placeId) ?? 0) + (row.value ?? 0))
      }
      return sums
    }
    const common = compareCommonUnits(units(1), units(2))
    expect(common?.units).toHaveLength(3)
    expect(common?.before).toBe(246_362)
    expect(common?.after).toBeLessThan(945_182)
  })

  test('a split of causes fabricates no fall: people of "conflict; disaster" may be of either', () => {
    const conflict = lineOf(claims, 'all', 'conflict')
    const at = (day: string) => conflict.points.find(({ asOf }) => asOf === day)
    const [before, after] = [at('2021-03-30'), at('2022-12-31')]
    expect(before).toMatchObject({ value: 1_996_328, low: 1_996_328, high: 1_996_328 + 2_873_888 })
    expect(after).toMatchObject({ value: 717_352 + 327_487 + 8_724, quantifier: 'range' })
    expect(after?.high).toBeGreaterThan(before?.low ?? 0)
    expect([valueOn(all, '2021-03-30'), valueOn(all, '2022-12-31')]).toEqual([4_927_639, 6_557_855])
  })

  test('rounds half a year apart are carried for twice their median interval of 120 days, then unknown', () => {
    expect(shown(all).filter(([, value]) => value === null)).toEqual([['2022-12-27', null, 'stale']])
    const { samples } = resample(all, { from: '2022-11-01', to: '2023-10-31', step: 'month' })
    expect(samples.map(({ to, value, ageDays }) => [to, value, ageDays])).toEqual([
      ['2022-11-30', 5_894_220, 214],
      ['2022-12-31', 6_557_855, 0],
      ['2023-01-31', 6_557_855, 31],
      ['2023-02-28', 6_557_855, 59],
      ['2023-03-31', 6_557_855, 90],
      ['2023-04-30', 6_557_855, 120],
      ['2023-05-31', 6_557_855, 151],
      ['2023-06-30', 6_557_855, 181],
      ['2023-07-31', 6_557_855, 212],
      ['2023-08-31', null, null],
      ['2023-09-30', null, null],
      ['2023-10-31', null, null],
    ])
    expect(samples[2]?.flags).toContain('carried')
  })
})
