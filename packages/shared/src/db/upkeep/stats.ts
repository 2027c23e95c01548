/** Counts for metrics and the doctor. */
import type { ReportState, SourceHealth } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { schemaVersion } from './migrate.ts'

export interface StoreStats {
  reports: Record<ReportState, number>
  /** Reports due now. */
  reportsDue: number
  sources: Record<SourceHealth, number>
  /** Living ones. */
  figures: number
  claims: number
  series: number
  /** Subjects that wait for a rebuild. */
  marksWaiting: number
  /** Seconds that the oldest of them waits; null where none does. */
  oldestMarkS: number | null
}

export interface DatabaseFacts {
  /** "18.4" */
  serverVersion: string
  schemaVersion: number
  sizeBytes: number
  encoding: string
}

export async function storeStats(sql: Sql): Promise<StoreStats> {
  const [reports, sources, [counts]] = await Promise.all([
    sql<{ state: ReportState; count: number }[]>`select state, count(*) as count from report group by state`,
    sql<
      { health: SourceHealth; count: number }[]
    >`select health, count(*) as count from source where enabled group by health`,
    sql<Omit<StoreStats, 'reports' | 'sources'>[]>`
      select (select count(*) from report where next_attempt_at <= now() and state in ('discovered', 'failed')) as "reportsDue",
        (select count(*) from figure where superseded_at is null) as figures, (select count(*) from claim) as claims,
        (select count(*) from series where removed_at is null) as series,
        (select count(distinct subject_id) from series_mark) as "marksWaiting",
        (select extract(epoch from clock_timestamp() - min(marked_at))::float8 from series_mark) as "oldestMarkS"`,
  ])
  if (!counts) throw new Error('the database gave no counts')
  return {
    ...counts,
    reports: {
      discovered: 0,
      read: 0,
      skipped: 0,
      failed: 0,
      dead: 0,
      ...Object.fromEntries(reports.map((r) => [r.state, r.count])),
    },
    sources: {
      new: 0,
      healthy: 0,
      failing: 0,
      stopped: 0,
      ...Object.fromEntries(sources.map((s) => [s.health, s.count])),
    },
  }
}

export interface SourceAge {
  id: string
  health: SourceHealth
  /** Since its last successful poll. */
  ageS: number
}

/** Of enabled sources that were read once. */
export async function sourceAges(sql: Sql): Promise<SourceAge[]> {
  return sql<SourceAge[]>`
    select id, health, extract(epoch from clock_timestamp() - last_success_at)::float8 as "ageS"
    from source where enabled and last_success_at is not null order by id`
}

type ChunkState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** Of runs that are not finished. */
export async function backfillChunks(sql: Sql): Promise<Record<ChunkState, number>> {
  const counted = await sql<{ state: ChunkState; count: number }[]>`
    select c.state, count(*) as count from backfill_chunk c join backfill_run r on r.id = c.run_id
    where r.finished_at is null group by c.state`
  const none = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 }
  return { ...none, ...Object.fromEntries(counted.map(({ state, count }) => [state, count])) }
}

export async function databaseFacts(sql: Sql): Promise<DatabaseFacts> {
  const [row] = await sql<Omit<DatabaseFacts, 'schemaVersion'>[]>`
    select split_part(current_setting('server_version'), ' ', 1) as "serverVersion",
      pg_database_size(current_database()) as "sizeBytes", pg_encoding_to_char(encoding) as encoding
    from pg_database where datname = current_database()`
  if (!row) throw new Error('the database gave no answer about itself')
  return { ...row, schemaVersion: await schemaVersion(sql) }
}

/** What time it is by the clock of the database. */
export async function databaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`
  if (!row) throw new Error('the database did not tell the time')
  return row.now
}

export interface SnapshotSizes {
  /** Bodies kept, and their bytes as they are stored. */
  bodies: number
  bytes: number
  /** Of those first fetched in the last 30 days. */
  newBytes: number
  /** Of all of them, those that are in the bucket alone. */
  inBucket: number
}

export async function snapshotSizes(sql: Sql): Promise<SnapshotSizes> {
  const [row] = await sql<SnapshotSizes[]>`
    with recent as (
      select distinct sha256 from snapshot s where fetched_at > now() - interval '30 days' and not exists (
        select from snapshot o where o.sha256 = s.sha256 and o.fetched_at <= now() - interval '30 days'))
    select count(*)::int as bodies, coalesce(sum(size), 0)::float8 as bytes,
      coalesce(sum(size) filter (where sha256 in (select sha256 from recent)), 0)::float8 as "newBytes",
      (count(*) filter (where place = 'bucket'))::int as "inBucket"
    from (select sha256, place, coalesce(packed_bytes, octet_length(bytes)) as size from snapshot_body) as body`
  return row ?? { bodies: 0, bytes: 0, newBytes: 0, inBucket: 0 }
}
