/** Who asks: nobody, or a bearer key with scopes. Reading may be open; writing never is. Wrong keys are few a minute. */
import { type ApiKey, findKey, type KeyScope, type Sql } from '@displacement-monitor/shared/db'
import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { attemptLimit } from './attempt-limit.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that was shown and found; null without one. */
    key: ApiKey | null
  }
  interface FastifyContextConfig {
    /** open: for everybody whatever the settings · read (the default): as API_READ says · else a key with one of these scopes. */
    access?: 'open' | 'read' | readonly KeyScope[] | KeyScope
    /** For a browser that is led there: it asks its user for the key, as the password of any name. Reading alone. */
    browser?: boolean
  }
}

/** Wrong keys from one address in a minute before it has to wait. */
const wrongKeysPerMinute = 20
/** What a missing or refused key is answered with (RFC 6750). */
const realm = 'realm="displacement monitor"'
const challengeOf = ({ browser }: FastifyContextConfig) => ({
  'www-authenticate': browser ? `Basic ${realm}, charset="UTF-8"` : `Bearer ${realm}`,
})

export function authenticate(app: FastifyInstance, sql: Sql, apiRead: 'open' | 'key'): void {
  const limit = attemptLimit(wrongKeysPerMinute, 60_000)
  app.decorateRequest('key', null)
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { config } = request.routeOptions
    const needed = neededScopes(config.access ?? 'read', apiRead)
    // Set here and not with the problem: a part of the server that answers its failures itself keeps it.
    const refuse = (detail: string) => {
      reply.headers(challengeOf(config))
      return new Problem(401, detail)
    }
    const header = request.headers.authorization
    if (header !== undefined) {
      // A browser sends what it was told once with every request, whoever's page made it: good for looking, not for writing.
      const takesPassword = config.browser === true && request.method === 'GET'
      const shown = bearerOf(header) ?? (takesPassword ? passwordOf(header) : null)
      request.key = await keyOf(sql, { shown, address: request.ip, refuse }, limit)
    }
    if (needed === null) return
    if (request.key === null) throw refuse('Send a key: `Authorization: Bearer dm_…`.')
    const { name, scopes } = request.key
    if (!scopes.includes('admin') && !needed.some((scope) => scopes.includes(scope)))
      throw new Problem(403, `The key "${name}" has no scope ${needed.map((scope) => `"${scope}"`).join(' or ')}.`)
  })
}

type Access = NonNullable<FastifyContextConfig['access']>

/** Any of them will do; null: no key is needed. */
function neededScopes(access: Access, apiRead: 'open' | 'key'): readonly KeyScope[] | null {
  if (access === 'open') return null
  if (access === 'read') return apiRead === 'key' ? ['read'] : null
  return typeof access === 'string' ? [access] : access
}

/** For the desk alone, however open reading is. */
export const deskOnly = { access: ['read'] } as const satisfies FastifyContextConfig
/** What somebody on duty decides. */
export const onDuty = { access: ['review', 'operate'] } as const satisfies FastifyContextConfig

const bearerOf = (header: string): string | null => /^bearer +(\S{1,200})$/i.exec(header)?.[1] ?? null

/** RFC 7617; the name before the colon is anybody's. */
function passwordOf(header: string): string | null {
  const encoded = /^basic +([\w+/=-]{1,600})$/i.exec(header)?.[1]
  return encoded === undefined
    ? null
    : (/^[^:]*:(\S{1,200})$/.exec(Buffer.from(encoded, 'base64').toString())?.[1] ?? null)
}

interface Attempt {
  /** Null where the header holds no key. */
  shown: string | null
  address: string
  refuse: (detail: string) => Problem
}

async function keyOf(
  sql: Sql,
  { shown, address, refuse }: Attempt,
  limit: ReturnType<typeof attemptLimit>,
): Promise<ApiKey> {
  const wait = limit.waitSeconds(address, Date.now())
  if (wait > 0)
    throw new Problem(429, 'Too many wrong keys came from this address.', { headers: { 'retry-after': String(wait) } })
  const key = shown === null ? null : await findKey(sql, shown)
  if (key !== null) return key
  limit.count(address, Date.now())
  throw refuse('The key is not known, or was revoked.')
}

/** Who did it, for the audit and for colleagues: the name of the key. */
export const actorOf = (request: FastifyRequest): string => request.key?.name ?? 'unknown'

/** Whether the caller may see what is not for everybody: whole texts, exact places, reviewers, reliability. */
export const seesAll = (request: FastifyRequest): boolean =>
  request.key?.scopes.some((scope) => scope === 'read' || scope === 'admin') ?? false
