/** One POST: guarded, bounded in time, its answer bounded in size, redirects left alone. What the answer means is the caller's. */
import { allowListOf, type Resolver, systemResolver } from '@displacement-monitor/shared/addresses'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { classifyFetchError } from './classify.ts'
import { openDispatchers } from './dispatchers.ts'
import { userAgent } from './fetch-url.ts'
import { acceptEncoding, readBody } from './read-body.ts'
import { parseRetryAfter } from './retry-after.ts'
import { until } from './until.ts'

export interface Posting {
  headers: Readonly<Record<string, string>>
  body: string
  /** Of everything: the name, the connection, the answer. */
  deadlineMs: number
  /** For `Retry-After` with a date. */
  now: Date
  signal?: AbortSignal
}

export interface PostAnswer {
  status: number
  /** Between 0 and 24 h; null where the other side did not say. */
  retryAfterMs: number | null
  /** Of a refusal: its beginning, at most 4 KB. What a success says is not read. */
  body: string
}

/** Throws a PipelineError where no answer came; every status is an answer. */
export type Post = (address: string, posting: Posting) => Promise<PostAnswer>

export interface Poster {
  post: Post
  close(): Promise<void>
}

export interface PosterSettings {
  /** Entries of FETCH_ALLOW. */
  allow: readonly string[]
  contact: string | null
  proxy: string | null
  /** For tests: how names become addresses. */
  resolve?: Resolver
}

const maxAnswerBytes = 4_096

export function createPoster(settings: PosterSettings): Poster {
  const dispatchers = openDispatchers({
    allowed: allowListOf(settings.allow),
    resolve: settings.resolve ?? systemResolver,
    proxy: settings.proxy,
    connectTimeoutMs: 10_000,
  })
  return {
    async post(address, posting) {
      if (!URL.canParse(address)) throw new PipelineError('address_refused', 'This is no web address.')
      const url = new URL(address)
      const deadline = AbortSignal.timeout(posting.deadlineMs)
      const end = posting.signal ? AbortSignal.any([deadline, posting.signal]) : deadline
      try {
        return await until(end, ask(url, posting, end))
      } catch (error) {
        if (deadline.aborted && !(error instanceof PipelineError)) throw tooLate(url, posting.deadlineMs, error)
        if (posting.signal?.aborted) throw new PipelineError('connect_failed', 'The monitor was stopped while it sent.')
        throw classifyFetchError(error, url, false)
      }
    },
    close: () => dispatchers.close(),
  }

  async function ask(url: URL, { headers, body, now }: Posting, end: AbortSignal): Promise<PostAnswer> {
    const dispatcher = await dispatchers.to(url)
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { 'user-agent': userAgent(settings.contact), 'accept-encoding': acceptEncoding, ...headers },
      body,
      signal: end,
    })
    const { statusCode: status } = response
    const told = { status, retryAfterMs: parseRetryAfter(one(response.headers['retry-after']), now) ?? null }
    // A receiver that says "yes" and then goes on talking for ever has said yes.
    if (status >= 200 && status < 300) {
      response.body.on('error', () => {}).destroy()
      return { ...told, body: '' }
    }
    const said = await readBody(response.body, one(response.headers['content-encoding']), {
      maxBytes: maxAnswerBytes,
      truncate: true,
    }).catch(() => Buffer.alloc(0))
    return { ...told, body: said.toString('utf8') }
  }
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

const tooLate = (url: URL, deadlineMs: number, cause: unknown) =>
  new PipelineError('timeout', `${url.host} did not answer within ${deadlineMs / 1000} s.`, { cause })
