/** The series of a place: as stored, as this database showed them on a past day, or built anew for another method or day. */

import { buildSeries, resample } from '@displacement-monitor/series'
import type { Sql } from '@displacement-monitor/shared/db'
import { claimsOfSubject, seriesOfPlace, subjectsTouching } from '@displacement-monitor/shared/db'
import {
  type Claim,
  type Gazetteer,
  type IsoDate,
  type Place,
  type Series,
  type SeriesKind,
  type SeriesPoint,
  spanOf,
} from '@displacement-monitor/shared/domain'
import type { TrendQuery } from './trend-query.ts'

export interface TrendSeries extends Series {
  /** Null where it was made for this answer alone. */
  id: number | null
}

/** In the order of a reader's interest: the main lines first, the newest point first among them. */
export async function loadTrend(
  sql: Sql,
  gazetteer: Gazetteer,
  place: Place,
  query: TrendQuery,
  today: IsoDate,
): Promise<TrendSeries[]> {
  const all = needsBuilding(query)
    ? await builtSeries(sql, gazetteer, place, query, today)
    : await storedSeries(sql, place, query)
  return all
    .filter((series) => isAsked(series, query))
    .map((series) => ({ ...series, points: shownPoints(series, query, today) }))
    .filter(({ points }) => points.some(({ value }) => value !== null))
    .sort((a, b) => rank(a) - rank(b) || lastDay(b).localeCompare(lastDay(a)))
}

/** The store holds `reconciled` alone, and what it showed on a past day; what had been printed by then is built anew. */
const needsBuilding = ({ method, knownOn, clock }: TrendQuery): boolean =>
  method !== 'reconciled' || (knownOn !== null && clock === 'printed')

async function storedSeries(sql: Sql, place: Place, { category, cause, knownOn }: TrendQuery): Promise<TrendSeries[]> {
  const filter = cause === undefined ? { category } : { category, cause }
  const rows = await seriesOfPlace(sql, place.id, { ...filter, recordedOn: knownOn })
  return rows.map((row) => ({ ...row, method: 'reconciled' }))
}

async function builtSeries(
  sql: Sql,
  gazetteer: Gazetteer,
  place: Place,
  { category, cause, method, knownOn }: TrendQuery,
  today: IsoDate,
): Promise<TrendSeries[]> {
  const known = { printedBy: knownOn }
  const [own, containers] = await Promise.all([
    subjectsTouching(sql, [place.id], category),
    subjectsTouching(sql, gazetteer.containersOf(place.id), category),
  ])
  const claimsOf = async ({ subjectId }: { subjectId: number }): Promise<Claim[]> =>
    claimsOfSubject(sql, subjectId, known)
  const built = await Promise.all(
    own
      .filter(({ subject }) => cause === undefined || subject.cause === cause)
      .map(async (one) => {
        // As the worker builds them: a number restated for a narrower place is the wider place's.
        const wider = containers.filter(({ subject }) => subject.category === one.subject.category)
        const [claims, relatedClaims] = await Promise.all([claimsOf(one), Promise.all(wider.map(claimsOf))])
        return buildSeries(claims, { now: knownOn ?? today, method, knownOn, relatedClaims: relatedClaims.flat() })
      }),
  )
  return built.flat().map((series) => ({ ...series, id: null }))
}

const isAsked = (series: Series, { since }: TrendQuery): boolean => {
  if (since === null) return true
  if (series.since === null) return false
  const { first, last } = spanOf(series.since)
  return first <= since && since <= last
}

/** Within --from and --to, at --step. A step without a number keeps its place as null, so that a gap stays a gap. */
function shownPoints(series: Series, { from, to, step }: TrendQuery, today: IsoDate): SeriesPoint[] {
  const days = series.points.map(({ asOf }) => asOf)
  const first = from ?? series.points[0]?.from ?? days[0] ?? today
  const last = to ?? days.at(-1) ?? today
  if (step === 'claims') return series.points.filter(({ asOf }) => asOf >= first && asOf <= last)
  return resample(series, { from: first, to: last, step }).samples.map((sample) => ({
    ...sample,
    from: series.kind === 'period' || series.kind === 'event_sum' ? sample.from : null,
    asOf: sample.to,
    quantifier: sample.quantifier ?? 'exact',
    review: sample.review ?? 'machine_read',
    reason: sample.asOf === null ? 'no number is known here' : `the number of ${sample.asOf}`,
  }))
}

const kindRank: Readonly<Record<SeriesKind, number>> = { cumulative: 0, stock: 0, period: 1, event_sum: 2 }
const rank = ({ scope, kind }: Series): number => (scope === 'all' ? 0 : 8) + kindRank[kind]

const lastDay = ({ points }: Series): IsoDate => points.at(-1)?.asOf ?? ''
