/** What parsing makes of a snapshot's bytes. */
import type { IsoDate } from './dates.ts'

export interface ParsedDocument {
  title: string | null
  /** Paragraphs parted by a blank line; no NUL, no lone surrogate; offsets of excerpts point into it. */
  text: string
  /** ISO 639-1, as declared by the page; null where it does not say. */
  language: string | null
  /** Publisher's name as the page states it. */
  publisher: string | null
  /** As stated, with its zone; null where the page does not say. */
  publishedAt: Date | null
  /** The calendar day at the publisher. */
  publishedOn: IsoDate | null
  canonicalUrl: string | null
}

/** One entry of a feed or listing: a report that exists, not yet read. */
export interface DiscoveredReport {
  url: string
  title: string | null
  publishedAt: Date | null
  /** The calendar day alone, where the listing tells no time with a zone. */
  publishedOn?: IsoDate | null
  language: string | null
  /** When the publisher last changed it, where the listing tells it; a later instant of publication says the same. */
  changedAt?: Date | null
  /** The report itself, where the listing holds it whole: kept as its snapshot and not asked for again. */
  body?: { mediaType: string; text: string }
}
