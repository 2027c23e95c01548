/** The reports behind the points of a trend, each once, in the order of print. */
import { claimWithWitnesses, type Sql, type Witness } from '@displacement-monitor/shared/db'
import type { ClaimId } from '@displacement-monitor/shared/domain'
import type { TrendSeries } from './load-trend.ts'
import type { TrendQuery } from './trend-query.ts'

export type WitnessesByClaim = ReadonlyMap<ClaimId, readonly Witness[]>

export async function loadWitnesses(
  sql: Sql,
  series: readonly TrendSeries[],
  { knownOn }: TrendQuery,
): Promise<WitnessesByClaim> {
  const ids = [...new Set(series.flatMap(({ points }) => points.flatMap(({ claimIds }) => claimIds)))]
  const found = await Promise.all(
    ids.map(async (id) => [id, (await claimWithWitnesses(sql, id, { printedBy: knownOn }))?.witnesses ?? []] as const),
  )
  return new Map(found)
}
