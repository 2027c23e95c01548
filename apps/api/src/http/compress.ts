/**
 * Compression of answers. Ours and not @fastify/compress: that one packs a body anew for every request, and a trend that
 * does not change is sent thousands of times: a kept body is packed once in each form (`Kept`), so that hot answers cost no
 * more than their bytes. Off the event loop, never for small bodies, and never for what is packed by its format.
 */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

export type Encoding = 'br' | 'gzip'

/** A body that is sent again, with the forms that it was packed into. */
export interface Kept {
  body: Buffer
  packed: Map<Encoding, Buffer>
}

declare module 'fastify' {
  interface FastifyReply {
    /** Set where the payload is a body that is kept. */
    kept: Kept | null
  }
}

/** Below it the headers weigh more than what is saved. */
const leastBytes = 1_024
const textual = /^(?:text\/|image\/svg|application\/(?:json|geo\+json|problem\+json|xml|javascript))/

const pack: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  // Quality 4 packs JSON as small as gzip's best and three times as fast.
  br: (body) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body) => gzipped(body, { level: 6 }),
}
const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export function compressAnswers(app: FastifyInstance): void {
  app.decorateReply('kept', null)
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    if (!textual.test(String(reply.getHeader('content-type') ?? '')) || reply.hasHeader('content-encoding'))
      return payload
    reply.header('vary', 'Accept, Accept-Encoding, Authorization')
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    const body = reply.kept?.body ?? Buffer.from(payload)
    if (encoding === null || body.length < leastBytes) return payload
    const bytes = reply.kept?.packed.get(encoding) ?? (await pack[encoding](body))
    reply.kept?.packed.set(encoding, bytes)
    const tag = reply.getHeader('etag')
    reply.removeHeader('content-length')
    reply.header('content-encoding', encoding)
    // Other bytes, another strong tag (RFC 9110 §8.8.3.3); `matchesTag` knows both for the same answer.
    if (typeof tag === 'string' && tag.endsWith('"') && !tag.startsWith('W/'))
      reply.header('etag', `${tag.slice(0, -1)}-${encoding}"`)
    return bytes
  })
}

/** Packs a body that every first view asks for, before somebody waits for it. */
export async function packBefore({ body, packed }: Kept): Promise<void> {
  if (body.length < leastBytes) return
  for (const encoding of ['gzip', 'br'] as const) packed.set(encoding, await pack[encoding](body))
}

/** The one that packs best of those accepted; null: as it is. Where q = 0 it is refused (RFC 9110 §12.5.3). */
export function chooseEncoding(header: string | string[] | undefined): Encoding | null {
  if (header === undefined) return null
  const wishes = new Map(
    String(header)
      .slice(0, 500)
      .split(',')
      .map((wish) => {
        const [name = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase())
        const q = parameters.find((parameter) => parameter.startsWith('q='))
        return [name, q === undefined ? 1 : Number(q.slice(2)) || 0] as const
      }),
  )
  const quality = (encoding: Encoding) => wishes.get(encoding) ?? wishes.get('*') ?? 0
  const [br, gz] = [quality('br'), quality('gzip')]
  if (br === 0 && gz === 0) return null
  return br >= gz ? 'br' : 'gzip'
}
