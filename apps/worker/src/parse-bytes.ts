/** Parsing for the terminal: any bytes to a document or a listing, in the same bounded child as the worker's. */
import type { ParsedDocument } from '@displacement-monitor/shared/domain'
import { generalAdapterId } from './parse-process/parse-task.ts'
import { openParser, type Parser } from './parse-process/parser.ts'
import type { Listing } from './sources/source-adapter.ts'

let shared: Parser | null = null

export interface BytesAbout {
  /** Content-Type; null: told by the bytes. */
  mediaType: string | null
  /** The address they came from; relative addresses in them are of it. */
  url: string | null
}

/** Throws a PipelineError that says why the bytes are no report. The child is kept and does not hold the process open. */
export async function parseBytes(bytes: Uint8Array, { mediaType, url }: BytesAbout): Promise<ParsedDocument> {
  shared ??= openParser()
  const parsed = await shared.parse({
    want: 'report',
    adapterId: generalAdapterId,
    bytes,
    mediaType,
    url,
    settings: {},
  })
  if ('document' in parsed) return parsed.document
  throw new Error('the parser answered with a listing where a report was wanted')
}

/** The entries of a feed. Throws `bad_feed` for anything else. */
export async function parseFeedBytes(bytes: Uint8Array, { mediaType, url }: BytesAbout): Promise<Listing> {
  shared ??= openParser()
  const parsed = await shared.parse({ want: 'list', adapterId: 'feed', bytes, mediaType, url, settings: {} })
  if ('listing' in parsed) return parsed.listing
  throw new Error('the parser answered with a report where a listing was wanted')
}
