/**
 * The stages from a source to a figure on a trend, in order; a table of contents.
 *
 *   discover   jobs/poll-source.ts      a source's listing → reports that exist
 *   fetch      fetch/                   a report's address → the bytes as received
 *   parse      parse-process/           bytes → text and metadata, in a child process
 *   extract    read-figures.ts          text → figures with their exact words (packages/extraction)
 *   fold       read-figures.ts          figures → claims: what says the same shares a key (packages/series)
 *   store      below                    all of it in one transaction, with a mark on each subject it touches
 *   reconcile  reconcile.ts             marked subjects → series (packages/series)
 *
 * Each stage can run twice with the same result. Retries and outcomes are not decided here but in jobs/run-stage.ts.
 */
import {
  foundInBackfill,
  insertSnapshot,
  inTransaction,
  type NewSnapshot,
  type ReadingOutcome,
  type ReportRow,
  type Sql,
  type StoredReading,
  storeReading,
} from '@displacement-monitor/shared/db'
import {
  type FoldedFigure,
  type FoundIn,
  type IsoDate,
  type ParsedDocument,
  utcDay,
} from '@displacement-monitor/shared/domain'
import { asFailure } from '@displacement-monitor/shared/errors'
import { failpoint } from './failpoints.ts'
import { outlastOutage } from './outlast-outage.ts'
import { generalAdapterId } from './parse-process/parse-task.ts'
import { codeVersion, type ReadFigures, readFigures } from './read-figures.ts'
import type { ReaderContext } from './worker-context.ts'

export interface ReadReport extends StoredReading {
  document: ParsedDocument
  language: string | null
  outcome: ReadingOutcome
  figures: FoldedFigure[]
}

/** The bytes of a report with what is known of it besides; what the page says itself goes first. */
export interface ReceivedReport {
  report: ReportRow
  snapshot: Omit<NewSnapshot, 'reportId'>
  /** Of the source. */
  adapterId: string
  settings: Readonly<Record<string, unknown>>
  /** Where neither page nor feed tells: the source's language. */
  language: string | null
  /** A person's word, which goes before the page's. */
  told?: { publishedOn?: IsoDate | null; language?: string | null }
  /** Default: live. What a run over the past finds raises no alarm. */
  foundIn?: FoundIn
  /** Written in the transaction that stores the reading: both, or neither. */
  alongside?: (tx: Sql, stored: StoredReading, figures: FoldedFigure[]) => Promise<void>
}

/** parse → extract → fold → store. Bytes that cannot be read are kept with the failure: they become a fixture. */
export async function readReceived(
  context: ReaderContext,
  received: ReceivedReport,
  stopping?: AbortSignal,
): Promise<ReadReport> {
  const { report, snapshot } = received
  const patience = stopping ? { stopping } : {}
  try {
    const { document, language, outcome, figures } = await understand(context, received)
    const { watch } = context
    const fields = { reportId: report.id, sourceId: report.sourceId }
    await failpoint('after-fetch-before-store')
    const store = () =>
      inTransaction(context.sql, async (tx) => {
        if (received.foundIn === 'backfill') await foundInBackfill(tx)
        const { snapshotId } = await insertSnapshot(tx, { reportId: report.id, ...snapshot })
        const read = await storeReading(tx, {
          reportId: report.id,
          snapshotId,
          codeVersion: codeVersion(context.gazetteer),
          document,
          language,
          outcome,
          figures,
        })
        await received.alongside?.(tx, read, figures)
        await failpoint('inside-transaction')
        return read
      })
    const stored = await watch.step('store', fields, () => outlastOutage(store, patience))
    watch.read({ language, outcome, figures })
    return { ...stored, document, language, outcome, figures }
  } catch (error) {
    const { kind, code } = asFailure(error)
    if (kind !== 'transient' && code !== 'withdrawn' && snapshot.bytes.byteLength <= largestQuarantined)
      await outlastOutage(() => insertSnapshot(context.sql, { reportId: report.id, ...snapshot }), patience)
    throw error
  }
}

/** parse → extract → fold, with nothing stored. */
export async function understand(
  context: ReaderContext,
  received: ReceivedReport,
): Promise<{ document: ParsedDocument } & ReadFigures> {
  const { id: reportId, sourceId } = received.report
  const document = await parseReceived(context, received)
  const read = await context.watch.step('extract', { reportId, sourceId }, async () =>
    readFigures(document, context.gazetteer),
  )
  return { document, ...read }
}

/** Bytes beyond this are no fixture. */
const largestQuarantined = 2_000_000

async function parseReceived({ parser }: ReaderContext, received: ReceivedReport): Promise<ParsedDocument> {
  const { report, snapshot, adapterId, settings, told } = received
  const parsed = await parser.parse({
    want: 'report',
    adapterId: adapterId === 'none' ? generalAdapterId : adapterId,
    bytes: snapshot.bytes,
    mediaType: snapshot.mediaType,
    url: snapshot.url,
    settings,
  })
  if (!('document' in parsed)) throw new Error('the parser answered with a listing where a report was wanted')
  const { document } = parsed
  const feedDay = report.publishedOn ?? (report.publishedAt ? utcDay(report.publishedAt) : null)
  return {
    ...document,
    title: document.title ?? report.title,
    language: told?.language ?? document.language ?? report.language ?? received.language,
    publishedAt: told?.publishedOn
      ? null
      : (document.publishedAt ?? (document.publishedOn ? null : report.publishedAt)),
    publishedOn: told?.publishedOn ?? document.publishedOn ?? feedDay,
  }
}
