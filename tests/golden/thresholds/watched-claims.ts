/** Series as thresholds see them, built from claims alone: what the store does with its tables. */
import type { Claim, IsoDate, Rival, Series, WatchedSeries } from '@displacement-monitor/shared/domain'
import { buildSeries } from '../../../packages/series/src/index.ts'

/** What had been printed by `knownOn`, as the rule reads it; series keep their ids from day to day. */
export function watchedOn(claims: readonly Claim[], knownOn: IsoDate): WatchedSeries[] {
  const known = claims.filter(({ firstPrintedOn }) => (firstPrintedOn ?? knownOn) <= knownOn)
  const byId = new Map(known.map((claim) => [claim.id, claim]))
  const all = buildSeries(known, { now: knownOn, knownOn })
  const days = all.flatMap(({ points }) => points.flatMap(({ asOf, value }) => (value === null ? [] : [asOf])))
  const placeKnownSince = days.sort()[0] ?? null
  return all.map((series) => ({ ...watched(series, byId), placeKnownSince }))
}

const ids = new Map<string, number>()
function idOf({ kind, category, unit, since }: Series): number {
  const key = `${kind} ${category} ${unit} ${since?.day} ${since?.accuracy}`
  const id = ids.get(key) ?? ids.size + 1
  ids.set(key, id)
  return id
}

function watched(series: Series, claims: ReadonlyMap<number, Claim>): Omit<WatchedSeries, 'placeKnownSince'> {
  const { leftOut, method: _, ...rest } = series
  return {
    ...rest,
    id: idOf(series),
    version: 1,
    rivals: leftOut.flatMap(({ claimId }) => rivalOf(claims.get(claimId), series.counter)),
    points: series.points.map((point) => {
      const behind = point.claimIds.flatMap((id) => claims.get(id) ?? [])
      return {
        ...point,
        confidence: Math.max(0, ...behind.map(({ confidence }) => confidence)),
        reliability: Math.max(0, ...behind.map(({ reliability }) => reliability)),
      }
    }),
  }
}

function rivalOf(claim: Claim | undefined, counter: string | null): Rival[] {
  const day = claim?.asOf?.day ?? claim?.firstPrintedOn
  if (!claim?.counter || !day || claim.counterFamily === counter) return []
  return [{ asOf: day, stated: claim.asOf !== null, value: claim.value, counter: claim.counter, claimId: claim.id }]
}
