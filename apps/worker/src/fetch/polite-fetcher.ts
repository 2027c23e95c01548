/** The one door to the network: robots.txt, a turn of the host shared by all workers, the request, and a line in the log of fetches. */
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import type { Fetched, Fetcher, FetchOptions } from './fetch-url.ts'
import { createRobotsRules } from './robots.ts'

/** What the door needs of the tables; given as functions, so that fetching knows no SQL. */
export interface FetchLedger {
  /** Reserves the next request to a host; the ms to wait until it may leave. */
  takeHostTurn(host: string, minDelayMs: number): Promise<number>
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

export interface PoliteOptions extends Omit<FetchOptions, 'beforeRequest'> {
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
      const beforeRequest = async (url: URL) => {
        const crawlDelayMs = await robots.check(url)
        if (maxPerDay !== undefined && url.host === hostOf(address))
          if (!(await ledger.takeDailyRequest(url.host, maxPerDay))) throw usedUp(url.host, maxPerDay, new Date())
        await waitForTurn(ledger, url.host, Math.max(minDelayMs, crawlDelayMs))
        began = performance.now()
      }
      const record = (outcome: Pick<FetchEntry, 'status' | 'sizeBytes' | 'failure' | 'url'>) =>
        ledger.recordFetch({ sourceId, reportId, durationMs: Math.round(performance.now() - began), ...outcome })
      try {
        const asked = withQuery(address, query)
        const fetched = await fetcher.fetch(asked, { ...options, beforeRequest })
        const sizeBytes = fetched.kind === 'body' ? fetched.bytes.length : 0
        const url = fetched.url === asked ? address : withoutQuery(fetched.url, query)
        const movedTo = fetched.movedTo === null ? null : withoutQuery(fetched.movedTo, query)
        await record({ url, status: fetched.status, sizeBytes, failure: null })
        return { ...fetched, url, movedTo }
      } catch (error) {
        const failure = asFailure(error)
        await record({ url: address, status: null, sizeBytes: null, failure })
        throw failure
      }
    },
  }
}

/** Turns of a process that was busy come late and close together: who wakes well after its turn asks for another. */
async function waitForTurn(ledger: FetchLedger, host: string, delayMs: number): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn++) {
    const waitMs = await ledger.takeHostTurn(host, delayMs)
    if (waitMs <= 0) return
    const due = performance.now() + waitMs
    await sleep(waitMs)
    if (performance.now() - due <= Math.max(delayMs / 4, 20)) return
  }
}
/** A machine that is late every time gets through in the end. */
const mostTurns = 4

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
