/** Reports with what their current readings were made of, and what these read; to be read again. */
import type { FigureFace } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { type ReportRow, reportColumns } from '../reports/reports.ts'
import type { NewSnapshot } from '../reports/snapshots.ts'

export interface KeptReport {
  report: ReportRow
  snapshot: Omit<NewSnapshot, 'bytes' | 'reportId'> & { sha256: string }
  /** Of its current reading. */
  codeVersion: string
  /** ISO 639-1 */
  language: string | null
}

/** By id; those withdrawn or never read are left out. */
export async function keptReports(sql: Sql, ids: readonly number[]): Promise<KeptReport[]> {
  const rows = await sql<(ReportRow & Told)[]>`
    select ${reportColumns(sql)}, g.code_version as "codeVersion", g.language as "readIn", s.sha256, s.url as "answeredBy", s.status,
      s.media_type as "mediaType", s.etag, s.last_modified as "lastModified", s.fetched_at as "fetchedAt"
    from report r join reading g on g.report_id = r.id and g.superseded_at is null join snapshot s on s.id = g.snapshot_id
    where r.id = any(${[...ids]}::bigint[]) and r.withdrawn_at is null order by r.id`
  return rows.map(
    ({ codeVersion, readIn, sha256, answeredBy, status, mediaType, etag, lastModified, fetchedAt, ...report }) => ({
      report,
      snapshot: { sha256, url: answeredBy, status, mediaType, etag, lastModified, fetchedAt },
      codeVersion,
      language: readIn,
    }),
  )
}

interface Told extends Omit<KeptReport['snapshot'], 'url'> {
  codeVersion: string
  readIn: string | null
  answeredBy: string
}

/**
 * What a machine read in a report, as its current reading says; of a figure that a person corrected, what had been read. In the
 * order of the text.
 */
export async function machineFigures(sql: Sql, reportId: number): Promise<(FigureFace & { reviewed: boolean })[]> {
  return sql<(FigureFace & { reviewed: boolean })[]>`
    select m.excerpt_text as words, m.value, m.value_high as "valueHigh", m.quantifier, m.unit, m.category, m.scope, m.cause,
      m.place_id as "placeId", m.place_role as "placeRole", m.since, case when m.as_of_basis = 'stated' then m.as_of end as "asOf",
      k.name as counter, f.review in ('approved', 'corrected') as reviewed
    from figure f join figure m on m.id = coalesce(f.corrects, f.id) left join counter k on k.id = m.counter_id
    where f.report_id = ${reportId} and f.superseded_at is null order by m.position, m.id`
}
