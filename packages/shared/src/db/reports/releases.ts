/** Reports that are releases of a service's rows: which of an answer's are known already, as they are now. */
import type { Sql } from '../connection/client.ts'

export interface KnownRelease {
  reportId: number
  /** Of the snapshot that its current reading was made of; null where it was never read. */
  sha256: string | null
  codeVersion: string | null
  withdrawn: boolean
}

/** By address; those not known are left out. */
export async function knownReleases(sql: Sql, urls: readonly string[]): Promise<ReadonlyMap<string, KnownRelease>> {
  const rows = await sql<(KnownRelease & { url: string })[]>`
    select r.url, r.id as "reportId", s.sha256, g.code_version as "codeVersion", r.withdrawn_at is not null as withdrawn
    from report r
    left join reading g on g.report_id = r.id and g.superseded_at is null
    left join snapshot s on s.id = g.snapshot_id
    where r.url = any(${[...urls]}::text[])`
  return new Map(rows.map(({ url, ...known }) => [url, known]))
}
