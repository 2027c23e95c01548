/** Every request that left, and how it ended. */
import type { FailureCode } from '../../errors/index.ts'
import type { Sql } from '../connection/client.ts'
import { storableOrNull } from '../connection/text.ts'

export interface FetchEntry {
  sourceId: string | null
  reportId: number | null
  url: string
  /** Null where no answer came. */
  status: number | null
  durationMs: number
  sizeBytes: number | null
  failureCode: FailureCode | null
  failureMessage: string | null
}

export interface FetchRow extends FetchEntry {
  at: Date
}

export async function recordFetch(sql: Sql, fetch: FetchEntry): Promise<void> {
  await sql`
    insert into fetch_log (source_id, report_id, url, status, duration_ms, size_bytes, failure_code, failure_message)
    values (${fetch.sourceId}, ${fetch.reportId}, ${fetch.url}, ${fetch.status}, ${Math.round(fetch.durationMs)},
            ${fetch.sizeBytes}, ${fetch.failureCode}, ${storableOrNull(fetch.failureMessage)})`
}

/** Of one report, newest first. */
export async function fetchesOfReport(sql: Sql, reportId: number): Promise<FetchRow[]> {
  return sql<FetchRow[]>`
    select at, source_id as "sourceId", report_id as "reportId", url, status, duration_ms as "durationMs",
           size_bytes as "sizeBytes", failure_code as "failureCode", failure_message as "failureMessage"
    from fetch_log where report_id = ${reportId} order by at desc limit 100`
}
