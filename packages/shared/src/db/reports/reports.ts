/** Reports: known, tried, read, or given up with a reason that a person understands. */
import type { DiscoveredReport, IsoDate, ReportState } from '../../domain/index.ts'
import type { FailureCode } from '../../errors/index.ts'
import type { Sql } from '../connection/client.ts'
import { type Page, pageOf } from '../connection/paging.ts'
import { storable, storableOrNull } from '../connection/text.ts'

export type ReportOrigin = 'poll' | 'manual' | 'seed' | 'backfill'

export interface ReportRow {
  id: number
  sourceId: string
  url: string
  title: string | null
  publisher: string | null
  /** ISO 639-1 */
  language: string | null
  publishedAt: Date | null
  /** The calendar day at the publisher. */
  publishedOn: IsoDate | null
  origin: ReportOrigin
  state: ReportState
  /** Tries begun; those that a kill ended count here alone. */
  attempts: number
  /** Tries that ended with a transient failure. */
  failures: number
  /** Null when nothing is due. */
  nextAttemptAt: Date | null
  failureCode: FailureCode | null
  failureMessage: string | null
  embargoUntil: Date | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
  withdrawnBy: string | null
  discoveredAt: Date
  readAt: Date | null
}

export interface ReportFilter {
  sourceId?: string
  state?: ReportState
  origin?: ReportOrigin
  publishedFrom?: IsoDate
  publishedTo?: IsoDate
  /** Those alone that are withdrawn, or under embargo now. */
  hidden?: 'withdrawn' | 'embargoed'
}

/** Of `report r`; every function that returns reports uses it. */
export const reportColumns = (sql: Sql) => sql`
  r.id, r.source_id as "sourceId", r.url, r.title, r.publisher, r.language, r.published_at as "publishedAt",
  r.published_on as "publishedOn", r.origin, r.state, r.attempts, r.failures, r.next_attempt_at as "nextAttemptAt",
  r.failure_code as "failureCode", r.failure_message as "failureMessage", r.embargo_until as "embargoUntil",
  r.withdrawn_at as "withdrawnAt", r.withdrawn_reason as "withdrawnReason", r.withdrawn_by as "withdrawnBy", r.discovered_at as "discoveredAt",
  r.read_at as "readAt"`

/** Reports that a person hands in belong to this source. */
export const manualSourceId = 'manual'

/** Longer addresses fit no index; none of that length was ever met that led to a report. */
const longestUrl = 2048

/** Of one report: readings for changes that its listing tells, hours between two, and days from its print for which it is followed. */
const [mostRereads, hoursBetween, daysFollowed] = [10, 6, 60]

/**
 * Makes known what a source lists; an address known already stays as it is. A report that so far stands on a seed's
 * statement alone joins the source that found it and becomes due: its own page is read, too; likewise one that a run over the
 * past found and has not read: those of a run are due to the run alone (`next_attempt_at` null). A report that its source changed
 * since its bytes were had (`changedAt`) is due again, for sixty days, at most every six hours and ten times: some listings tell
 * a change of all their pages, or at each look.
 * Until it is read anew, and where that fails, its reading stays. Returns one entry a report
 * in the order given; `isNew` where it is to be read. Addresses over 2,048 characters are left out.
 */
export async function discoverReports(
  sql: Sql,
  sourceId: string,
  origin: ReportOrigin,
  discovered: readonly DiscoveredReport[],
): Promise<{ id: number; url: string; isNew: boolean }[]> {
  const rows = discovered
    .filter(({ url }) => url.length <= longestUrl)
    .map(({ url, title, publishedAt, publishedOn, language, changedAt }, position) => ({
      url: storable(url),
      title: storableOrNull(title),
      published_at: publishedAt?.toISOString() ?? null,
      published_on: publishedOn ?? null,
      language,
      changed_at: (changedAt ?? publishedAt)?.toISOString() ?? null,
      position,
    }))
  if (rows.length === 0) return []
  if (sourceId === manualSourceId) await ensureManualSource(sql)
  // Against when its bytes were had, not when they were read: a listing may hold them hours before, and tell the next change meanwhile.
  const seenAt = sql`coalesce((select max(s.fetched_at) from snapshot s where s.report_id = report.id), report.read_at)`
  const isEdited = sql`(
    excluded.origin = 'poll' and report.origin in ('poll', 'backfill') and report.state = 'read' and report.source_id = excluded.source_id
    and report.rereads < ${mostRereads} and excluded.changed_at > coalesce(report.changed_at, '-infinity')
    and greatest(report.read_at, report.reread_at) < now() - make_interval(hours => ${hoursBetween})
    and coalesce(report.published_at, report.published_on, report.discovered_at) > now() - make_interval(days => ${daysFollowed})
    and excluded.changed_at > ${seenAt})`
  // Inserted in the order of addresses: two polls that overlap never wait for each other crosswise.
  const stored = await sql<{ id: number; url: string; isNew: boolean }[]>`
    with entry as (
      select distinct on (url) * from jsonb_to_recordset(${sql.json(rows)}::jsonb)
        as t(url text, title text, published_at timestamptz, published_on date, language text, changed_at timestamptz, position integer)
      order by url, position),
    added as (
      insert into report (source_id, url, title, language, published_at, published_on, origin, next_attempt_at, changed_at)
      select ${sourceId}, url, title, language, published_at, published_on, ${origin},
        case when ${origin} <> 'backfill' then now() end, changed_at from entry order by url
      on conflict (url) do update set source_id = excluded.source_id, state = 'discovered', next_attempt_at = excluded.next_attempt_at,
        origin = case when ${isEdited} then report.origin else excluded.origin end,
        changed_at = excluded.changed_at,
        reread_at = case when ${isEdited} then now() end,
        rereads = case when ${isEdited} then report.rereads + 1 else 0 end,
        attempts = case when ${isEdited} then 0 else report.attempts end,
        failures = case when ${isEdited} then 0 else report.failures end
        where report.withdrawn_at is null and (${isEdited} or excluded.origin <> 'seed' and report.origin = 'seed'
          or excluded.origin not in ('seed', 'backfill') and report.origin = 'backfill' and report.state = 'discovered'
             and report.next_attempt_at is null)
      returning id, url)
    select added.id, added.url, true as "isNew" from added
    union all
    select r.id, r.url, false from report r join entry e on e.url = r.url
    where not exists (select from added a where a.url = e.url)`
  const byUrl = new Map(stored.map((report) => [report.url, report]))
  return rows.flatMap(({ url }) => byUrl.get(url) ?? [])
}

async function ensureManualSource(sql: Sql): Promise<void> {
  await sql`
    insert into source (id, name, adapter, url, licence, attribution, redistribution, enabled)
    values (${manualSourceId}, 'Reports handed in by a person', 'none', 'about:blank', 'unknown', 'the report''s publisher', 'internal', false)
    on conflict (id) do nothing`
}

export async function getReport(sql: Sql, id: number): Promise<ReportRow | null> {
  const [row] = await sql<ReportRow[]>`select ${reportColumns(sql)} from report r where r.id = ${id}`
  return row ?? null
}

export async function findReportByUrl(sql: Sql, url: string): Promise<ReportRow | null> {
  const [row] = await sql<ReportRow[]>`select ${reportColumns(sql)} from report r where r.url = ${url}`
  return row ?? null
}

/** How many of these addresses are reports already. */
export async function knownReports(sql: Sql, urls: readonly string[]): Promise<number> {
  const [row] = await sql<
    { known: number }[]
  >`select count(*)::int as known from report where url = any(${[...urls]}::text[])`
  return row?.known ?? 0
}

/** A cursor from `nextCursor`; newest first. */
export async function listReports(
  sql: Sql,
  filter: ReportFilter,
  { cursor = null, limit = 50 }: { cursor?: number | null; limit?: number } = {},
): Promise<Page<ReportRow>> {
  const rows = await sql<ReportRow[]>`
    select ${reportColumns(sql)} from report r
    where (${filter.sourceId ?? null}::text is null or r.source_id = ${filter.sourceId ?? null})
      and (${filter.state ?? null}::text is null or (r.state = ${filter.state ?? null} and r.withdrawn_at is null))
      ${filter.hidden === 'withdrawn' ? sql`and r.withdrawn_at is not null` : filter.hidden === 'embargoed' ? sql`and r.embargo_until > now()` : sql``}
      and (${filter.origin ?? null}::text is null or r.origin = ${filter.origin ?? null})
      and (${filter.publishedFrom ?? null}::date is null or r.published_on >= ${filter.publishedFrom ?? null})
      and (${filter.publishedTo ?? null}::date is null or r.published_on <= ${filter.publishedTo ?? null})
      and (${cursor}::bigint is null or r.id < ${cursor})
    order by r.id desc limit ${limit + 1}`
  return pageOf(rows, limit)
}

/** Given up on; an operator looks. */
export async function deadLetters(sql: Sql): Promise<ReportRow[]> {
  return sql<
    ReportRow[]
  >`select ${reportColumns(sql)} from report r where r.state = 'dead' and r.withdrawn_at is null order by r.id`
}
