/** The one door to the network: robots.txt, a turn of the host shared by all workers, the request, and a line in the log of fetches. */
import { asFailure, type PipelineError } from '@displacement-monitor/shared/errors'
import type { Fetched, Fetcher, FetchOptions } from './fetch-url.ts'
import { createRobotsRules } from './robots.ts'

/** What the door needs of the tables; given as functions, so that fetching knows no SQL. */
export interface FetchLedger {
  /** Reserves the next request to a host; the ms to wait until it may leave. */
  takeHostTurn(host: string, minDelayMs: number): Promise<number>
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
}

export interface PoliteFetcher {
  fetch(address: string, options: PoliteOptions): Promise<Fetched>
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function createPoliteFetcher(fetcher: Fetcher, ledger: FetchLedger): PoliteFetcher {
  const robots = createRobotsRules(fetcher)
  return {
    async fetch(address, { sourceId, reportId, minDelayMs, query, ...options }) {
      let began = performance.now()
      const beforeRequest = async (url: URL) => {
        const crawlDelayMs = await robots.check(url)
        const waitMs = await ledger.takeHostTurn(url.host, Math.max(minDelayMs, crawlDelayMs))
        if (waitMs > 0) await sleep(waitMs)
        began = performance.now()
      }
      const record = (outcome: Pick<FetchEntry, 'status' | 'sizeBytes' | 'failure' | 'url'>) =>
        ledger.recordFetch({ sourceId, reportId, durationMs: Math.round(performance.now() - began), ...outcome })
      try {
        const asked = withQuery(address, query ?? {})
        const fetched = await fetcher.fetch(asked, { ...options, beforeRequest })
        const sizeBytes = fetched.kind === 'body' ? fetched.bytes.length : 0
        const url = fetched.url === asked ? address : fetched.url
        await record({ url, status: fetched.status, sizeBytes, failure: null })
        return fetched
      } catch (error) {
        const failure = asFailure(error)
        await record({ url: address, status: null, sizeBytes: null, failure })
        throw failure
      }
    },
  }
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  if (Object.keys(query).length === 0 || !URL.canParse(address)) return address
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}
