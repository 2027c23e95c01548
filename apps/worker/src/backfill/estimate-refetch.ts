/** What a refetch would ask for, by a look at a few of its parts; nothing is stored. */
import { knownReports } from '@displacement-monitor/shared/db'
import type { BackfillEstimate } from '@displacement-monitor/shared/domain'
import { asFailure } from '@displacement-monitor/shared/errors'
import { readListingPage } from '../source-pages/read-listing.ts'
import { readReleasesPage } from '../source-pages/read-releases.ts'
import type { Days } from '../sources/past/past.ts'
import type { ReaderContext } from '../worker-context.ts'
import type { Archive } from './archive.ts'
import { isWithin } from './dated.ts'

interface Sample {
  reports: number
  fresh: number
  /** The page names further ones, which were not asked. */
  goesOn: boolean
}

/** One request for each part looked at: the first, the middle one and the last. */
export async function estimateRefetch(context: ReaderContext, archive: Archive): Promise<BackfillEstimate> {
  const { source, adapter, past, pieces } = archive
  const listRequests = pieces.reduce((sum, days) => sum + past.requests(days).length, 0)
  const looked = [...new Set([0, Math.floor(pieces.length / 2), pieces.length - 1])]
  const samples: Sample[] = []
  const notes: string[] = []
  for (const at of looked) {
    const days = pieces[at]
    if (!days) continue
    try {
      samples.push(await look(context, archive, days))
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code === 'database_unavailable') throw failure
      notes.push(`${days.from} to ${days.to}: ${failure.message}`)
    }
  }
  const sum = (of: (sample: Sample) => number) => samples.reduce((total, sample) => total + of(sample), 0)
  const perPiece = (of: (sample: Sample) => number) =>
    samples.length === 0 ? null : Math.round((sum(of) / samples.length) * pieces.length)
  const reports = perPiece(({ reports }) => reports)
  const pages = adapter.parseReleases || adapter.listedType ? 0 : perPiece(({ fresh }) => fresh)
  const requests = pages === null ? null : listRequests + pages
  if (samples.some(({ goesOn }) => goesOn))
    notes.push('Lists go on over further pages, which were not looked at: there is more than this.')
  if (samples.length < pieces.length)
    notes.push(`By ${samples.length} of ${pieces.length} parts; the others may hold more or less.`)
  return {
    chunks: pieces.length,
    listRequests,
    sampled: samples.length,
    sampledReports: sum(({ reports }) => reports),
    sampledFresh: sum(({ fresh }) => fresh),
    reports,
    requests,
    seconds: requests === null ? null : Math.ceil((requests * Math.max(source.minDelayMs, readingMs)) / 1_000),
    notes,
  }
}

/** A request and the reading of its answer, where the source asks for no pause. */
const readingMs = 300

async function look(context: ReaderContext, { source, adapter, past }: Archive, days: Days): Promise<Sample> {
  const [request] = past.requests(days)
  const asked = { source, adapter, address: request?.url ?? source.url, conditional: false }
  if (adapter.parseReleases) {
    const read = await readReleasesPage(context, asked)
    if (!('releases' in read)) return { reports: 0, fresh: 0, goesOn: false }
    const wanted = read.releases.filter((release) => isWithin({ ...release, publishedAt: null }, days))
    return sampleOf(context, wanted, read.nextUrl !== null)
  }
  const read = await readListingPage(context, asked)
  if (!('listing' in read)) return { reports: 0, fresh: 0, goesOn: false }
  const { reports, nextUrl, listings = [] } = read.listing
  const wanted = reports.filter((report) => isWithin(report, days))
  return sampleOf(context, wanted, nextUrl !== null || listings.length > 0)
}

async function sampleOf({ sql }: ReaderContext, wanted: readonly { url: string }[], goesOn: boolean): Promise<Sample> {
  const urls = [...new Set(wanted.map(({ url }) => url))]
  return { reports: urls.length, fresh: urls.length - (await knownReports(sql, urls)), goesOn }
}
