/**
 * The lines of one place as asked for: stored series where they answer the question, series built for this answer alone
 * for another method, counter or a past day of print.
 */

import { buildSubjects, numbersOf } from '@displacement-monitor/series'
import type { TrendQuery } from '@displacement-monitor/shared/contracts'
import {
  claimsOfNumbers,
  claimsOfSubjects,
  listSeries,
  placeLeads,
  pointsOf,
  type SeriesRow,
  seriesOfPlace,
  subjectsTouching,
} from '@displacement-monitor/shared/db'
import { type Claim, type Place, type Series, spanOf, utcDay } from '@displacement-monitor/shared/domain'
import { type Disclosure, wholeView } from './disclosure/disclosure.ts'
import type { TrendStore } from './trend-store.ts'

/** A series with its row where it is a stored one. */
export interface Line {
  id: number | null
  version: number
  updatedAt: Date | null
  series: Series
  /** Sources and severe claims as they stand with the series; null: they must be asked for. */
  terms: Pick<SeriesRow, 'sourceIds' | 'severeClaims'> | null
}

/** Whether the stored series answer the question as they are: then their versions name the answer. */
export const isStored = ({ method, known_on: knownOn, counter }: TrendQuery): boolean =>
  method === 'reconciled' && knownOn === undefined && counter === undefined

/** By place of the line's subject, kind, start; without the points for which nobody asked. */
export async function loadLines(
  store: TrendStore,
  place: Place,
  query: TrendQuery,
  disclosure: Pick<Disclosure, 'showsSevere' | 'openClaims'> = wholeView,
): Promise<Line[]> {
  const lines = isStored(query)
    ? await storedLines(store, place, query)
    : query.clock === 'recorded' && query.known_on !== undefined
      ? await recordedLines(store, place, query)
      : await builtLines(store, place, query, disclosure)
  return lines.filter(({ series }) => matches(series, query))
}

const seriesFilter = ({ category, cause }: TrendQuery) => ({
  ...(category === undefined ? {} : { category }),
  ...(cause === undefined ? {} : { cause: cause === 'unknown' ? null : cause }),
})

async function storedLines({ sql }: TrendStore, place: Place, query: TrendQuery): Promise<Line[]> {
  return withPoints(sql, await listSeries(sql, { placeIds: [place.id], ...seriesFilter(query) }))
}

export async function withPoints(sql: TrendStore['sql'], rows: readonly SeriesRow[]): Promise<Line[]> {
  const points = await pointsOf(
    sql,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => lineOf({ ...row, points: points.get(row.id) ?? [] }))
}

async function recordedLines({ sql }: TrendStore, place: Place, query: TrendQuery): Promise<Line[]> {
  const recordedOn = query.known_on ?? null
  const rows = await seriesOfPlace(sql, place.id, { ...seriesFilter(query), recordedOn })
  // What stands with a series tells its present claims, not those of a past day.
  return rows.map((row) => ({ ...lineOf(row), terms: null }))
}

function lineOf(row: SeriesRow & { points: Series['points'] }): Line {
  const { id, subjectId: _, version, updatedAt, removedAt: __, sourceIds, severeClaims, ...series } = row
  return { id, version, updatedAt, series: { ...series, method: 'reconciled' }, terms: { sourceIds, severeClaims } }
}

/** Today's rule over the claims as their witnesses of that day tell them. */
async function builtLines(
  { sql, gazetteer, now }: TrendStore,
  place: Place,
  query: TrendQuery,
  disclosure: Pick<Disclosure, 'showsSevere' | 'openClaims'>,
): Promise<Line[]> {
  const known = { printedBy: query.known_on ?? null }
  const subjects = await subjectsTouching(sql, [place.id], query.category ?? null)
  const [lead] = await placeLeads(sql, [place.id])
  const wider = gazetteer.containersOf(place.id).filter((id) => id !== place.id)
  // What texts leave out is settled over all subjects of one category and scope, as the worker does when it stores series.
  const groups = new Map<string, typeof subjects>()
  for (const found of subjects) {
    const key = `${found.subject.category} ${found.subject.scope}`
    groups.set(key, [...(groups.get(key) ?? []), found])
  }
  const series: Series[] = []
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const { subject } = first
    const ids = group.map(({ subjectId }) => subjectId)
    const claims = await shownClaims(await claimsOfSubjects(sql, ids, known), query, disclosure)
    const numbers = { category: subject.category, scope: subject.scope, values: numbersOf(claims) }
    series.push(
      ...buildSubjects(claims, {
        now: query.known_on ?? utcDay(now()),
        method: query.method,
        knownOn: known.printedBy,
        counter: lead?.counter ?? null,
        onlyCounter: query.counter ?? null,
        relatedClaims: await claimsOfNumbers(sql, wider, numbers, known),
      }),
    )
  }
  return series
    .filter(({ cause }) => query.cause === undefined || (cause ?? 'unknown') === query.cause)
    .map((one) => ({ id: null, version: 0, updatedAt: null, series: one, terms: null }))
}

/** Every later point of a plain sum holds what was added before: what is withheld must not be added. */
async function shownClaims(
  claims: Claim[],
  { method }: TrendQuery,
  disclosure: Pick<Disclosure, 'showsSevere' | 'openClaims'>,
): Promise<Claim[]> {
  if (method !== 'naive' || disclosure.showsSevere) return claims
  const open = await disclosure.openClaims(claims.map(({ id }) => id))
  return claims.filter(({ id }) => open.has(id))
}

function matches(series: Series, { since }: TrendQuery): boolean {
  if (since === undefined) return true
  if (series.kind !== 'cumulative' || series.since === null) return false
  const { first, last } = spanOf(series.since)
  return since >= first && since <= last
}
