/** What a source would tell, asked now as a poll asks it: one request, at its own address, with its key; nothing is stored. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { createPoliteFetcher, type Fetcher } from './fetch/index.ts'
import { parseWith } from './parse-bytes.ts'
import { beginningOf, fetchPage } from './source-pages/fetch-page.ts'
import { loadAdapters } from './sources/load-adapters.ts'
import type { Listing } from './sources/source-adapter.ts'

/** The first page of its listing. Throws the failure that a poll would record. */
export async function previewSource(fetcher: Fetcher, source: SourceRow): Promise<Listing> {
  const adapter = (await loadAdapters()).get(source.adapter)
  if (!adapter?.parseList)
    throw new PipelineError('bad_feed', `The reader "${source.adapter}" lists no pages; its rows are told by a poll.`)
  const alone = createPoliteFetcher(fetcher, {
    takeHostTurn: async () => 0,
    beginRequest: async () => 0,
    sentRequest: async () => {},
    takeDailyRequest: async () => true,
    recordFetch: async () => {},
  })
  const address = beginningOf(source, adapter)
  const fetched = await fetchPage({ fetcher: alone }, { source, adapter, address, conditional: false })
  if (fetched.kind !== 'body') throw new PipelineError('bad_feed', 'It answered "not modified" to a first request.')
  const { bytes, mediaType, url } = fetched
  const { settings } = source
  const parsed = await parseWith({ want: 'list', adapterId: adapter.id, bytes, mediaType, url, settings })
  if ('listing' in parsed) return parsed.listing
  throw new Error('the parser answered with something else where a listing was wanted')
}
