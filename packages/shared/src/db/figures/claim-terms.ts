/** Who prints the claims of a series, and which of them nobody prints whom everybody may read. */
import type { Series } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

export interface ClaimTerms {
  sources: string[]
  severe: boolean
}

/** Of the claims of these series. Withdrawn reports print nothing. */
export async function termsOfClaims(tx: Sql, built: readonly Series[]): Promise<Map<number, ClaimTerms>> {
  const claimIds = [...new Set(built.flatMap((series) => [...claimsOnLine(series), ...claimsLeftOut(series)]))]
  if (claimIds.length === 0) return new Map()
  const rows = await tx<(ClaimTerms & { id: number })[]>`
    select f.claim_id as id, array_agg(distinct r.source_id) as sources, bool_and(f.sensitivity = 'severe') as severe
    from figure f join report r on r.id = f.report_id
    where f.claim_id = any(${claimIds}::bigint[]) and r.withdrawn_at is null group by f.claim_id`
  return new Map(rows.map(({ id, ...terms }) => [id, terms]))
}

const claimsOnLine = ({ points }: Series) => points.flatMap(({ claimIds }) => claimIds)
const claimsLeftOut = ({ leftOut }: Series) => leftOut.map(({ claimId }) => claimId)

export function termsOfSeries(series: Series, terms: ReadonlyMap<number, ClaimTerms>) {
  const onLine = new Set(claimsOnLine(series))
  const all = new Set([...onLine, ...claimsLeftOut(series)])
  return {
    sourceIds: [...new Set([...onLine].flatMap((id) => terms.get(id)?.sources ?? []))].sort(),
    severeClaims: [...all].filter((id) => terms.get(id)?.severe ?? true).sort((a, b) => a - b),
  }
}
