/** One parse: bytes of anybody to a document or a listing. Runs in the child, and in tests in place. */
import type { ParsedDocument } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { cleanCharacters, cleanField } from '../parse/clean-text.ts'
import { decodeBytes } from '../parse/decode.ts'
import { type BodyKind, bodyKind } from '../parse/media-type.ts'
import { unpackGzip } from '../parse/unpack-gzip.ts'
import type { PlaceList, PlaceListBytes } from '../place-list/read-place-list.ts'
import type { Release, Releases } from '../sources/rows/release.ts'
import type { Body, Listing, SourceAdapter } from '../sources/source-adapter.ts'

export interface ParseTask {
  want: 'report' | 'list' | 'releases'
  adapterId: string
  bytes: Uint8Array
  /** Content-Type as sent; null without one. */
  mediaType: string | null
  url: string | null
  settings: Readonly<Record<string, unknown>>
}

/** A P-code list of anybody: CSV or XLSX. */
export interface PlaceListTask extends PlaceListBytes {
  want: 'places'
}

export type Parsed = { document: ParsedDocument } | { listing: Listing } | { releases: Releases }
export type ParsedPlaces = { places: PlaceList }

/** The adapter that reads what others do not. */
export const generalAdapterId = 'article'

export async function runParseTask(task: ParseTask, adapters: ReadonlyMap<string, SourceAdapter>): Promise<Parsed> {
  const received = Buffer.from(task.bytes.buffer, task.bytes.byteOffset, task.bytes.byteLength)
  const bytes = task.want === 'list' ? unpackGzip(received) : received
  const kind = bodyKind(bytes, bytes === received ? task.mediaType : null)
  if (task.want === 'report' && kind !== 'html') {
    const document = await readFile(bytes, kind, task)
    if (document) return { document: settled(document) }
  }
  const about = { kind, url: task.url, settings: task.settings }
  const body: Body =
    kind === 'pdf' || kind === 'workbook'
      ? { ...about, text: '', bytes }
      : { ...about, text: decodeBytes(bytes, task.mediaType) }
  const adapter = adapters.get(task.adapterId)
  if (task.want === 'list') {
    if (!adapter?.parseList) throw new PipelineError('bad_feed', `There is no reader "${task.adapterId}" for listings.`)
    return { listing: adapter.parseList(body) }
  }
  if (task.want === 'releases') {
    if (!adapter?.parseReleases) throw new PipelineError('bad_feed', `There is no reader "${task.adapterId}" for rows.`)
    const releases = await adapter.parseReleases(body)
    for (const release of releases.releases) checkExcerpts(release)
    return { releases }
  }
  const own = adapter?.reportKinds?.includes(kind) === false ? undefined : adapter?.parseReport
  const read = own ?? adapters.get(generalAdapterId)?.parseReport
  if (!read) throw new PipelineError('unexpected', `There is no reader "${task.adapterId}" for reports.`)
  return { document: settled(read(body)) }
}

/** Files that are read alike whoever publishes them; null for a kind that an adapter reads. The readers weigh more than all pages need. */
async function readFile(bytes: Buffer, kind: BodyKind, { mediaType }: ParseTask): Promise<ParsedDocument | null> {
  switch (kind) {
    case 'pdf':
      return (await import('../parse/pdf/read-pdf.ts')).readPdf(bytes)
    case 'workbook':
      return (await import('../parse/sheets/read-sheets.ts')).readWorkbookReport(bytes)
    case 'csv':
      return (await import('../parse/sheets/read-sheets.ts')).readCsvReport(decodeBytes(bytes, mediaType))
    case 'html':
    case 'xml':
    case 'json':
    case 'plain':
      return null
  }
}

/** The promise of ParsedDocument, kept here for every adapter: clean characters before any offset is taken. */
function settled(document: ParsedDocument): ParsedDocument {
  const text = cleanCharacters(document.text).trim()
  if (text === '') throw new PipelineError('no_text', 'The page holds no running text.')
  return { ...document, text, title: cleanField(document.title), publisher: cleanField(document.publisher, 200) }
}

/** The promise of Figure, kept here for every adapter: an excerpt is the text between its offsets. */
function checkExcerpts({ url, text, figures }: Release): void {
  if (text === '' || text !== cleanCharacters(text).trim())
    throw new Error(`the rows of ${url} were not laid out clean`)
  for (const { excerpt } of figures)
    if (excerpt.text === '' || text.slice(excerpt.start, excerpt.end) !== excerpt.text)
      throw new Error(`an excerpt of ${url} does not stand at its place`)
}
