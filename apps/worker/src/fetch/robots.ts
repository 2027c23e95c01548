/**
 * robots.txt after RFC 9309: a 4xx allows all, a server that fails allows nothing until it answers, the first 500 KiB
 * are read, and what was read holds for a day. A failing server is a reason to come back, not to give a report up.
 */
import { PipelineError } from '@displacement-monitor/shared/errors'
import robots from 'robots-parser'
import { type Fetcher, productToken } from './fetch-url.ts'

interface Robots {
  isAllowed(url: string, agent?: string): boolean | undefined
  getCrawlDelay(agent?: string): number | undefined
}
/** Its types tell of an ES module; it is the function itself. */
const robotsParser = robots as unknown as (url: string, text: string) => Robots

const maxRobotsBytes = 500 * 1024
const keepMs = 24 * 60 * 60 * 1000
/** After a failure: soon enough to go on, seldom enough not to press a server in trouble. */
const keepFailureMs = 5 * 60 * 1000
/** A larger crawl-delay is kept to this; a report an hour would be no reading at all. */
const maxCrawlDelayMs = 60_000
const maxHosts = 2_000

export interface RobotsRules {
  /** Throws `robots_forbidden`, or the transient failure of a server that does not say. Returns the crawl-delay in ms, 0 without one. */
  check(url: URL): Promise<number>
}

export function createRobotsRules(fetcher: Fetcher, now: () => number = Date.now): RobotsRules {
  const known = new Map<string, { until: number; rules: Promise<Robots | null> }>()

  const rulesOf = (origin: string): Promise<Robots | null> => {
    const entry = known.get(origin)
    if (entry && entry.until > now()) return entry.rules
    if (known.size >= maxHosts) known.delete(known.keys().next().value ?? '')
    const rules = readRobots(fetcher, origin)
    known.delete(origin)
    known.set(origin, { until: now() + keepMs, rules })
    rules.catch(() => known.set(origin, { until: now() + keepFailureMs, rules }))
    return rules
  }

  return {
    async check(url) {
      const rules = await rulesOf(url.origin)
      if (!rules) return 0
      if (rules.isAllowed(url.href, productToken) === false)
        throw new PipelineError('robots_forbidden', `The robots.txt of ${url.host} forbids reading this page.`)
      const seconds = rules.getCrawlDelay(productToken) ?? 0
      return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, maxCrawlDelayMs) : 0
    },
  }
}

/** Null: everything is allowed. */
async function readRobots(fetcher: Fetcher, origin: string): Promise<Robots | null> {
  const address = `${origin}/robots.txt`
  try {
    const answer = await fetcher.fetch(address, { accept: 'text/plain, */*', maxBytes: maxRobotsBytes, truncate: true })
    if (answer.kind !== 'body') return null
    return robotsParser(address, answer.bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error
    switch (error.code) {
      case 'http_client_error':
      case 'http_gone':
      // More than five redirects may count as "unavailable" (RFC 9309 §2.3.1.2), as may a redirect to where we do not go.
      case 'redirect_loop':
      case 'unsupported_media_type':
        return null
      case 'address_refused':
        return null
      default: {
        const options = { cause: error, ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }) }
        throw new PipelineError(
          error.code,
          `The robots.txt of ${new URL(origin).host} cannot be read: ${error.message}`,
          options,
        )
      }
    }
  }
}
