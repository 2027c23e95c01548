/** One request of a poll: at the source's pace, with the key that its operator set, and failures told in the service's own words. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import type { Fetched } from '../fetch/fetch-url.ts'
import type { SourceAdapter } from '../sources/source-adapter.ts'
import type { ReaderContext } from '../worker-context.ts'

export interface PageAsked {
  source: SourceRow
  adapter: SourceAdapter
  address: string
  /** A JSON text that is posted; without it, the page is a GET. */
  body?: string
  /** True: with the validators of the newest poll, so that an unchanged page is not sent again. */
  conditional: boolean
}

/** Where a poll begins: where the source moved for good, else what its adapter asks of its address. */
export const beginningOf = (source: SourceRow, adapter: SourceAdapter): string =>
  source.movedTo ?? adapter.listUrl?.(source) ?? source.url

/** Throws as the fetcher does; a status that means something of its own at this service is told so. */
export async function fetchPage(
  context: Pick<ReaderContext, 'fetcher'>,
  { source, adapter, address, body, conditional }: PageAsked,
): Promise<Fetched> {
  try {
    return await context.fetcher.fetch(address, {
      sourceId: source.id,
      reportId: null,
      minDelayMs: source.minDelayMs,
      accept: adapter.accept,
      ...(body === undefined ? {} : { body }),
      ...(adapter.maxBytes === undefined ? {} : { maxBytes: adapter.maxBytes }),
      // A key is for the host that gave it.
      ...(URL.canParse(address) && new URL(address).origin === new URL(source.url).origin
        ? { query: wordsIn(source.settings.query), headers: wordsIn(source.settings.headers) }
        : {}),
      ...(adapter.maxRequestsPerDay === undefined ? {} : { maxPerDay: adapter.maxRequestsPerDay }),
      ...(conditional ? { etag: source.etag, lastModified: source.lastModified } : {}),
    })
  } catch (error) {
    const failure = asFailure(error)
    const words = failure.status === null ? undefined : adapter.statusWords?.[failure.status]
    if (words === undefined) throw failure
    const { status, retryAfterMs, code } = failure
    throw new PipelineError(code, words, {
      cause: failure,
      status: status ?? 0,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    })
  }
}

/** Without the keys that a service puts back into its links: they are added when the page is asked, and kept nowhere. */
export function nextPage(address: string, source: SourceRow): string | null {
  if (!URL.canParse(address, source.url)) return null
  const url = new URL(address, source.url)
  if (url.origin !== new URL(source.url).origin) return null
  for (const name of Object.keys(wordsIn(source.settings.query))) url.searchParams.delete(name)
  return url.href
}

/** Of a source's settings: names and words, such as a key that the service gave. */
const wordsIn = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
        ),
      )
    : {}
