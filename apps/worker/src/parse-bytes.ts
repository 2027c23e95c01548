/** Parsing for the terminal: any bytes to a document or a listing, in the same bounded child as the worker's. */
import type { ParsedDocument } from '@displacement-monitor/shared/domain'
import { generalAdapterId, type Parsed, type ParseTask } from './parse-process/parse-task.ts'
import { openParser, type Parser } from './parse-process/parser.ts'
import type { PlaceList, PlaceListBytes } from './place-list/read-place-list.ts'
import type { Listing } from './sources/source-adapter.ts'

let shared: Parser | null = null

export interface BytesAbout {
  /** Content-Type; null: told by the bytes. */
  mediaType: string | null
  /** The address they came from; relative addresses in them are of it. */
  url: string | null
}

/** Any adapter on any bytes, in the child that this process keeps; it does not hold the process open. */
export function parseWith(task: ParseTask): Promise<Parsed> {
  shared ??= openParser()
  return shared.parse(task)
}

/** Throws a PipelineError that says why the bytes are no report. */
export async function parseBytes(bytes: Uint8Array, about: BytesAbout): Promise<ParsedDocument> {
  const parsed = await parseWith({ want: 'report', adapterId: generalAdapterId, bytes, ...about, settings: {} })
  if ('document' in parsed) return parsed.document
  throw new Error('the parser answered with something else where a report was wanted')
}

/** The entries of a feed. Throws `bad_feed` for anything else. */
export async function parseFeedBytes(bytes: Uint8Array, about: BytesAbout): Promise<Listing> {
  const parsed = await parseWith({ want: 'list', adapterId: 'feed', bytes, ...about, settings: {} })
  if ('listing' in parsed) return parsed.listing
  throw new Error('the parser answered with a report where a listing was wanted')
}

/** A list of all units of all countries is unpacked, read and handed over at once. */
const placeListLimits = { deadlineMs: 120_000, memoryMb: 1_500 }

/** The units of a P-code list. Throws `bad_place_list` with row and column for one that cannot be read. */
export async function parsePlaceList(list: PlaceListBytes): Promise<PlaceList> {
  const parser = openParser(placeListLimits)
  try {
    return await parser.parsePlaces({ want: 'places', ...list })
  } finally {
    await parser.close()
  }
}
