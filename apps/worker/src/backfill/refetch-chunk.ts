/** The days of one chunk from a source's archive: its lists page by page, and each report of them, where nothing is done twice. */
import {
  addItems,
  advanceChunk,
  getSource,
  type HeldChunk,
  inTransaction,
  type SourceRow,
  settleItems,
} from '@displacement-monitor/shared/db'
import { noFigures } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { outlastOutage } from '../outlast-outage.ts'
import { nextPage } from '../source-pages/fetch-page.ts'
import { furtherPages, readListingPage } from '../source-pages/read-listing.ts'
import { readReleasesPage } from '../source-pages/read-releases.ts'
import { storeListed } from '../source-pages/store-listed.ts'
import type { Days, Past } from '../sources/past/past.ts'
import type { SourceAdapter } from '../sources/source-adapter.ts'
import { storeReleases } from '../store-releases.ts'
import type { ReaderContext } from '../worker-context.ts'
import { allBefore, isWithin } from './dated.ts'
import { eachItem } from './each-item.ts'
import type { ChunkWork } from './hold-chunk.ts'
import { readItem } from './read-item.ts'

/** Pages of one chunk; an archive that goes on beyond turns in a circle, or wants smaller pieces. */
const mostPages = 2_000

interface Refetch extends ChunkWork {
  source: SourceRow
  adapter: SourceAdapter
  past: Past
  days: Days
}

export async function refetchChunk(context: ReaderContext, at: ChunkWork): Promise<void> {
  const refetch = { ...(await understood(context, at.chunk)), ...at }
  // What an earlier try listed is read before anything more is asked.
  await readItems(context, refetch)
  let cursor = at.chunk.cursor ?? refetch.past.requests(refetch.days).map(({ url }) => url)
  const seen = new Set<string>()
  while (cursor.length > 0 && !at.stopping.aborted) {
    const [address = '', ...rest] = cursor
    seen.add(address)
    if (seen.size > mostPages)
      throw new PipelineError('bad_feed', `Its list goes on after ${mostPages} pages, which were not read.`)
    const page = refetch.adapter.parseReleases ? rowsPage : listPage
    const further = await page(context, refetch, address, rest)
    cursor = further.filter((url, at) => !seen.has(url) && further.indexOf(url) === at)
    await readItems(context, refetch)
  }
}

/** Errors: the source is gone, or is no longer one that tells its past. */
async function understood(
  { sql, adapters }: ReaderContext,
  { sourceId, from, to }: HeldChunk,
): Promise<Pick<Refetch, 'source' | 'adapter' | 'past' | 'days'>> {
  const source = await getSource(sql, sourceId ?? '')
  if (!source) throw new PipelineError('bad_feed', `There is no source "${sourceId}" any more.`)
  const adapter = adapters.get(source.adapter)
  const past = adapter?.past?.(source)
  if (!adapter || !past || from === null || to === null)
    throw new PipelineError('bad_feed', `The source "${source.id}" does not say any more how its past is asked for.`)
  return { source, adapter, past, days: { from, to } }
}

type PageRead = (
  context: ReaderContext,
  refetch: Refetch,
  address: string,
  rest: readonly string[],
) => Promise<string[]>

/** Returns where the chunk goes on, which is stored with the reports that the page lists. */
const listPage: PageRead = async (context, { source, adapter, past, days, chunk, stopping }, address, rest) => {
  const read = await readListingPage(context, { source, adapter, address, conditional: false })
  if (!('listing' in read))
    throw new PipelineError('http_client_error', 'The archive answered "not modified" to a first request.')
  const { listing, fetched } = read
  const enough = past.newestFirst === true && allBefore(listing.reports, days)
  const cursor = [
    ...furtherPages({ listing, fetched }, { source, maxListings: Number.POSITIVE_INFINITY }, !enough),
    ...rest,
  ]
  const wanted = listing.reports.filter((report) => isWithin(report, days))
  await outlastOutage(
    () =>
      inTransaction(context.sql, async (tx) => {
        const stored = await storeListed(tx, source, { origin: 'backfill', listed: wanted, fetched })
        await addItems(
          tx,
          chunk,
          stored.map(({ id }) => id),
        )
        await advanceChunk(tx, chunk, { cursor })
      }),
    { stopping },
  )
  return cursor
}

/** Its releases are read as they come. */
const rowsPage: PageRead = async (context, { source, adapter, days, chunk, stopping }, address, rest) => {
  const read = await readReleasesPage(context, { source, adapter, address, conditional: false })
  if (!('releases' in read))
    throw new PipelineError('http_client_error', 'The service answered "not modified" to a first request.')
  const { fetched, nextUrl } = read
  const answer = { sourceId: source.id, url: address, status: fetched.status, fetchedAt: fetched.fetchedAt }
  const wanted = read.releases.filter((release) => isWithin({ ...release, publishedAt: null }, days))
  await outlastOutage(
    () =>
      storeReleases(context, answer, wanted, {
        foundIn: 'backfill',
        alongside: async (tx, stored) => {
          await addItems(
            tx,
            chunk,
            stored.map(({ reportId }) => reportId),
          )
          const settled = stored.map(({ reportId, moved }) => ({ reportId, outcome: 'read' as const, ...moved }))
          await settleItems(tx, chunk, settled)
        },
        passedOver: async (reportIds) => {
          await addItems(context.sql, chunk, reportIds)
          const settled = reportIds.map((reportId) => ({ reportId, outcome: 'unchanged' as const, ...noFigures }))
          await settleItems(context.sql, chunk, settled)
        },
      }),
    { stopping },
  )
  const next = nextUrl === null ? null : nextPage(nextUrl, source)
  const cursor = [...(next === null ? [] : [next]), ...rest]
  await outlastOutage(() => advanceChunk(context.sql, chunk, { cursor }), { stopping })
  return cursor
}

/** One after another: the source's pace allows no more, and a live report must not wait for many. */
async function readItems(context: ReaderContext, refetch: Refetch): Promise<void> {
  let inARow = 0
  await eachItem(context, refetch, 1, async (item) => {
    const failure = await readItem(context, refetch, item, { alone: inARow === 0 })
    if (failure && inARow > 0) throw failure
    inARow = failure ? inARow + 1 : 0
  })
}
