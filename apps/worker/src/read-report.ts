/** One report handed in by a person, a file or an address, through all stages into the database, with what was found. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import {
  discoverReports,
  getReport,
  getSource,
  manualSourceId,
  type ReportRow,
  recordReportFailure,
} from '@displacement-monitor/shared/db'
import type { IsoDate } from '@displacement-monitor/shared/domain'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import { webAddress } from './parse/metadata.ts'
import { generalAdapterId } from './parse-process/parse-task.ts'
import { type ReadReport, type ReceivedReport, readReceived } from './pipeline.ts'
import { reconcileMarked } from './reconcile.ts'
import type { ReaderContext } from './worker-context.ts'

export interface ReportInput {
  /** A path or an http address; exactly one of the two. */
  file?: string
  url?: string
  /** A person's word, which goes before the page's. */
  publishedOn?: IsoDate | null
  language?: string | null
  /** The source it belongs to where it is not known yet; else handed in by a person. */
  sourceId?: string
}

export interface IngestOutcome extends ReadReport {
  reportId: number
  url: string
  /** Series that changed. */
  series: number
}

const largestFile = 20_000_000
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.htm': 'text/html', '.xhtml': 'application/xhtml+xml', '.txt': 'text/plain', '.md': 'text/plain', '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
} // biome-ignore format: a table reads best as a block

/** Throws the failure that ended it, which is also recorded with the report. Twice the same changes nothing. */
export async function readReport(context: ReaderContext, input: ReportInput): Promise<IngestOutcome> {
  const arrival = input.file === undefined ? await addressOf(input) : await fileOf(input.file)
  const [known] = await discoverReports(context.sql, input.sourceId ?? manualSourceId, 'manual', [
    { url: arrival.url, title: null, publishedAt: null, language: null },
  ])
  const report = known ? await getReport(context.sql, known.id) : null
  if (!report)
    throw new PipelineError('address_refused', 'The address is longer than the 2,048 characters that are kept.')
  if (report.withdrawnAt)
    throw new PipelineError(
      'withdrawn',
      `Report ${report.id} was withdrawn: ${report.withdrawnReason ?? 'no reason given'}`,
    )
  try {
    const received = await receive(context, report, arrival)
    const told = { publishedOn: input.publishedOn ?? null, language: input.language ?? null }
    const read = await readReceived(context, { ...received, told })
    const series = await reconcileMarked(context.sql, context.gazetteer)
    return { ...read, reportId: report.id, url: report.url, series }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code !== 'database_unavailable') await recordReportFailure(context.sql, report.id, failure)
    throw failure
  }
}

type Arrival = { url: string; snapshot: ReceivedReport['snapshot'] | null }

async function receive(context: ReaderContext, report: ReportRow, { snapshot }: Arrival): Promise<ReceivedReport> {
  const source = await getSource(context.sql, report.sourceId)
  const adapter = context.adapters.get(source?.adapter ?? '')
  const base = {
    report,
    adapterId: adapter?.parseReport ? adapter.id : generalAdapterId,
    settings: source?.settings ?? {},
    language: source?.language ?? null,
  }
  if (snapshot) return { ...base, snapshot }
  const fetched = await context.fetcher.fetch(report.url, {
    sourceId: report.sourceId,
    reportId: report.id,
    minDelayMs: source?.minDelayMs ?? 1_000,
    accept: context.adapters.get(base.adapterId)?.accept ?? '*/*',
  })
  if (fetched.kind !== 'body')
    throw new PipelineError('http_client_error', 'The page answered "not modified" to a first request.')
  const { kind: _, movedTo: __, ...received } = fetched
  return { ...base, snapshot: received }
}

async function addressOf({ url }: ReportInput): Promise<Arrival> {
  const address = webAddress(url ?? null, null)
  if (!address) throw new PipelineError('address_refused', 'This is no http or https address without a user name.')
  return { url: address, snapshot: null }
}

/** A file is known by its bytes: moved or renamed it is the same report, and no path of a laptop gets into the tables. */
async function fileOf(path: string): Promise<Arrival> {
  const bytes = await readBounded(path)
  const url = `urn:sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const mediaType = mediaTypes[extname(path).toLowerCase()] ?? null
  return {
    url,
    snapshot: { url, status: 200, mediaType, bytes, etag: null, lastModified: null, fetchedAt: new Date() },
  }
}

async function readBounded(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    if (size > largestFile)
      throw new PipelineError('too_large', `${basename(path)} is larger than ${largestFile / 1e6} MB.`)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
