/** Reports in plain words, read by the extractor as it is, make the worked example's line: in any order, each trap on its own line. */

import { extractFigures } from '@displacement-monitor/extraction'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import type { Category, PlaceId, Series } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildSubjects, foldFigure, gatherClaims, type WitnessFigure } from '../../../packages/series/src/index.ts'
import { type PrintedReport, reports } from './north-west-syria-reports.ts'
import { workedLine } from './worked-line.ts'

const gazetteer = loadGazetteer()
/** `known`: what is known of a report beside its text and its day. */
type Known = Partial<Record<'publisher' | 'title' | 'language', null>>
const read = (report: Omit<PrintedReport, keyof Known> & Record<keyof Known, string | null>, reportId: number) =>
  extractFigures(report, gazetteer).figures.flatMap((figure): WitnessFigure[] => {
    const { subject, counterName, ownDocument, ...folded } = foldFigure(figure, report.publisher)
    if (!subject) return []
    return [
      {
        ...folded,
        ...subject,
        counter: counterName,
        primary: ownDocument ?? false,
        reportId,
        publisher: report.publisher,
        publishedOn: report.publishedOn,
        recordedAt: new Date('2026-01-01T00:00:00Z'),
        review: 'unreviewed',
        role: 'candidate',
        eventId: null,
        operation: null,
        round: null,
        coverage: null,
      },
    ]
  })
const witnessesOf = (known: Known): WitnessFigure[] =>
  reports.flatMap((report, reportId) => read({ ...report, ...known }, reportId))
const witnesses = witnessesOf({})
const build = (
  placeId: PlaceId,
  category: Category = 'internal_displacements',
  some: readonly WitnessFigure[] = witnesses,
): Series[] =>
  buildSubjects(
    gatherClaims(some.filter((one) => one.placeId === placeId && one.category === category && one.scope === 'all')),
    { now: '2020-05-20' },
  )
const shown = (series: readonly Series[]) =>
  series.map(({ kind, since, points }) => ({
    line: [kind, since?.day ?? '-'].join(' '),
    points: points.map(({ from, asOf, value, flags }) =>
      // Who counted a window is not told in each of these reports: a change of the lead between bars is no matter here.
      [...(from ? [from] : []), asOf, value, ...flags.filter((flag) => flag !== 'lead_change')].join(' '),
    ),
  }))

const region = 'area:north-west-syria'

describe('north-west Syria', () => {
  test('is one crisis: one line since 1 December and the windows beside it, under one cause and one side', () => {
    const series = build(region)
    expect(shown(series)).toEqual([
      { line: 'cumulative 2019-12-01', points: workedLine },
      {
        line: 'period -',
        points: [
          '2019-05-01 2020-01-07 700000 inferred',
          '2020-01-26 2020-02-02 200000',
          // "In the last week, Swanson said": OCHA's, whose spokesman he is; with the three days after it they leave no room
          // for the window that shares days with both.
          '2020-02-03 2020-02-10 100000 inferred',
          '2020-02-11 2020-02-14 143000 inferred',
        ],
      },
    ])
    expect(series.find(({ kind }) => kind === 'cumulative')?.counter).toBe('UN')
    expect(new Set(series.map(({ cause, placeRole }) => `${cause} ${placeRole}`))).toEqual(new Set(['conflict origin']))
  })

  test('is the same in whatever order the reports arrive', () => {
    const once = JSON.stringify(build(region))
    fc.assert(
      fc.property(fc.shuffledSubarray(witnesses, { minLength: witnesses.length }), (order) => {
        expect(JSON.stringify(build(region, 'internal_displacements', order))).toBe(once)
      }),
      { numRuns: 30 },
    )
  })

  test.each<Known>([{ publisher: null }, { title: null }, { language: null }, { publisher: null, title: null }])(
    'is the same line where nothing is known of the reports but text and day: %o',
    (known) => {
      const [line] = build(region, 'internal_displacements', witnessesOf(known))
      expect(line && shown([line])).toEqual([{ line: 'cumulative 2019-12-01', points: workedLine }])
    },
  )

  test('known on a day is what the reports printed by then make, whatever was printed later', () => {
    const claims = gatherClaims(witnesses.filter((one) => one.placeId === region && one.scope === 'all'))
    for (let day = 1; day <= 80; day += 3) {
      const knownOn = new Date(Date.UTC(2019, 11, 26 + day)).toISOString().slice(0, 10)
      const printed = witnesses.filter(({ publishedOn }) => publishedOn !== null && publishedOn <= knownOn)
      const early = gatherClaims(printed.filter((one) => one.placeId === region && one.scope === 'all'))
      const values = (some: typeof claims) =>
        buildSubjects(some, { now: knownOn, knownOn }).map(({ kind, since, points }) => [
          kind,
          since?.day,
          ...points.map(({ asOf, value }) => `${asOf} ${value}`),
        ])
      const known = gatherClaims(
        witnesses.filter((one) => one.placeId === region && one.scope === 'all'),
        { knownOn },
      )
      expect(values(known)).toEqual(values(early))
    }
  })

  test('without any one of the reports no other number, window or area gets onto the line', () => {
    const known = new Set([...workedLine.map((point) => Number(point.split(' ')[1])), 520_000, 875_000])
    for (const [left] of reports.entries()) {
      const some = witnesses.filter(({ reportId }) => reportId !== left)
      const line = build(region, 'internal_displacements', some).find(({ kind }) => kind === 'cumulative')
      const values = line?.points.map(({ value }) => value ?? 0) ?? []
      expect(values).toEqual(values.toSorted((a, b) => a - b))
      // Without UNICEF's 961,000 nothing holds "nearly 1 million" down.
      expect(values.filter((value) => !known.has(value) && value !== 1_000_000)).toEqual([])
    }
  })
})

test('Idlib has the numbers that are said of Idlib, and no other', () => {
  expect(shown(build('SY-ID'))).toEqual([
    { line: 'cumulative 2019-12-01', points: ['2020-01-14 350000', '2020-02-17 800000 inferred'] },
    { line: 'cumulative 2019-12-11', points: ['2020-01-07 300000 inferred'] },
    { line: 'period -', points: ['2019-12-12 2019-12-25 235000'] },
  ])
})

test('a stock of all Syria and the enclave of last November are stocks of their own', () => {
  expect(shown(build('SYR', 'idps'))).toEqual([{ line: 'stock -', points: ['2020-01-31 6183919 inferred'] }])
  expect(shown(build(region, 'idps'))).toEqual([{ line: 'stock -', points: ['2019-11-30 1120000 inferred'] }])
})
