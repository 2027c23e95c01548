/** One page of a service that answers with rows, read into its releases. */
import type { Fetched, FetchedBody } from '../fetch/fetch-url.ts'
import type { Releases } from '../sources/rows/release.ts'
import type { ReaderContext } from '../worker-context.ts'
import { fetchPage, type PageAsked } from './fetch-page.ts'

/** Of an unchanged page, that alone. */
export async function readReleasesPage(
  context: Pick<ReaderContext, 'fetcher' | 'parser'>,
  asked: PageAsked,
): Promise<(Releases & { fetched: FetchedBody }) | { fetched: Extract<Fetched, { kind: 'not_modified' }> }> {
  const { source } = asked
  const fetched = await fetchPage(context, asked)
  if (fetched.kind === 'not_modified') return { fetched }
  const parsed = await context.parser.parse({
    want: 'releases',
    adapterId: source.adapter,
    bytes: fetched.bytes,
    mediaType: fetched.mediaType,
    url: fetched.url,
    settings: source.settings,
  })
  if (!('releases' in parsed)) throw new Error('the parser answered with pages where rows were wanted')
  return { ...parsed.releases, fetched }
}
