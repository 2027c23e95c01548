/** Messages as events of a stream: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'

/** `id` comes back as Last-Event-ID; an id with a line end or NUL would be another event. */
export function sseEvent(id: string, event: string, data: unknown): string {
  if (/[\r\n\0]/.test(`${id}${event}`)) throw new RangeError('An event id or name holds no line end.')
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** `cursor`: where a reader goes on after it. */
export const sseMessage = (message: AlertMessageJson, cursor: string = message.id): string =>
  sseEvent(cursor, message.type, message)
