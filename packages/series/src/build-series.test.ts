/** The kinds of series and the rules that place a claim, each on the smallest set of claims that shows it. */

import type { Claim, IsoDate, Series } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { buildSeries } from './build-series.ts'
import { type ClaimParts, claimOf, day, month } from './test-claims.ts'

const now = '2020-06-01'
const build = (claims: readonly Claim[], options = {}): Series[] => buildSeries(claims, { now, ...options })
const line = (series: Series | undefined) => series?.points.map(({ asOf, value, flags }) => [asOf, value, ...flags])
const only = (claims: readonly Claim[], options = {}): Series => {
  const [series, ...rest] = build(claims, options)
  expect(rest).toEqual([])
  if (!series) throw new Error('no series')
  return series
}
const count = (asOf: string, value: number, parts: ClaimParts = {}): Claim =>
  claimOf({ since: '2019-12-01', asOf, printed: asOf, value, ...parts })
const seed = (parts: ClaimParts = {}): Claim =>
  claimOf({
    id: 1,
    placeId: 'SY-ID',
    value: 800_000,
    quantifier: 'more_than',
    since: month('2019-12-01'),
    counter: 'UN',
    printed: '2020-02-17',
    ...parts,
  })

describe('the seed', () => {
  test('alone it is one cumulative line with one point, placed on its print', () => {
    expect(build([seed()])).toEqual([
      {
        placeId: 'SY-ID',
        placeRole: 'origin',
        category: 'internal_displacements',
        scope: 'all',
        cause: 'conflict',
        kind: 'cumulative',
        unit: 'person',
        since: month('2019-12-01'),
        counter: 'UN',
        state: 'closed',
        method: 'reconciled',
        rule: 'reconciled@1',
        points: [
          {
            from: null,
            asOf: '2020-02-17',
            value: 800_000,
            low: 800_000,
            high: 900_000,
            quantifier: 'more_than',
            review: 'machine_read',
            witnesses: 1,
            claimIds: [1],
            flags: ['inferred'],
            reason: 'UN: no as-of stated: that many had been reached when it was printed.',
          },
        ],
        leftOut: [],
      },
    ])
  })

  test('an inferred as-of may also come as a day with its basis', () => {
    const [series] = build([seed({ asOf: day('2020-02-17'), asOfBasis: 'published' })])
    expect(line(series)).toEqual([['2020-02-17', 800_000, 'inferred']])
  })

  test('the same number of a wider place marks it as restated', () => {
    const wider = count('2020-02-12', 800_000, { quantifier: 'more_than', printed: '2020-02-13' })
    expect(line(only([seed()], { relatedClaims: [wider] }))).toEqual([['2020-02-17', 800_000, 'inferred', 'restated']])
    const other = count('2020-02-12', 810_000, { printed: '2020-02-13' })
    expect(line(only([seed()], { relatedClaims: [other] }))).toEqual([['2020-02-17', 800_000, 'inferred']])
  })

  test('known before its print there is nothing', () => {
    expect(build([seed()], { knownOn: '2020-02-16' })).toEqual([])
  })
})

describe('a count since a day', () => {
  test('an inferred print never pulls the line down, and raises it where it exceeds it', () => {
    const stated = count('2020-02-02', 586_000, { printed: '2020-02-06' })
    const stale = claimOf({ since: '2019-12-01', value: 520_000, printed: '2020-02-04' })
    const higher = claimOf({ since: '2019-12-01', value: 700_000, quantifier: 'nearly', printed: '2020-02-10' })
    const series = only([stated, stale, higher])
    expect(line(series)).toEqual([
      ['2020-02-02', 586_000],
      ['2020-02-10', 700_000, 'inferred'],
    ])
    expect(series.leftOut).toEqual([
      { claimId: stale.id, reason: 'by 2020-02-04 the line had reached that many: a witness' },
    ])
  })

  test('what rounds the number that stands is no rise', () => {
    const series = only([
      count('2020-01-27', 390_000),
      claimOf({ since: '2019-12-01', value: 400_000, quantifier: 'approximately', printed: '2020-01-29' }),
    ])
    expect(line(series)).toEqual([['2020-01-27', 390_000]])
  })

  test('a rounded number is held within a later, more precise one', () => {
    const series = only([
      count('2020-03-03', 1_000_000, { quantifier: 'nearly' }),
      count('2020-03-05', 961_000, { quantifier: 'more_than', counter: 'UNICEF' }),
    ])
    expect(line(series)).toEqual([
      ['2020-03-03', 961_000],
      ['2020-03-05', 961_000],
    ])
    expect(series.points[0]).toMatchObject({ low: 950_000, high: 962_000, quantifier: 'approximately' })
    expect(series.points[1]).toMatchObject({ quantifier: 'more_than' })
  })

  test('its own later, stated number lower by 2 % or more begins a revised segment, and known-on keeps the old', () => {
    const claims = [count('2020-02-10', 900_000), count('2020-02-20', 830_000), count('2020-02-25', 840_000)]
    expect(line(only(claims))).toEqual([
      ['2020-02-10', 900_000],
      ['2020-02-20', 830_000, 'revised'],
      ['2020-02-25', 840_000],
    ])
    expect(line(only(claims, { knownOn: '2020-02-19' }))).toEqual([['2020-02-10', 900_000]])
  })

  test('a re-print of a number taken back does not raise the line again', () => {
    const echo = claimOf({ since: '2019-12-01', value: 890_000, printed: '2020-02-24' })
    const series = only([count('2020-02-10', 900_000), count('2020-02-20', 830_000), echo])
    expect(line(series)).toEqual([
      ['2020-02-10', 900_000],
      ['2020-02-20', 830_000, 'revised'],
    ])
  })

  test('lower by less than 2 % is no revision: the line holds', () => {
    const series = only([
      count('2020-02-10', 961_000, { primary: true }),
      count('2020-02-20', 959_000),
      count('2020-02-22', 970_000),
    ])
    expect(line(series)).toEqual([
      ['2020-02-10', 961_000],
      ['2020-02-22', 970_000],
    ])
  })

  test('a number more than halved and taken back at once was misread, low or high', () => {
    const part = count('2020-02-12', 142_000)
    expect(line(only([count('2020-02-10', 700_000), part, count('2020-02-14', 830_000)]))).toEqual([
      ['2020-02-10', 700_000],
      ['2020-02-14', 830_000],
    ])
    const zero = count('2020-01-05', 3_000_000)
    const sane = [count('2020-01-01', 300_000), count('2020-01-08', 312_000), count('2020-01-14', 350_000)]
    expect(line(only([...sane, zero]))).toEqual([
      ['2020-01-01', 300_000],
      ['2020-01-08', 312_000],
      ['2020-01-14', 350_000],
    ])
  })

  test('an inferred number far above all that its counter printed in the month after is left out', () => {
    const print = (printed: string, value: number): Claim => claimOf({ since: '2019-12-01', value, printed })
    const series = only([
      print('2020-01-02', 300_000),
      print('2020-01-05', 3_000_000),
      print('2020-01-08', 312_000),
      print('2020-01-16', 350_000),
      print('2020-01-29', 390_000),
    ])
    expect(series.points.map(({ value }) => value)).toEqual([300_000, 312_000, 350_000, 390_000])
  })

  test("a later print of the same office replaces its number for the day; a relay never replaces the office's own", () => {
    const first = count('2020-02-12', 800_000, { printed: '2020-02-13' })
    const later = count('2020-02-12', 870_000, { printed: '2020-02-15' })
    expect(line(only([first, later]))).toEqual([['2020-02-12', 870_000, 'revised']])
    expect(line(only([first, later], { knownOn: '2020-02-14' }))).toEqual([['2020-02-12', 800_000]])
    expect(line(only([{ ...first, primary: true }, later]))).toEqual([['2020-02-12', 800_000]])
  })

  test('on one day the most precise number stands among those that meet', () => {
    const rough = count('2019-12-29', 300_000, { quantifier: 'approximately', counter: 'UN', primary: false })
    const precise = count('2019-12-29', 291_000, { counter: 'OCHA' })
    expect(line(only([rough, precise]))).toEqual([['2019-12-29', 291_000]])
  })

  test('an undated print decides nothing beside a dated one', () => {
    const undated = count('2020-02-17', 870_000, { printed: null })
    expect(line(only([undated, count('2020-02-17', 900_000)]))).toEqual([['2020-02-17', 900_000]])
    expect(line(only([undated]))).toEqual([['2020-02-17', 870_000]])
  })

  test('an as-of after the print, or before the start, is no claim on the line', () => {
    const future = count('2020-04-01', 900_000, { printed: '2020-02-17' })
    const before = count('2019-11-01', 900_000)
    expect(line(only([future, before, count('2020-02-12', 800_000)]))).toEqual([['2020-02-12', 800_000]])
  })

  test('60 days after its last as-of it is closed', () => {
    const claims = [count('2020-03-01', 900_000)]
    expect(only(claims, { now: '2020-04-30' }).state).toBe('open')
    expect(only(claims, { now: '2020-05-01' }).state).toBe('closed')
  })
})

describe('counters', () => {
  const un = count('2020-03-03', 950_000, { publishers: 3 })
  const observatory = count('2020-03-04', 1_500_000, { counter: 'SOHR' })

  test('are never averaged: another family stays off the line and is flagged as a conflict', () => {
    const series = only([un, observatory])
    expect(series.counter).toBe('UN')
    expect(line(series)).toEqual([['2020-03-03', 950_000, 'conflict']])
    expect(series.leftOut).toEqual([
      { claimId: observatory.id, reason: 'counted by SOHR: the line follows one family of counters' },
    ])
  })

  test('within 2 % are no conflict', () => {
    expect(line(only([un, count('2020-03-04', 960_000, { counter: 'REACH' })]))).toEqual([['2020-03-03', 950_000]])
  })

  test('the operator names the lead; counter= draws another alone, and nothing where it has no claim', () => {
    expect(line(only([un, observatory], { counter: 'Syrian Observatory for Human Rights' }))).toEqual([
      ['2020-03-04', 1_500_000, 'conflict'],
    ])
    expect(line(only([un, observatory], { counter: 'IDMC' }))).toEqual([['2020-03-03', 950_000, 'conflict']])
    expect(line(only([un, observatory], { onlyCounter: 'SOHR' }))).toEqual([['2020-03-04', 1_500_000]])
    expect(build([un, observatory], { onlyCounter: 'IDMC' })).toEqual([])
  })

  test("the counter's own document outweighs any number of relays", () => {
    const relayed = count('2020-03-04', 700_000, { counter: 'ICRC', publishers: 400 })
    const own = count('2020-03-04', 800_000, { counter: 'REACH', primary: true })
    expect(only([relayed, own]).counter).toBe('REACH')
  })
})

describe('numbers that nobody is named for', () => {
  const unnamed = (asOf: string | null, value: number, parts: ClaimParts = {}): Claim =>
    claimOf({ since: '2019-12-01', asOf, printed: asOf, counter: null, value, ...parts })
  const named = [count('2020-01-27', 390_000), count('2020-03-05', 961_000)]

  test('follow the family that leads, however many they are', () => {
    const many = [unnamed('2020-02-02', 586_000, { publishers: 40 }), unnamed('2020-02-12', 800_000)]
    const series = only([...named, ...many])
    expect(series.counter).toBe('UN')
    expect(line(series)).toEqual([
      ['2020-01-27', 390_000],
      ['2020-02-02', 586_000],
      ['2020-02-12', 800_000],
      ['2020-03-05', 961_000],
    ])
  })

  test('decide nothing on a day for which the family states a number', () => {
    const near = unnamed('2020-01-28', 391_000)
    const series = only([...named, near])
    expect(line(series)).toEqual([
      ['2020-01-27', 390_000],
      ['2020-03-05', 961_000],
    ])
    expect(series.leftOut.map(({ claimId }) => claimId)).toEqual([near.id])
  })

  test('never lift the line far above what stood before: a population, another tally', () => {
    const last = named[1] as Claim
    expect(line(only([last, unnamed(null, 1_500_000, { printed: '2020-03-08' })]))).toEqual([['2020-03-05', 961_000]])
    expect(line(only([last, unnamed('2020-03-08', 3_000_000)]))).toEqual([['2020-03-05', 961_000]])
    expect(line(only([last, unnamed(null, 1_200_000, { printed: '2020-03-08' })]))).toEqual([
      ['2020-03-05', 961_000],
      ['2020-03-08', 1_200_000, 'inferred'],
    ])
  })

  test('alone make a line that nobody leads', () => {
    const series = only([unnamed('2020-01-01', 300_000), unnamed('2020-02-17', 900_000)])
    expect([series.counter, line(series)]).toEqual([
      null,
      [
        ['2020-01-01', 300_000],
        ['2020-02-17', 900_000],
      ],
    ])
  })
})

describe('starts and windows', () => {
  test('"between 1 December and 2 February" is the count since 1 December where others count since that day', () => {
    const between = (since: string, asOf: string, value: number, parts: ClaimParts = {}) =>
      count(asOf, value, { since, window: 'between', ...parts })
    const [counted, bars] = build([
      count('2020-01-08', 312_000, { window: 'since' }),
      between('2019-12-01', '2020-02-02', 586_000),
      between('2020-01-26', '2020-02-02', 200_000),
    ])
    expect(line(counted)).toEqual([
      ['2020-01-08', 312_000],
      ['2020-02-02', 586_000],
    ])
    expect(line(bars)).toEqual([['2020-02-02', 200_000]])
    const twice = [between('2019-12-01', '2020-01-27', 390_000), between('2019-12-01', '2020-02-02', 586_000)]
    expect(build(twice).map(({ kind }) => kind)).toEqual(['cumulative'])
    // Months and quarters share first days by nature, and rows of a structured source are closed.
    const calendar = [between('2020-01-01', '2020-01-31', 10), between('2020-01-01', '2020-03-31', 40)]
    expect(build(calendar).map(({ kind }) => kind)).toEqual(['period'])
    const rows = [
      between('2020-01-02', '2020-01-20', 10, { role: 'recommended' }),
      between('2020-01-02', '2020-02-20', 40, { role: 'recommended' }),
    ]
    expect(build(rows).map(({ kind }) => kind)).toEqual(['period'])
  })

  test('"since December" joins the anchor in its span with most claims of that family', () => {
    const series = build([
      count('2019-12-29', 284_000),
      count('2020-01-08', 312_000),
      claimOf({ since: '2019-12-12', asOf: '2019-12-25', printed: '2019-12-27', value: 235_000, window: 'since' }),
      claimOf({ since: month('2019-12-01'), printed: '2020-02-10', value: 700_000, quantifier: 'nearly' }),
    ])
    expect(series.map(({ kind, since, points }) => [kind, since?.day, points.length])).toEqual([
      ['cumulative', '2019-12-01', 3],
      ['cumulative', '2019-12-12', 1],
    ])
  })

  test('"since December" joins no "since mid-December": an anchor is a day', () => {
    const series = build([
      claimOf({ since: { day: '2019-12-11', accuracy: 'week' }, printed: '2020-01-07', value: 300_000 }),
      claimOf({ since: month('2019-12-01'), printed: '2020-02-21', value: 900_000 }),
    ])
    expect(series.map(({ since, points }) => [since?.day, since?.accuracy, points.length])).toEqual([
      ['2019-12-01', 'month', 1],
      ['2019-12-11', 'week', 1],
    ])
  })

  test('a window extends a line from its last stated day only where no count ends inside or after it', () => {
    const window = claimOf({ since: '2020-02-12', asOf: '2020-02-17', printed: '2020-02-18', value: 40_000 })
    const [extended] = build([count('2020-02-02', 586_000), count('2020-02-12', 800_000), window])
    expect(line(extended)).toEqual([
      ['2020-02-02', 586_000],
      ['2020-02-12', 800_000],
      ['2020-02-17', 840_000],
    ])
    const [counted] = build([
      count('2020-02-02', 586_000),
      count('2020-02-12', 800_000),
      count('2020-02-16', 880_000),
      window,
    ])
    expect(line(counted)?.at(-1)).toEqual(['2020-02-16', 880_000])
    const early = claimOf({ since: '2020-02-09', asOf: '2020-02-14', printed: '2020-02-18', value: 40_000 })
    const [unmoved] = build([count('2020-02-02', 586_000), count('2020-02-12', 800_000), early])
    expect(line(unmoved)?.at(-1)).toEqual(['2020-02-12', 800_000])
  })

  test('windows that share a day are alternatives; finer ones win over the one that spans them', () => {
    const bar = (since: string, asOf: string, value: number): Claim => claimOf({ since, asOf, printed: asOf, value })
    const series = only([
      bar('2020-06-01', '2020-06-30', 44_000),
      bar('2020-07-01', '2020-07-31', 21_000),
      claimOf({ since: month('2020-06-01'), asOf: month('2020-07-01'), printed: '2020-08-02', value: 66_000 }),
    ])
    expect(series.kind).toBe('period')
    expect(series.points.map(({ from, asOf, value }) => [from, asOf, value])).toEqual([
      ['2020-06-01', '2020-06-30', 44_000],
      ['2020-07-01', '2020-07-31', 21_000],
    ])
    expect(series.leftOut).toMatchObject([{ reason: 'an alternative: shares days with windows that are drawn' }])
  })

  test("another family's window is drawn where the lead's tell nothing, and marked", () => {
    const june = claimOf({ since: '2020-06-01', asOf: '2020-06-30', printed: '2020-07-02', value: 44_000 })
    const july = claimOf({ since: '2020-07-01', asOf: '2020-07-31', printed: '2020-08-02', value: 21_000 })
    const beside = claimOf({
      since: '2020-06-08',
      asOf: '2020-06-14',
      printed: '2020-06-16',
      value: 9_000,
      counter: 'SOHR',
    })
    const after = claimOf({
      since: '2020-08-03',
      asOf: '2020-08-09',
      printed: '2020-08-10',
      value: 3_000,
      counter: 'SOHR',
    })
    const series = only([june, july, beside, after])
    expect(series.counter).toBe('UN')
    expect(line(series)).toEqual([
      ['2020-06-30', 44_000],
      ['2020-07-31', 21_000],
      ['2020-08-09', 3_000, 'lead_change'],
    ])
    expect(series.leftOut).toEqual([
      { claimId: beside.id, reason: 'counted by SOHR: shares days with windows of the family that leads' },
    ])
  })

  test('rolling numbers never join a line', () => {
    const rolling = claimOf({ since: '2020-02-11', printed: '2020-02-14', value: 143_000 })
    const told = claimOf({ since: month('2019-05-01'), printed: '2020-01-07', value: 700_000, window: 'rolling' })
    const week = { day: '2020-02-03', accuracy: 'week' } as const
    const lastWeek = claimOf({ since: week, printed: '2020-02-10', value: 100_000 })
    const series = build([count('2020-02-02', 586_000), count('2020-02-12', 800_000), rolling, told, lastWeek])
    expect(series.map(({ kind, points }) => [kind, points.length])).toEqual([
      ['cumulative', 2],
      ['period', 3],
    ])
  })

  test('a flow whose start no report tells makes a bar without a first day, and none beside a running count', () => {
    const untold = claimOf({ printed: '2020-02-14', value: 45_000, counter: 'UN' })
    expect(line(only([untold]))).toEqual([['2020-02-14', 45_000, 'start_untold', 'inferred']])
    const beside = only([count('2020-02-12', 800_000), untold])
    expect(beside.leftOut).toEqual([{ claimId: untold.id, reason: 'no report tells since when it counts' }])
  })
})

describe('units and kinds', () => {
  test('households become persons by a named size, and stay households without one', () => {
    const flood = { since: '2020-05-01', printed: '2020-05-09', unit: 'household' } as const
    const [persons] = build([claimOf({ ...flood, value: 10_110, householdSize: 5 })])
    expect([persons?.unit, persons?.points[0]?.value]).toEqual(['person', 50_550])
    const [households] = build([claimOf({ ...flood, value: 10_110 })])
    expect([households?.unit, households?.points[0]?.value]).toEqual(['household', 10_110])
  })

  test('what does not say which kind of displacement makes no series', () => {
    expect(build([claimOf({ category: 'displaced_unspecified', printed: '2020-02-14', value: 9 })])).toEqual([])
  })

  test('events are summed from recommended figures; triangulation stands only where none is, its highest', () => {
    const row = (eventId: number, value: number, role: Claim['role']): Claim =>
      claimOf({
        eventId,
        value,
        role,
        since: '2020-05-01',
        asOf: '2020-05-03',
        printed: '2020-05-10',
        cause: 'disaster',
      })
    const series = build([
      row(1, 1_200, 'recommended'),
      row(1, 5_000, 'triangulation'),
      row(2, 300, 'triangulation'),
      row(2, 450, 'triangulation'),
    ])
    const sum = series.find(({ kind }) => kind === 'event_sum')
    expect(sum?.points.map(({ from, asOf, value }) => [from, asOf, value])).toEqual([
      ['2020-05-01', '2020-05-03', 1_650],
    ])
    expect(sum?.leftOut.map(({ reason }) => reason)).toEqual([
      'triangulation: a recommended figure stands for this event and place',
      'triangulation: the highest alone stands where none is recommended',
    ])
  })

  test('validated figures of an event and year stand alone; of another year the provisional ones still count', () => {
    const row = (value: number, asOf: IsoDate, assessmentType: string | null, role: Claim['role'] = 'recommended') =>
      claimOf({ eventId: 1, value, role, since: asOf, asOf, printed: asOf, cause: 'disaster', assessmentType })
    const claims = [
      row(300, '2023-12-20', 'provisional'),
      row(320, '2023-12-20', 'validated'),
      row(40, '2023-12-29', 'validated'),
      row(999, '2023-12-31', 'annual total'),
      row(900, '2023-12-20', 'provisional', 'triangulation'),
      row(70, '2024-01-04', 'provisional'),
    ]
    for (const order of [claims, [...claims].reverse()]) {
      const sum = build(order).find(({ kind }) => kind === 'event_sum')
      expect(sum?.points.map(({ asOf, value }) => [asOf, value])).toEqual([
        ['2023-12-20', 320],
        ['2023-12-29', 40],
        ['2024-01-04', 70],
      ])
      expect(sum?.leftOut.map(({ reason }) => reason)).toEqual(
        Array(3).fill('provisional: validated figures stand for this event and year'),
      )
    }
  })

  test('rows of places within a country add up in its event sum, equal ones too, and are no bars', () => {
    const row = (operation: string | null, value: number): Claim =>
      claimOf({
        eventId: 1, value, role: 'recommended', since: '2024-03-01', asOf: '2024-03-02', printed: '2024-03-05', cause: 'disaster', operation,
      }) // biome-ignore format: a row
    const prose = claimOf({
      value: 55,
      since: '2024-03-01',
      asOf: '2024-03-02',
      printed: '2024-03-05',
      cause: 'disaster',
    })
    const series = build([row('part a', 55), row('part b', 55), row(null, 10), prose])
    expect(series.map(({ kind, points }) => [kind, points.map(({ value }) => value)])).toEqual([
      ['period', [10]],
      ['event_sum', [120]],
    ])
    const alone = build([row('part a', 55)])
    expect(alone.map(({ kind }) => kind)).toEqual(['event_sum'])
    const own = claimOf({ ...row(null, 55), placeId: 'SY-ID' })
    const flags = build([own], { relatedClaims: [row('part a', 55)] }).flatMap(({ points }) =>
      points.flatMap((point) => point.flags),
    )
    expect(flags, 'its own part is no number told of the country').toEqual([])
  })

  test('latest and highest follow no lead', () => {
    const claims = [
      count('2020-03-03', 950_000),
      count('2020-03-04', 1_500_000, { counter: 'SOHR' }),
      count('2020-03-05', 961_000),
    ]
    expect(line(only(claims, { method: 'latest' }))).toEqual([
      ['2020-03-03', 950_000],
      ['2020-03-04', 1_500_000],
      ['2020-03-05', 961_000],
    ])
    expect(line(only(claims, { method: 'highest' }))).toEqual([
      ['2020-03-03', 950_000],
      ['2020-03-04', 1_500_000],
    ])
  })
})
