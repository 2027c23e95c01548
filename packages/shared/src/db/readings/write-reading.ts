/** The rows of a reading itself: its text, and what the report's row says of it. */
import { type FoldedFigure, type ParsedDocument, shinglesOf, textBands } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { storable, storableOrNull } from '../connection/text.ts'

export const readingOutcomes = ['figures', 'no_figures', 'language_not_supported'] as const
export type ReadingOutcome = (typeof readingOutcomes)[number]

export interface NewReading {
  reportId: number
  snapshotId: number
  /** Of extractor, packs and gazetteer together; the same version reads the same bytes alike. */
  codeVersion: string
  document: ParsedDocument
  /** ISO 639-1 as detected or declared. */
  language: string | null
  outcome: ReadingOutcome
  figures: readonly FoldedFigure[]
  eventId?: number | null
  /** Its text is ours, laid out from rows: alike in every release, and nobody's words. */
  fromRows?: boolean
}

export interface ReadingKey {
  id: number
  /** As PostgreSQL writes it, to the microsecond. */
  recordedAt: string
}

export async function insertReading(tx: Sql, reading: NewReading): Promise<ReadingKey> {
  const told = reading.outcome === 'figures' && !reading.fromRows && !reading.codeVersion.startsWith('seed@')
  const bands = told ? textBands(shinglesOf(reading.document.text)) : null
  const [row] = await tx<ReadingKey[]>`
    insert into reading (report_id, snapshot_id, code_version, language, title, text, outcome, text_bands, text_due, recorded_at)
    values (${reading.reportId}, ${reading.snapshotId}, ${reading.codeVersion}, ${reading.language},
            ${storableOrNull(reading.document.title)}, ${storable(reading.document.text)}, ${reading.outcome},
            ${bands}::integer[], ${bands !== null} or exists (select from report where id = ${reading.reportId} and text_group is not null),
            clock_timestamp())
    returning id, recorded_at::text as "recordedAt"`
  if (!row) throw new Error(`the reading of report ${reading.reportId} was not stored`)
  return row
}

/** What the page says of itself goes before what a feed said of it. */
export async function markRead(tx: Sql, reading: NewReading, document: ParsedDocument | null): Promise<void> {
  await tx`
    update report r set state = 'read', next_attempt_at = null, failure_code = null, failure_message = null,
      read_at = coalesce(case when ${document === null} then r.read_at end, clock_timestamp()),
      title = coalesce(${storableOrNull(document?.title)}, r.title),
      publisher = coalesce(${storableOrNull(document?.publisher)}, r.publisher, (select name from source where id = r.source_id and adapter <> 'none')),
      language = coalesce(${document ? reading.language : null}, r.language),
      published_at = coalesce(${document?.publishedAt ?? null}, r.published_at),
      published_on = coalesce(${document?.publishedOn ?? null}, r.published_on, (r.published_at at time zone 'UTC')::date)
    where r.id = ${reading.reportId}
      and (r.state <> 'read' or r.next_attempt_at is not null or ${document !== null})`
}
