/** Answers that did not change are not sent twice: an ETag on every GET, 304 where the caller has it. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** A strong tag: equal tags are equal bytes. */
export const tagOf = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return `"${hash.digest('base64url').slice(0, 27)}"`
}

/** If-None-Match lists tags, perhaps weak, or `*` (RFC 9110 §13.1.2). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((given) => plainTag(given.trim()) === tag)
}

/** Sets the tag; true where the caller has these bytes already: send 304 and nothing else. */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.headers({ etag: tag, 'cache-control': request.key === null ? 'no-cache' : 'private, no-cache' })
  return matchesTag(request.headers['if-none-match'], tag)
}

/** Weak or not, and whether the bytes were sent compressed: it is the same answer (`compressAnswers`). */
const plainTag = (given: string): string => given.replace(/^W\//, '').replace(/-(?:br|gzip)"$/, '"')

export function addTags(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const isAnswer = (request.method === 'GET' || request.method === 'HEAD') && reply.statusCode === 200
    if (!isAnswer || reply.hasHeader('etag') || reply.hasHeader('cache-control')) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    if (!isUnchanged(request, reply, tagOf(payload))) return payload
    reply.code(304).removeHeader('content-length').removeHeader('content-type').removeHeader('content-disposition')
    return ''
  })
}
