/** One GET, or POST of a question, with its redirects: guarded, bounded in time and size, classified. It knows nothing of reports or tables. */

import { allowListOf, type Resolver, systemResolver } from '@displacement-monitor/shared/addresses'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { Dispatcher } from 'undici'
import { classifyFetchError, classifyStatus } from './classify.ts'
import { type Dispatchers, openDispatchers } from './dispatchers.ts'
import { acceptEncoding, readBody } from './read-body.ts'
import { parseRetryAfter } from './retry-after.ts'
import { tellingSent } from './telling-sent.ts'

export interface FetchOptions {
  /** Of an earlier answer: asks only for what changed. */
  etag?: string | null
  lastModified?: string | null
  /** Media types wanted, as the Accept header has them. */
  accept?: string
  /** A JSON text: the request is a POST with it, and never conditional. Its redirects: {@link afterRedirect}. */
  body?: string
  /** Sent to the first host alone, never after a redirect to another. */
  headers?: Readonly<Record<string, string>>
  /** Leaves off what is beyond the cap instead of failing. */
  truncate?: boolean
  maxBytes?: number
  /** Called before each request, of redirects too; may wait or throw. Its time does not count against the deadline. */
  beforeRequest?: (url: URL) => Promise<void>
  /** Called when a request goes onto its connection; not where none could be made. */
  onSent?: () => void
}

export interface FetchedBody {
  kind: 'body'
  /** The address that answered, after redirects. */
  url: string
  status: number
  /** Content-Type as sent; null without one. */
  mediaType: string | null
  /** Decompressed. */
  bytes: Buffer
  etag: string | null
  lastModified: string | null
  fetchedAt: Date
  /** Where permanent redirects (301, 308) from the address asked lead to; null without one at the beginning. */
  movedTo: string | null
}

export interface NotModified {
  kind: 'not_modified'
  url: string
  status: 304
  fetchedAt: Date
  movedTo: string | null
}

export type Fetched = FetchedBody | NotModified

export interface Fetcher {
  /** Throws a PipelineError for every other outcome. */
  fetch(address: string, options?: FetchOptions): Promise<Fetched>
  close(): Promise<void>
}

export interface FetcherSettings {
  /** Entries of FETCH_ALLOW. */
  allow: readonly string[]
  contact: string | null
  proxy: string | null
  deadlineMs: number
  maxBytes: number
  /** For tests: how names become addresses. */
  resolve?: Resolver
  now?: () => Date
}

export const maxRedirects = 5
export const productToken = 'displacement-monitor'

/** Publishers see who reads them and whom to ask; printable ASCII alone goes into a header. */
export const userAgent = (contact: string | null): string =>
  contact === null ? `${productToken}/0.1` : `${productToken}/0.1 (+${contact})`

export function createFetcher(settings: FetcherSettings): Fetcher {
  const dispatchers = openDispatchers({
    allowed: allowListOf(settings.allow),
    resolve: settings.resolve ?? systemResolver,
    proxy: settings.proxy,
    connectTimeoutMs: Math.min(settings.deadlineMs, 15_000),
  })
  return {
    fetch: async (address, options = {}) => follow(parseAddress(address), options, settings, dispatchers),
    close: () => dispatchers.close(),
  }
}

function parseAddress(address: string): URL {
  if (!URL.canParse(address)) throw new PipelineError('address_refused', 'This is no web address.')
  const url = new URL(address)
  url.hash = ''
  return url
}

async function follow(
  first: URL,
  options: FetchOptions,
  settings: FetcherSettings,
  dispatchers: Dispatchers,
): Promise<Fetched> {
  const visited = new Set<string>()
  let url = first
  let posts = options.body !== undefined
  let movedTo: URL | null = null
  let moving = true
  let leftMs = settings.deadlineMs
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const asked = `${posts ? 'POST' : 'GET'} ${url.href}`
    if (visited.has(asked)) throw new PipelineError('redirect_loop', `${first.host} redirects in a circle.`)
    visited.add(asked)
    const dispatcher = await dispatchers.to(url).catch((error: unknown) => {
      throw classifyFetchError(error, url, false)
    })
    await options.beforeRequest?.(url)
    const began = performance.now()
    const outcome = await request(url, {
      sameOrigin: url.origin === first.origin,
      posts,
      leftMs,
      options,
      settings,
      dispatcher,
    })
    leftMs = Math.max(1, leftMs - (performance.now() - began))
    if (outcome.kind !== 'redirect') return { ...outcome, movedTo: movedTo?.href ?? null }
    moving = moving && outcome.permanent
    if (posts) posts = afterRedirect(outcome, url)
    url = outcome.to
    if (moving) movedTo = url
  }
  throw new PipelineError('redirect_loop', `${first.host} redirects more than ${maxRedirects} times.`)
}

/**
 * Whether a POST is still one after a redirect: 303 leads to the answer, which is fetched; any other repeats the question, at the
 * host that was asked alone. As a GET it would be another question (browsers make one of 301 and 302), whose answer might
 * pass for that of the first; and what was meant for one host is not told to another.
 */
function afterRedirect({ status, to }: Redirect, from: URL): boolean {
  if (status === 303) return false
  if (to.origin === from.origin) return true
  throw new PipelineError(
    'http_client_error',
    `${from.host} redirects (${status}) a POST to ${to.host}, which was not asked; give the source its new address.`,
    { status },
  )
}

interface Attempt {
  sameOrigin: boolean
  posts: boolean
  leftMs: number
  options: FetchOptions
  settings: FetcherSettings
  dispatcher: Dispatcher
}

interface Redirect {
  kind: 'redirect'
  to: URL
  status: number
  permanent: boolean
}

type Answered = Omit<FetchedBody, 'movedTo'> | Omit<NotModified, 'movedTo'>

/** One request: its body, "not modified", or the next address. */
async function request(url: URL, attempt: Attempt): Promise<Answered | Redirect> {
  const { options, settings } = attempt
  const now = settings.now ?? (() => new Date())
  // undici's own timeouts count the pauses between chunks: one byte every 200 ms would go on for ever.
  const deadline = AbortSignal.timeout(Math.ceil(attempt.leftMs))
  let reading = false
  try {
    const response = await beforeDeadline(
      deadline,
      tellingSent(attempt.dispatcher, options.onSent).request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: attempt.posts ? 'POST' : 'GET',
        headers: headersOf(attempt),
        ...(attempt.posts ? { body: options.body } : {}),
        signal: deadline,
      }),
    )
    const head = headersReader(response.headers)
    if (response.statusCode === 304) {
      await response.body.dump({ limit: 0 }).catch(() => {})
      return { kind: 'not_modified', url: url.href, status: 304, fetchedAt: now() }
    }
    const target = redirectTarget(response.statusCode, head('location'), url)
    const failure = classifyStatus(response.statusCode, url, parseRetryAfter(head('retry-after'), now()))
    if (target || failure) {
      response.body.on('error', () => {}).destroy()
      if (target) {
        const status = response.statusCode
        return { kind: 'redirect', to: target, status, permanent: [301, 308].includes(status) }
      }
      throw failure
    }
    reading = true
    const limits = { maxBytes: options.maxBytes ?? settings.maxBytes, ...(options.truncate ? { truncate: true } : {}) }
    const bytes = await beforeDeadline(deadline, readBody(response.body, head('content-encoding'), limits))
    return {
      kind: 'body',
      url: url.href,
      status: response.statusCode,
      mediaType: head('content-type') ?? null,
      bytes,
      etag: head('etag') ?? null,
      lastModified: head('last-modified') ?? null,
      fetchedAt: now(),
    }
  } catch (error) {
    if (deadline.aborted && !(error instanceof PipelineError))
      throw new PipelineError(
        'timeout',
        `${url.host} did not finish its answer within ${settings.deadlineMs / 1000} s.`,
        { cause: error },
      )
    throw classifyFetchError(error, url, reading)
  }
}

/** The library is told the deadline, too; should it not listen, nobody waits for it. */
function beforeDeadline<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(deadline.reason)
    deadline.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', onAbort))
  })
}

function headersOf({ options, settings, sameOrigin, posts }: Attempt): Record<string, string> {
  return {
    'user-agent': userAgent(settings.contact),
    accept: options.accept ?? '*/*',
    'accept-encoding': acceptEncoding,
    ...(posts ? { 'content-type': 'application/json' } : {}),
    ...(options.body === undefined ? validators(options) : {}),
    ...(sameOrigin ? options.headers : {}),
  }
}

const validators = ({ etag, lastModified }: FetchOptions): Record<string, string> => ({
  ...(etag ? { 'if-none-match': etag } : {}),
  ...(lastModified ? { 'if-modified-since': lastModified } : {}),
})

const headersReader = (headers: Record<string, string | string[] | undefined>) => (name: string) => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function redirectTarget(status: number, location: string | undefined, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null
  if (location === undefined || !URL.canParse(location, from.href))
    throw new PipelineError('http_client_error', `${from.host} redirects (${status}) without a valid address.`)
  const target = new URL(location, from)
  target.hash = ''
  return target
}
