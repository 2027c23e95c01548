/** What a source adapter is: knowledge of a publisher's pages, and no network. One file in `adapters/` each, named by its id. */
import type { DiscoveredReport, ParsedDocument } from '@displacement-monitor/shared/domain'
import type { BodyKind } from '../parse/media-type.ts'
import type { Past, PastSource } from './past/past.ts'
import type { Releases } from './rows/release.ts'

/** A body as received, decoded; the bytes stay with the snapshot. */
export interface Body {
  kind: BodyKind
  text: string
  /** Where the kind is no text, which is then empty. */
  bytes?: Uint8Array
  /** The address that answered; null for a file. */
  url: string | null
  /** Of the source: what its adapter needs beyond the address. */
  settings: Readonly<Record<string, unknown>>
}

export interface Listing {
  reports: DiscoveredReport[]
  /** Where the listing goes on; null at its end. */
  nextUrl: string | null
  /** Of an index: the listings that it names, the newest first. A poll reads the first few of them, a backfill all. */
  listings?: string[]
  /** How the answer differs from what is known of the publisher's, in words for a person. */
  notes?: string[]
}

export interface SourceAdapter {
  id: string
  /** The Accept header of its requests. */
  accept: string
  /** What a poll asks, where that is more than the source's address; without keys, which are added when it is asked. */
  listUrl?: (source: PastSource) => string
  /** Requests that the service allows to one reader on one UTC day. */
  maxRequestsPerDay?: number
  /** Throws `bad_feed` with what was found instead. */
  parseList?: (body: Body) => Listing
  /** Throws `no_text`, `too_deep`, … Without it the general article reader reads the reports. */
  parseReport?: (body: Body) => ParsedDocument
  /** The kinds of body that `parseReport` reads; others go to the general reader. Without it, all. */
  reportKinds?: readonly BodyKind[]
  /** Media type of the reports that its listings hold whole: they are read as kept, and their pages are not asked for. */
  listedType?: string
  /** Of a service whose whole answer is a dump: bytes that it may have, where that is more than pages may (`FETCH_MAX_BYTES`). */
  maxBytes?: number
  /** Of a service that answers with rows: its releases with their figures, in place of the other two. */
  parseReleases?: (body: Body) => Releases | Promise<Releases>
  /** How the source is asked for days gone by, for backfills; null where its settings give no way. Without it: never. */
  past?: (source: PastSource) => Past | null
  /** What a status means at this service, in words ("403": no key, or an unknown one); else the general words. */
  statusWords?: Readonly<Record<number, string>>
}
