/** The line that a new database shows first: the seed's statements through claims to series, without a database. */

import { readFileSync } from 'node:fs'
import type { DateAccuracy, DatedDay } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { buildSeries, gatherClaims, type WitnessFigure } from '../../../packages/series/src/index.ts'

interface SeedFigure {
  value: number
  quantifier: WitnessFigure['quantifier']
  since?: string
  asOf?: string
  asOfBasis: WitnessFigure['asOfBasis']
  counter?: string | null
  window?: WitnessFigure['window']
  category?: WitnessFigure['category']
  scope?: WitnessFigure['scope']
  subsetOf?: number
}
interface Seed {
  place: { placeId: string }
  statements: { publisher: string; publishedOn: string | null; figures: SeedFigure[] }[]
}

const dated = (text: string | undefined): DatedDay | null => {
  const [day, accuracy] = (text ?? '').split('/')
  return day ? { day, accuracy: accuracy as DateAccuracy } : null
}

function witnesses(file: string): WitnessFigure[] {
  const seed = JSON.parse(readFileSync(new URL(`../../../infra/seeds/${file}`, import.meta.url), 'utf8')) as Seed
  return seed.statements.flatMap(({ publisher, publishedOn, figures }, reportId) =>
    figures
      .filter(({ subsetOf }) => subsetOf === undefined)
      .map(
        ({ value, quantifier, since, asOf, asOfBasis, counter, window, category, scope }): WitnessFigure => ({
          placeId: seed.place.placeId,
          placeRole: 'origin',
          category: category ?? 'internal_displacements',
          scope: scope ?? 'all',
          cause: 'conflict',
          value,
          valueHigh: null,
          quantifier,
          unit: 'person',
          householdSize: null,
          since: dated(since),
          asOf: dated(asOf),
          asOfBasis,
          counter: counter ?? null,
          confidence: 1,
          window: window ?? null,
          reportId,
          publisher,
          publishedOn,
          recordedAt: new Date('2026-01-01T00:00:00Z'),
          primary: publisher === counter,
          review: 'unreviewed',
          role: 'candidate',
          eventId: null,
          operation: null,
          round: null,
          coverage: null,
        }),
      ),
  )
}

const shown = (file: string, category: WitnessFigure['category'] = 'internal_displacements') => {
  const own = witnesses(file).filter((figure) => figure.category === category)
  return buildSeries(gatherClaims(own), { now: '2026-01-02' }).map(({ kind, since, points }) => ({
    line: `${kind} ${since?.day ?? '-'} ${since?.accuracy ?? ''}`.trim(),
    points: points.map(({ from, asOf, value, flags }) => [...(from ? [from] : []), asOf, value, ...flags].join(' ')),
  }))
}

test('the first fact: one point on one line', () => {
  expect(shown('minimal.json')).toEqual([
    { line: 'cumulative 2019-12-01 month', points: ['2020-02-17 800000 inferred'] },
  ])
})

test('the second seed set: the published line, other windows beside it', () => {
  expect(shown('north-west-syria.json')).toEqual([
    {
      line: 'cumulative 2019-12-01 day',
      points: [
        '2019-12-29 284000',
        '2020-01-01 300000',
        '2020-01-08 312000',
        '2020-01-14 350000',
        '2020-01-27 390000',
        '2020-02-02 586000',
        '2020-02-10 700000 inferred',
        '2020-02-12 800000 attribution',
        '2020-02-14 830000 inferred',
        '2020-02-17 900000',
        '2020-02-20 900000',
        '2020-02-23 948000',
        '2020-03-03 961000 inferred conflict',
        '2020-03-05 961000',
      ],
    },
    { line: 'cumulative 2019-12-11 week', points: ['2020-01-07 300000 inferred'] },
    {
      line: 'period -',
      points: ['2019-12-12 2019-12-25 235000', '2020-01-26 2020-02-02 200000', '2020-02-09 2020-02-12 142000'],
    },
  ])
  expect(shown('north-west-syria.json', 'idps')).toEqual([{ line: 'stock -', points: ['2020-05-01 846000'] }])
})
