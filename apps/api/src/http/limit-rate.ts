/**
 * How many requests a caller may make in a minute: by key where one is shown, else by address. Headers say what is left, so
 * that a script can slow down before it is refused. Health and metrics are for supervisors and have no limit.
 */
import rateLimit from '@fastify/rate-limit'
import type { App } from '../context.ts'
import { Problem } from './problem.ts'

/** A key's holder is known and may ask ten times as often. */
const withKey = 10
/** Callers remembered at once; of more, those that asked longest ago begin anew. */
const mostCallers = 20_000

export async function limitRate(app: App, perMinute: number): Promise<void> {
  if (perMinute === 0) return
  await app.register(rateLimit, {
    global: true,
    hook: 'onRequest',
    timeWindow: 60_000,
    cache: mostCallers,
    enableDraftSpec: true,
    max: (request) => (request.key === null ? perMinute : perMinute * withKey),
    keyGenerator: (request) => (request.key === null ? `address ${addressOf(request.ip)}` : `key ${request.key.id}`),
    errorResponseBuilder: (_request, { max, ttl }) =>
      new Problem(
        429,
        `More than ${max} requests came in a minute; wait ${Math.ceil(ttl / 1000)} seconds. A key allows more.`,
      ),
  })
}

/** One subscriber has a whole /64 of IPv6, and could ask from each of its addresses. */
export function addressOf(ip: string): string {
  if (!ip.includes(':') || ip.toLowerCase().startsWith('::ffff:')) return ip
  const [head = '', tail = ''] = ip.split('::', 2)
  const first = head.split(':').filter(Boolean)
  const last = tail.split(':').filter(Boolean)
  const groups = ip.includes('::')
    ? [...first, ...Array(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
    : first
  return `${groups.slice(0, 4).join(':')}::/64`
}
