/** One request of any method with its whole answer: guarded, bounded in time and size, redirects left alone. */
import { allowListOf, type Resolver, systemResolver } from '@displacement-monitor/shared/addresses'
import { classifyFetchError } from './classify.ts'
import { openDispatchers } from './dispatchers.ts'
import { readBody } from './read-body.ts'
import { until } from './until.ts'

export interface Asking {
  method: 'GET' | 'PUT' | 'DELETE'
  headers: Readonly<Record<string, string>>
  body?: Uint8Array
  /** Of everything: the name, the connection, the answer. */
  deadlineMs: number
  maxBytes: number
}

export interface Answer {
  status: number
  body: Buffer
}

export interface Ask {
  /** Throws a PipelineError where no answer came; every status is an answer. */
  ask(url: URL, asking: Asking): Promise<Answer>
  close(): Promise<void>
}

/** `allow`: entries as of FETCH_ALLOW. */
export function askerOf(settings: { allow: readonly string[]; proxy: string | null; resolve?: Resolver }): Ask {
  const dispatchers = openDispatchers({
    allowed: allowListOf(settings.allow),
    resolve: settings.resolve ?? systemResolver,
    proxy: settings.proxy,
    connectTimeoutMs: 10_000,
  })
  const answered = async (url: URL, { method, headers, body, maxBytes }: Asking, end: AbortSignal): Promise<Answer> => {
    const dispatcher = await dispatchers.to(url)
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: { ...headers },
      body: body ?? null,
      signal: end,
    })
    return { status: response.statusCode, body: await readBody(response.body, undefined, { maxBytes }) }
  }
  return {
    async ask(url, asking) {
      const end = AbortSignal.timeout(asking.deadlineMs)
      try {
        return await until(end, answered(url, asking, end))
      } catch (error) {
        throw classifyFetchError(error, url, false)
      }
    },
    close: () => dispatchers.close(),
  }
}
