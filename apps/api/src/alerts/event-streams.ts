/**
 * Readers of the stream of events. One clock for all: readers that stand at the same place are read for once. A reader that
 * does not keep up is let go, and resumes where it stood.
 */
import type { ServerResponse } from 'node:http'
import { composeMessage, sseEvent, sseMessage } from '@displacement-monitor/alerts'
import { trendHref } from '@displacement-monitor/shared/contracts'
import {
  countryDelays,
  getDelivery,
  readStream,
  type StreamEvent,
  type StreamPosition,
  servedChannel,
} from '@displacement-monitor/shared/db'
import type { Logger } from '@displacement-monitor/shared/log'
import { isOpenSeries } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'
import { messagesFrom } from './messages-from.ts'
import { cursorOf } from './stream-cursor.ts'

export interface StreamPace {
  pollMs: number
  heartbeatMs: number
  mostReaders: number
}
const usual: StreamPace = { pollMs: 1_000, heartbeatMs: 15_000, mostReaders: 100 }

/** Events read at once for one place in the stream. */
const pageSize = 200
/** Unsent bytes of a reader before it is let go. */
const mostUnsent = 1_000_000

interface Reader {
  raw: ServerResponse
  /** Whether series that are not for everybody are told. */
  all: boolean
  position: StreamPosition
  lastSentAt: number
}

export interface EventStreams {
  /** False where there are as many readers as are served. */
  add(raw: ServerResponse, all: boolean, position: StreamPosition): boolean
  close(): void
}

export function openStreams(context: ApiContext, log: Logger, pace: Partial<StreamPace> = {}): EventStreams {
  const { pollMs, heartbeatMs, mostReaders } = { ...usual, ...pace }
  const readers = new Set<Reader>()
  let timer: NodeJS.Timeout | null = null
  let failing = false

  const tick = async () => {
    try {
      const channelId = await servedChannel(context.sql, 'sse')
      for (const group of groupsOf(readers)) await serve(context, group, channelId)
      failing = false
    } catch (err) {
      // Told once; the readers wait where they stand.
      if (!failing) log.warn({ err }, 'the stream of events cannot be read')
      failing = true
    }
    const now = Date.now()
    for (const reader of readers) if (now - reader.lastSentAt >= heartbeatMs) heartbeat(reader)
    timer = readers.size > 0 ? setTimeout(tick, pollMs) : null
  }

  return {
    add(raw, all, position) {
      if (readers.size >= mostReaders) return false
      const reader: Reader = { raw, all, position, lastSentAt: Date.now() }
      readers.add(reader)
      raw.on('close', () => readers.delete(reader))
      timer ??= setTimeout(tick, 0)
      return true
    },
    close() {
      if (timer) clearTimeout(timer)
      for (const { raw } of readers) raw.end()
    },
  }
}

function groupsOf(readers: ReadonlySet<Reader>): Reader[][] {
  const groups = new Map<string, Reader[]>()
  for (const reader of readers) {
    const cursor = cursorOf(reader.position)
    groups.set(cursor, [...(groups.get(cursor) ?? []), reader])
  }
  return [...groups.values()]
}

/** All that is new to readers who stand at one place. */
async function serve(context: ApiContext, readers: readonly Reader[], channelId: number | null): Promise<void> {
  const [first] = readers
  if (!first) return
  for (;;) {
    const { events, next } = await readStream(context.sql, first.position, channelId, pageSize)
    for (const event of events) {
      const told = await tell(context, event)
      for (const reader of readers) {
        if (told && (told.open || reader.all)) send(reader, told.text)
        reader.position = event.position
      }
    }
    for (const reader of readers) reader.position = next
    if (events.length < pageSize) return
  }
}

async function tell(context: ApiContext, event: StreamEvent): Promise<{ text: string; open: boolean } | null> {
  const cursor = cursorOf(event.position)
  if ('deliveryId' in event) {
    const delivery = await getDelivery(context.sql, event.deliveryId)
    const message = delivery && (await composeMessage(messagesFrom(context), delivery, context.now()))
    return message && { text: sseMessage(message, cursor), open: true }
  }
  const { seriesId: id, version, removed, placeId, category } = event
  const data = { id, version, removed, place: placeId, category, links: { trend: trendHref(placeId, { category }) } }
  // That a number has come is told of a country with a delay no sooner than the number.
  const country = context.gazetteer.place(placeId)?.countryIso3
  const delayed = country !== undefined && country !== null && (await countryDelays(context.sql)).has(country)
  return { text: sseEvent(cursor, 'series', data), open: !delayed && isOpenSeries(event, context.gazetteer) }
}

/** Says where the reader stands as well: what it was not told of lies behind it. */
const heartbeat = (reader: Reader): void => send(reader, `id: ${cursorOf(reader.position)}\n: heartbeat\n\n`)

function send(reader: Reader, text: string): void {
  reader.raw.write(text)
  reader.lastSentAt = Date.now()
  if (reader.raw.writableLength > mostUnsent) reader.raw.destroy()
}
