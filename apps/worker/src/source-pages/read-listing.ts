/** The pages of a listing, one after another: the listings that an index names, and where each page says that it goes on. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import type { Fetched } from '../fetch/fetch-url.ts'
import type { Listing, SourceAdapter } from '../sources/source-adapter.ts'
import type { ReaderContext } from '../worker-context.ts'
import { fetchPage, nextPage, type PageAsked } from './fetch-page.ts'

export interface ListingPage {
  listing: Listing
  fetched: Extract<Fetched, { kind: 'body' }>
}

export interface ListingAsked {
  source: SourceRow
  adapter: SourceAdapter
  address: string
  /** True: the first request carries the validators of the newest poll. */
  conditional: boolean
  /** Most requests in all. */
  maxPages: number
  /** Most listings of an index; the newest stand first. */
  maxListings: number
  /** Asked after each page: is there a reason to read where it goes on? */
  goOn: (page: ListingPage) => boolean
}

/** Returns "not modified" where the first answer is that; else yields what was read, page by page. */
export async function* readListing(
  context: Pick<ReaderContext, 'fetcher' | 'parser'>,
  asked: ListingAsked,
): AsyncGenerator<ListingPage, Extract<Fetched, { kind: 'not_modified' }> | null> {
  const seen = new Set<string>()
  const waiting = [asked.address]
  for (let page = 0; page < asked.maxPages; page++) {
    const address = waiting.shift()
    if (address === undefined) break
    seen.add(address)
    const read = await readListingPage(context, { ...asked, address, conditional: asked.conditional && page === 0 })
    if (!('listing' in read)) {
      if (page === 0) return read.fetched
      continue
    }
    yield read
    const further = furtherPages(read, asked, asked.goOn(read))
    waiting.unshift(...further.filter((url) => !seen.has(url)))
  }
  return null
}

/** One page of a listing; of an unchanged one, that. */
export async function readListingPage(
  context: Pick<ReaderContext, 'fetcher' | 'parser'>,
  asked: PageAsked,
): Promise<ListingPage | { fetched: Extract<Fetched, { kind: 'not_modified' }> }> {
  const { source, adapter } = asked
  const fetched = await fetchPage(context, asked)
  if (fetched.kind === 'not_modified') return { fetched }
  const parsed = await context.parser.parse({
    want: 'list',
    adapterId: adapter.id,
    bytes: fetched.bytes,
    mediaType: fetched.mediaType,
    url: fetched.url,
    settings: source.settings,
  })
  return { listing: 'listing' in parsed ? parsed.listing : { reports: [], nextUrl: null }, fetched }
}

/** Depth first: the rest of a listing before the next one of its index. Each once. */
export function furtherPages(
  { listing: { nextUrl, listings = [] } }: ListingPage,
  { source, maxListings }: Pick<ListingAsked, 'source' | 'maxListings'>,
  goesOn: boolean,
): string[] {
  const next = nextUrl === null ? null : nextPage(nextUrl, source)
  return [...new Set([...(next !== null && goesOn ? [next] : []), ...listings.slice(0, maxListings)])]
}
