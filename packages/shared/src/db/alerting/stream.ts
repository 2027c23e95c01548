/**
 * What changed, in the order in which it can be told without loss: rows by the transaction that wrote them, as far as the
 * oldest one that still runs (infra/migrations/0015_stream.sql). A position is where a reader stands between two of them.
 */
import type { Category, Cause, PlaceId, PlaceRole } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** After all of an earlier transaction and, within this one, after this series or delivery. */
export interface StreamPosition {
  xid: string
  after: { seriesId: number } | { deliveryId: string } | null
}

export type StreamEvent = { position: StreamPosition } & (
  | {
      seriesId: number
      version: number
      removed: boolean
      placeId: PlaceId
      placeRole: PlaceRole
      category: Category
      cause: Cause | null
    }
  | { deliveryId: string }
)

/** Everything that is told by now lies before it. */
export async function streamNow(sql: Sql): Promise<StreamPosition> {
  const [row] = await sql<{ xid: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`
  return { xid: row?.xid ?? '0', after: null }
}

interface Row {
  xid: string
  seriesId: number | null
  version: number | null
  removed: boolean | null
  placeId: PlaceId | null
  placeRole: PlaceRole | null
  category: Category | null
  cause: Cause | null
  deliveryId: string | null
  horizon: string
}

/** At most `limit` events after a position, and where a reader then stands. `channelId`: whose messages; null: none. */
export async function readStream(
  sql: Sql,
  { xid, after }: StreamPosition,
  channelId: number | null,
  limit: number,
): Promise<{ events: StreamEvent[]; next: StreamPosition }> {
  const seriesAfter = after === null ? 0 : 'seriesId' in after ? after.seriesId : null
  const deliveryAfter = after !== null && 'deliveryId' in after ? after.deliveryId : null
  const rows = await sql<Row[]>`
    with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xid),
    told as (
      (select e.changed_in as xid, e.id as "seriesId", e.version, e.removed_at is not null as removed, s.place_id as "placeId",
          s.place_role as "placeRole", s.category, s.cause, null::uuid as "deliveryId"
        from series e join subject s on s.id = e.subject_id
        where e.changed_in < (select xid from horizon) and e.changed_in >= ${xid}::xid8
          and (e.changed_in > ${xid}::xid8 or e.id > ${seriesAfter}::bigint)
        order by e.changed_in, e.id limit ${limit})
      union all
      (select d.delivered_in, null, null, null, null, null, null, null, d.id
        from delivery d
        where d.channel_id = ${channelId} and d.delivered_in < (select xid from horizon) and d.delivered_in >= ${xid}::xid8
          and (d.delivered_in > ${xid}::xid8 or ${deliveryAfter}::uuid is null or d.id > ${deliveryAfter}::uuid)
          and exists (select from delivery_log l where l.delivery_id = d.id and l.outcome = 'published')
        order by d.delivered_in, d.id limit ${limit}))
    select h.xid::text as horizon, t.xid::text as xid, t."seriesId", t.version, t.removed, t."placeId", t."placeRole", t.category,
      t.cause, t."deliveryId"
    from horizon h left join told t on true
    order by t.xid, t."deliveryId" nulls first, t."seriesId" limit ${limit}`
  const events = rows.flatMap(eventOf)
  const last = events.at(-1)
  const horizon = rows[0]?.horizon ?? xid
  // A position ahead of the server is one of another server: it is left where it is.
  const atHorizon = BigInt(horizon) > BigInt(xid) ? { xid: horizon, after: null } : { xid, after }
  return { events, next: last && events.length === limit ? last.position : atHorizon }
}

function eventOf(row: Row): StreamEvent[] {
  const { xid, seriesId, version, removed, placeId, placeRole, category, cause, deliveryId } = row
  if (deliveryId !== null) return [{ position: { xid, after: { deliveryId } }, deliveryId }]
  if (seriesId === null || version === null || placeId === null || placeRole === null || category === null) return []
  const position = { xid, after: { seriesId } }
  return [{ position, seriesId, version, removed: removed === true, placeId, placeRole, category, cause }]
}
