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
  }
}

/** Wrong keys from one address in a minute before it has to wait. */
const wrongKeysPerMinute = 20
/** What a missing or refused key is answered with (RFC 6750). */
const challenge = { 'www-authenticate': 'Bearer realm="displacement monitor"' }

export function authenticate(app: FastifyInstance, sql: Sql, apiRead: 'open' | 'key'): void {
  const limit = attemptLimit(wrongKeysPerMinute, 60_000)
  app.decorateRequest('key', null)
  app.addHook('onRequest', async (request: FastifyRequest, _reply: FastifyReply) => {
    const needed = neededScopes(request.routeOptions.config.access ?? 'read', apiRead)
    const header = request.headers.authorization
    if (header !== undefined) request.key = await keyOf(sql, header, request.ip, limit)
    if (needed === null) return
    if (request.key === null)
      throw new Problem(401, 'Send a key: `Authorization: Bearer dm_…`.', { headers: challenge })
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

async function keyOf(
  sql: Sql,
  header: string,
  address: string,
  limit: ReturnType<typeof attemptLimit>,
): Promise<ApiKey> {
  const wait = limit.waitSeconds(address, Date.now())
  if (wait > 0)
    throw new Problem(429, 'Too many wrong keys came from this address.', { headers: { 'retry-after': String(wait) } })
  const bearer = /^bearer +(\S{1,200})$/i.exec(header)?.[1]
  const key = bearer === undefined ? null : await findKey(sql, bearer)
  if (key !== null) return key
  limit.count(address, Date.now())
  throw new Problem(401, 'The key is not known, or was revoked.', { headers: challenge })
}

/** Who did it, for the audit and for colleagues: the name of the key. */
export const actorOf = (request: FastifyRequest): string => request.key?.name ?? 'unknown'

/** Whether the caller may see what is not for everybody: whole texts, exact places, reviewers, reliability. */
export const seesAll = (request: FastifyRequest): boolean =>
  request.key?.scopes.some((scope) => scope === 'read' || scope === 'admin') ?? false
