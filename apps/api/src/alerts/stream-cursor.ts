/** Where a reader of the stream stands, as the text of an event's id; it comes back as Last-Event-ID. */
import type { StreamPosition } from '@displacement-monitor/shared/db'

export function cursorOf({ xid, after }: StreamPosition): string {
  if (after === null) return xid
  return 'seriesId' in after ? `${xid}-s${after.seriesId}` : `${xid}-d${after.deliveryId}`
}

/** Null where it is none of ours. */
export function positionOf(cursor: string): StreamPosition | null {
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  const match = new RegExp(`^(\\d{1,18})(?:-s(\\d{1,15})|-d(${uuid}))?$`).exec(cursor)
  if (!match) return null
  const [, xid = '', seriesId, deliveryId] = match
  if (seriesId !== undefined) return { xid, after: { seriesId: Number(seriesId) } }
  return { xid, after: deliveryId === undefined ? null : { deliveryId } }
}
