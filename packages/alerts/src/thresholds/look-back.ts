/** The series that a threshold watches, as they were known on each day of a past period on which anything was printed. */
import type { KnownOnDay } from '@displacement-monitor/series'
import type { TrendQuery } from '@displacement-monitor/shared/contracts'
import { asWatched, type NewThreshold, type PrintedOn, printedOn } from '@displacement-monitor/shared/db'
import {
  addDays,
  daysBetween,
  type Gazetteer,
  type IsoDate,
  type PlaceId,
  type Series,
  type Watch,
  type WatchedSeries,
} from '@displacement-monitor/shared/domain'
import { loadLines, TrendRefusal, type TrendStore } from '@displacement-monitor/trends'
import { isWithin, watches } from '../watches.ts'

/** Two years, one of them a leap year. */
export const longestLookBack = 731
/** Lines of one place on one day; each is some ten milliseconds. */
const mostBuilt = 2_000
/** Nobody waits longer at a page. */
const patienceMs = 25_000
/** A count that nobody continued for so long is closed, as the rules that build series have it. */
const closedAfterDays = 60

export interface LookBack {
  days: KnownOnDay[]
  places: number
  /** Every series that was seen, as it was known last. */
  series: ReadonlyMap<number, WatchedSeries>
}

type Period = { from: IsoDate; to: IsoDate }

/** Errors: TrendRefusal where that is more than anybody waits for. */
export async function lookBack(store: TrendStore, threshold: NewThreshold, period: Period): Promise<LookBack> {
  const { watch, rule, forDays } = threshold
  const found = await printedOn(store.sql, watch, period, mostBuilt * 10)
  const printed = found.filter(({ placeId }) => mayWatch(watch, placeId, store.gazetteer))
  if (printed.length > mostBuilt || found.length === mostBuilt * 10) throw tooMuch()
  const begun = Date.now()
  const series = new Map<number, WatchedSeries>()
  const byPlace = new Map<PlaceId, WatchedSeries[]>()
  const ids = new Map<string, number>()
  const byTheDay = rule.kind === 'stale' || forDays > 0
  const days: KnownOnDay[] = []
  for (const [day, placeIds] of daysOf(printed, period, byTheDay)) {
    const changed: WatchedSeries[] = []
    for (const placeId of placeIds) {
      if (Date.now() - begun > patienceMs) throw tooMuch()
      const built = await builtOn(store, threshold, placeId, day, ids)
      const gone = (byPlace.get(placeId) ?? []).filter(({ id }) => built.every((one) => one.id !== id))
      const all = [...built, ...gone.map((one) => ({ ...one, points: [], rivals: [] }))]
      byPlace.set(placeId, all)
      changed.push(...all)
    }
    const seen = byTheDay ? [...byPlace.values()].flat().map((one) => closedBy(one, day)) : changed
    for (const one of seen) if (one.points.length > 0 || !series.has(one.id)) series.set(one.id, one)
    days.push({ day, series: seen })
  }
  return { days, places: byPlace.size, series }
}

const tooMuch = (): TrendRefusal =>
  new TrendRefusal(
    'That is more than can be looked back at in one answer: ask for a shorter period, or for a place.',
    'from',
  )

/** Day → places of which anything was printed on it; on the first also what was known before. */
function daysOf(printed: readonly PrintedOn[], { from, to }: Period, everyDay: boolean): [IsoDate, PlaceId[]][] {
  const days = new Map<IsoDate, PlaceId[]>([[from, []]])
  for (const { placeId, day } of printed) days.set(day ?? from, [...(days.get(day ?? from) ?? []), placeId])
  if (everyDay) for (let day = from; day <= to; day = addDays(day, 1)) if (!days.has(day)) days.set(day, [])
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1))
}

function mayWatch(watch: Watch, placeId: PlaceId, gazetteer: Gazetteer): boolean {
  return (
    isWithin(watch, placeId, gazetteer) &&
    (watch.adminLevel === null || gazetteer.place(placeId)?.adminLevel === watch.adminLevel)
  )
}

async function builtOn(
  { sql, gazetteer }: TrendStore,
  { watch }: NewThreshold,
  placeId: PlaceId,
  day: IsoDate,
  ids: Map<string, number>,
): Promise<WatchedSeries[]> {
  const place = gazetteer.place(placeId)
  if (!place) return []
  const query: TrendQuery = { known_on: day, clock: 'printed', method: 'reconciled', step: 'claims' }
  const now = new Date(`${day}T12:00:00Z`)
  const lines = await loadLines({ sql, gazetteer, now: () => now }, place, query)
  const all = lines.map(({ series }) => series)
  const watched = all.filter((one) => watches(watch, one, gazetteer))
  return asWatched(
    sql,
    watched.map((one) => ({ ...one, id: idOf(one, ids), version: 1, placeKnownSince: knownSince(one, all) })),
  )
}

/** The same line on every day: a number of this look back alone. */
function idOf(series: Series, ids: Map<string, number>): number {
  const { placeId, placeRole, category, scope, cause, kind, since } = series
  const key = [placeId, placeRole, category, scope, cause, kind, since?.day, since?.accuracy].join(' ')
  const id = ids.get(key) ?? ids.size + 1
  ids.set(key, id)
  return id
}

function knownSince(series: Series, all: readonly Series[]): IsoDate | null {
  const days = all
    .filter(({ category }) => category === series.category)
    .flatMap(({ points }) => points.flatMap(({ asOf, value }) => (value === null ? [] : [asOf])))
  return days.reduce<IsoDate | null>((first, day) => (first === null || day < first ? day : first), null)
}

function closedBy(series: WatchedSeries, day: IsoDate): WatchedSeries {
  const last = series.points.at(-1)
  const closed = series.kind === 'cumulative' && last !== undefined && daysBetween(last.asOf, day) > closedAfterDays
  return closed ? { ...series, state: 'closed' } : series
}
