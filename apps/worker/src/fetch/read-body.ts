/** A body into memory: decompressed here, counted on the wire and again decoded while it streams, cut off at the cap. */
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import { PipelineError } from '@displacement-monitor/shared/errors'

export interface BodyLimits {
  /** Most bytes, of the wire and of the decoded body each. */
  maxBytes: number
  /** True: what is beyond the cap is left off (robots.txt) instead of being an error. */
  truncate?: boolean
}

/** Codings beyond two are nothing a publisher needs; chains of them are bombs. */
const maxCodings = 2

/** zstd came with Node 22.15; before it we do not ask for it. */
const createZstd = (zlib as unknown as { createZstdDecompress?: () => Transform }).createZstdDecompress

export const acceptEncoding = createZstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br'

/** Throws `too_large`, `truncated` or `unsupported_media_type` (an unknown coding); errors of the connection pass through. */
export async function readBody(
  body: Readable,
  contentEncoding: string | undefined,
  limits: BodyLimits,
): Promise<Buffer> {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > maxCodings)
    throw new PipelineError('unsupported_media_type', `The body is compressed ${codings.length} times over.`)
  const chunks: Buffer[] = []
  let decodedBytes = 0
  const enough = new AbortController()
  // The stages before it are aborted then, and one of them may be the first to say so.
  let refused: PipelineError | null = null
  const stages: Stage[] = [countWire(limits), ...codings.reverse().map(decoder)]
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      decodedBytes += chunk.length
      if (decodedBytes > limits.maxBytes) {
        if (!limits.truncate) {
          refused = tooLarge(limits)
          throw refused
        }
        chunks.push(chunk.subarray(0, chunk.length - (decodedBytes - limits.maxBytes)))
        enough.abort()
        return
      }
      chunks.push(chunk)
    }
  }
  try {
    await pipeline([body, ...stages, collect] as unknown as [Readable, Transform])
  } catch (error) {
    if (!enough.signal.aborted) throw refused ?? bodyFailure(error)
  }
  return Buffer.concat(chunks)
}

const countWire = (limits: BodyLimits) =>
  async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > limits.maxBytes && !limits.truncate) throw tooLarge(limits)
      yield chunk
    }
  }

type Stage = Transform | ((source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>)

function decoder(coding: string): Stage {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip()
    case 'br':
      return zlib.createBrotliDecompress()
    case 'zstd':
      if (createZstd) return createZstd()
      break
    case 'deflate':
      return inflateEitherWay
  }
  throw new PipelineError(
    'unsupported_media_type',
    `The body is compressed with ${JSON.stringify(coding.slice(0, 20))}, which is not read here.`,
  )
}

/** "deflate" is zlib by the standard (RFC 9110 §8.4.1.2) and bare deflate from some servers; the first byte tells. */
async function* inflateEitherWay(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) return
  const inflate = ((first.value[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()
  const feeding = pipeline(async function* () {
    yield first.value
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }, inflate)
  feeding.catch(() => {}) // told by the iteration below
  yield* inflate
  await feeding
}

const tooLarge = ({ maxBytes }: BodyLimits) =>
  new PipelineError('too_large', `The body is larger than ${Math.round(maxBytes / 1e5) / 10} MB.`)

function bodyFailure(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'Z_BUF_ERROR') return new PipelineError('truncated', 'The compressed body breaks off.', { cause: error })
  if (/^(Z_|ERR_BROTLI|ERR_ZSTD|ERR__ERROR_FORMAT|ERR_PADDING|ZSTD_)/.test(code) || code.startsWith('ERR_ZLIB'))
    return new PipelineError('truncated', 'The compressed body is damaged.', { cause: error })
  return error
}
