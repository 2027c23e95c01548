/** The one door to the network: robots.txt, a turn of the host shared by all workers, the request, and a line in the log of fetches. */
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import type { Fetched, Fetcher, FetchOptions } from './fetch-url.ts'
import { createRobotsRules } from './robots.ts'

/** What the door needs of the tables; given as functions, so that fetching knows no SQL. */
export interface FetchLedger {
  /** Reserves the next request to a host; the ms to wait until it may leave. */
  takeHostTurn(host: string, minDelayMs: number): Promise<number>
  /** Takes hold of the host's door: 0, or the ms after which to ask again, since the last request was sent too short a while ago. */
  beginRequest(host: string, minDelayMs: number): Promise<number>
  /** It has left, or failed to. */
  sentRequest(host: string): Promise<void>
  /** Counts a request of today (UTC) to a host that allows so many a day; false where there is none left. */
  takeDailyRequest(host: string, max: number): Promise<boolean>
  recordFetch(entry: FetchEntry): Promise<void>
}

export interface FetchEntry {
  sourceId: string | null
  reportId: number | null
  url: string
  status: number | null
  durationMs: number
  sizeBytes: number | null
  failure: PipelineError | null
}

export interface PoliteOptions extends Omit<FetchOptions, 'beforeRequest' | 'onSent'> {
  sourceId: string | null
  reportId: number | null
  /** Least pause between two requests to one host; a longer crawl-delay of the host wins. */
  minDelayMs: number
  /** Added to the address when it is asked, and in no log: a key that a service gave. */
  query?: Readonly<Record<string, string>>
  /** Requests that the host allows to one reader on one UTC day; without it, as many as the pauses allow. */
  maxPerDay?: number
}

export interface PoliteFetcher {
  fetch(address: string, options: PoliteOptions): Promise<Fetched>
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function createPoliteFetcher(fetcher: Fetcher, ledger: FetchLedger): PoliteFetcher {
  const robots = createRobotsRules(fetcher)
  return {
    async fetch(address, { sourceId, reportId, minDelayMs, query = {}, maxPerDay, ...options }) {
      let began = performance.now()
      let [held, told]: [string | null, Promise<void>] = [null, Promise.resolve()]
      const onSent = () => {
        if (held !== null) told = ledger.sentRequest(held).catch(() => {})
        held = null
      }
      const beforeRequest = async (url: URL) => {
        const crawlDelayMs = await robots.check(url)
        if (maxPerDay !== undefined && url.host === hostOf(address))
          if (!(await ledger.takeDailyRequest(url.host, maxPerDay))) throw usedUp(url.host, maxPerDay, new Date())
        const delayMs = Math.max(minDelayMs, crawlDelayMs)
        if (delayMs > 0) {
          await waitForTurn(ledger, url.host, delayMs)
          held = url.host
        }
        began = performance.now()
      }
      const record = (outcome: Pick<FetchEntry, 'status' | 'sizeBytes' | 'failure' | 'url'>) =>
        ledger.recordFetch({ sourceId, reportId, durationMs: Math.round(performance.now() - began), ...outcome })
      try {
        const asked = withQuery(address, query)
        const fetched = await fetcher.fetch(asked, { ...options, beforeRequest, onSent })
        const sizeBytes = fetched.kind === 'body' ? fetched.bytes.length : 0
        const url = fetched.url === asked ? address : withoutQuery(fetched.url, query)
        const movedTo = fetched.movedTo === null ? null : withoutQuery(fetched.movedTo, query)
        await record({ url, status: fetched.status, sizeBytes, failure: null })
        return { ...fetched, url, movedTo }
      } catch (error) {
        const failure = asFailure(error)
        await record({ url: address, status: null, sizeBytes: null, failure })
        throw failure
      } finally {
        onSent()
        await told
      }
    },
  }
}

/**
 * Waits in the host's queue, then for its door: a turn alone is a plan, and who wakes late in his turn would come close to the
 * next one. The pause is counted from when the request before was sent.
 */
async function waitForTurn(ledger: FetchLedger, host: string, delayMs: number): Promise<void> {
  const turnMs = await ledger.takeHostTurn(host, delayMs)
  if (turnMs > 0) await sleep(turnMs)
  for (;;) {
    const waitMs = await ledger.beginRequest(host, delayMs)
    if (waitMs === 0) return
    await sleep(waitMs)
  }
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  if (Object.keys(query).length === 0 || !URL.canParse(address)) return address
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** A redirect may carry the key on. */
function withoutQuery(address: string, query: Readonly<Record<string, string>>): string {
  if (Object.keys(query).length === 0) return address
  const url = new URL(address)
  for (const name of Object.keys(query)) url.searchParams.delete(name)
  return url.href
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '')

function usedUp(host: string, max: number, now: Date): PipelineError {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  return new PipelineError(
    'http_rate_limited',
    `The ${max} requests that ${host} allows a day are used up; it is asked again after midnight UTC.`,
    { retryAfterMs: midnight - now.getTime() },
  )
}
