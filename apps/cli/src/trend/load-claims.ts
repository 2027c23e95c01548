/** The claims behind the points of a trend, each with the reports that print it, in the order of print. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { claimWithWitnesses, type Sql, type Witness } from '@displacement-monitor/shared/db'
import type { ClaimId, DatedDay, IsoDate } from '@displacement-monitor/shared/domain'

export interface PrintedClaim {
  /** As stated; null where no report tells a day. */
  asOf: DatedDay | null
  witnesses: readonly Witness[]
}
export type ClaimsById = ReadonlyMap<ClaimId, PrintedClaim>

/** `knownOn`: only the reports that had been printed by then. */
export async function loadClaims(
  sql: Sql,
  series: TrendJson['series'],
  knownOn: IsoDate | undefined,
): Promise<ClaimsById> {
  const ids = [...new Set(series.flatMap(({ points }) => points.flatMap(({ claims }) => claims)))]
  const found = await Promise.all(
    ids.map(async (id) => {
      const known = await claimWithWitnesses(sql, id, { printedBy: knownOn ?? null })
      return [id, { asOf: known?.claim.asOf ?? null, witnesses: known?.witnesses ?? [] }] as const
    }),
  )
  return new Map(found)
}
