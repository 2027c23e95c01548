/** What went wrong on the way, in the product's codes and in a sentence that a person understands. */
import { PipelineError } from '@displacement-monitor/shared/errors'

const resolving = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'ENODATA', 'ESERVFAIL'])
const tls =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_SELF|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|HOSTNAME_MISMATCH|EPROTO$|INVALID_CA|CRL_)/
const broken = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** `reading`: the head of the answer had come already, so that what breaks off is its body. */
export function classifyFetchError(error: unknown, url: URL, reading: boolean): PipelineError {
  if (error instanceof PipelineError) return error
  const causes = chain(error)
  const wrapped = causes.find((cause) => cause instanceof PipelineError)
  if (wrapped instanceof PipelineError) return wrapped
  const codes = causes.map((cause) => String((cause as { code?: unknown }).code ?? '')).filter(Boolean)
  const host = url.host
  const fail = (code: ConstructorParameters<typeof PipelineError>[0], message: string) =>
    new PipelineError(code, message, { cause: error })
  if (
    causes.some((cause) => (cause as Error).name === 'TimeoutError') ||
    codes.some((code) => code.includes('TIMEOUT') || code === 'ETIMEDOUT')
  )
    return fail('timeout', `${host} did not answer in time.`)
  if (codes.some((code) => resolving.has(code)))
    return fail('host_not_found', `The name ${url.hostname} is not known here.`)
  if (codes.some((code) => tls.test(code)))
    return fail('tls_failed', `The secure connection to ${host} failed (${codes.find((code) => tls.test(code))}).`)
  if (reading && codes.some((code) => broken.has(code) || code.startsWith('HPE_')))
    return fail('truncated', `${host} broke off in the middle of its answer.`)
  if (codes.some((code) => code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW'))
    return fail('connect_failed', `${host} answered something that is no HTTP.`)
  if (codes.some((code) => code === 'ECONNREFUSED')) return fail('connect_failed', `${host} refused the connection.`)
  if (codes.length > 0) return fail('connect_failed', `The connection to ${host} failed (${codes[0]}).`)
  return fail('connect_failed', `The connection to ${host} failed.`)
}

/** The failure in a status that is no success; 3xx and 304 are not asked here. */
export function classifyStatus(status: number, url: URL, retryAfterMs: number | undefined): PipelineError | null {
  if (status >= 200 && status < 300) return null
  const options = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  const host = url.host
  switch (status) {
    case 401:
      return new PipelineError('http_client_error', `${host} wants a login (401).`, options)
    case 403:
      return new PipelineError(
        'http_client_error',
        `${host} forbids access (403); some publishers want a registered key.`,
        options,
      )
    case 404:
      return new PipelineError('http_client_error', `${host} has no such page (404).`, options)
    case 410:
      return new PipelineError('http_gone', `${host} has removed this for good (410).`, options)
    case 408:
    case 425:
      return new PipelineError('timeout', `${host} asks to try again later (${status}).`, options)
    case 429:
      return new PipelineError('http_rate_limited', `${host} asks for fewer requests (429).`, options)
  }
  return status >= 500
    ? new PipelineError('http_server_error', `${host} has a fault of its own (${status}).`, options)
    : new PipelineError('http_client_error', `${host} does not give this (${status}).`, options)
}

/** An error, its causes and the errors it gathers, at most twenty. */
function chain(error: unknown): object[] {
  const found: object[] = []
  const waiting: unknown[] = [error]
  while (waiting.length > 0 && found.length < 20) {
    const next = waiting.shift()
    if (typeof next !== 'object' || next === null || found.includes(next)) continue
    found.push(next)
    waiting.push((next as { cause?: unknown }).cause)
    if (Array.isArray((next as { errors?: unknown }).errors)) waiting.push(...(next as { errors: unknown[] }).errors)
  }
  return found
}
