/**
 * What is kept only for so long: removed a few rows at a time, the oldest first. Nothing that a living figure's "why this number"
 * tells is ever among it; of bytes the hash stays.
 */
import { inTransaction, type Sql } from '../connection/client.ts'

/** bytes: pages as received · texts: of readings that a later one superseded · fetches: the log of requests · audit · messages: delivered and dropped ones. */
export const retentionClasses = ['bytes', 'texts', 'fetches', 'audit', 'messages'] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** At most `limit` rows of a class that are older than `before`. Returns how many went. */
export const removeOld: Readonly<Record<RetentionClass, (sql: Sql, before: Date, limit: number) => Promise<number>>> = {
  bytes: removeBytes,
  texts: removeTexts,
  fetches: (sql, before, limit) => removeFromLog(sql, 'fetch_log', before, limit),
  audit: (sql, before, limit) => removeFromLog(sql, 'audit', before, limit),
  messages: removeMessages,
}

/** Bytes that no report has fetched since, and no report waits to be read from. */
async function removeBytes(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from snapshot_body where sha256 in (
      select s.sha256 from snapshot s join snapshot_body b on b.sha256 = s.sha256
      where s.fetched_at < ${before} and not exists (
        select from snapshot o join report r on r.id = o.report_id
        where o.sha256 = s.sha256 and (o.fetched_at >= ${before} or r.state in ('discovered', 'failed')))
      order by s.fetched_at limit ${limit})`
  return count
}

/** Of readings that a later one superseded, but for those that a living figure rests on. */
async function removeTexts(sql: Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    update reading set text = '', title = null where id in (
      select g.id from reading g
      where g.superseded_at < ${before} and g.text <> ''
        and not exists (select from figure f where f.reading_id = g.id and f.superseded_at is null)
      order by g.superseded_at limit ${limit})`
  return count
}

/** Partition by partition, since a row's place is its own only there. */
async function removeFromLog(sql: Sql, log: 'fetch_log' | 'audit', before: Date, limit: number): Promise<number> {
  const parts = await sql<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = ${log}::regclass order by 1`
  let removed = 0
  for (const { name } of parts) {
    if (removed >= limit) break
    const { count } = await sql`
      delete from ${sql(name)} where ctid = any(array(
        select ctid from ${sql(name)} where at < ${before} limit ${limit - removed}))`
    removed += count
  }
  return removed
}

/** Messages that have left or were dropped, with their log, where no incident in them goes on: nothing of it can be corrected then. */
async function removeMessages(sql: Sql, before: Date, limit: number): Promise<number> {
  return inTransaction(sql, async (tx) => {
    const rows = await tx<{ id: string }[]>`
      select d.id from delivery d
      where d.state in ('delivered', 'dropped') and d.created_at < ${before} and coalesce(d.delivered_at, d.created_at) < ${before}
        and not exists (
          select from delivery_alert da join alert a on a.id = da.alert_id join incident i on i.id = a.incident_id
          where da.delivery_id = d.id and i.state in ('pending', 'possible', 'firing'))
      order by d.created_at limit ${limit} for update of d skip locked`
    const ids = rows.map(({ id }) => id)
    await tx`delete from delivery_log where delivery_id = any(${ids}::uuid[])`
    await tx`delete from delivery_alert where delivery_id = any(${ids}::uuid[])`
    await tx`delete from delivery where id = any(${ids}::uuid[])`
    return ids.length
  })
}
