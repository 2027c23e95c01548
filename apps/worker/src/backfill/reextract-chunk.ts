/** The reports of one part of a re-extraction, through today's code: superseded where they are read anew, never erased. */
import {
  addItems,
  advanceChunk,
  type BegunItem,
  getSource,
  inTransaction,
  type KeptReport,
  keptReports,
  machineFigures,
  readSnapshotBody,
  reextractable,
  settleItems,
} from '@displacement-monitor/shared/db'
import { noFigures } from '@displacement-monitor/shared/domain'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import { outlastOutage } from '../outlast-outage.ts'
import { generalAdapterId } from '../parse-process/parse-task.ts'
import { type ReceivedReport, readReceived, understand } from '../pipeline.ts'
import { codeVersion } from '../read-figures.ts'
import type { ReaderContext } from '../worker-context.ts'
import { diffFigures, faceOfFigure } from './diff-figures.ts'
import { eachItem } from './each-item.ts'
import type { ChunkWork } from './hold-chunk.ts'

/** While one is parsed or stored, another is extracted; more would keep a live report waiting. */
const lanes = 2

export async function reextractChunk(context: ReaderContext, at: ChunkWork): Promise<void> {
  if (at.chunk.cursor === null) await listReports(context, at)
  await eachItem(context, at, lanes, async (item) => {
    const [kept] = await keptReports(context.sql, [item.reportId])
    await readAgain(context, at, item, kept)
  })
}

async function listReports({ sql }: ReaderContext, { chunk, stopping }: ChunkWork): Promise<void> {
  const { afterId, toId } = chunk
  if (afterId === null || toId === null) throw new Error(`chunk ${chunk.id} names no reports`)
  await outlastOutage(
    () =>
      inTransaction(sql, async (tx) => {
        await addItems(tx, chunk, await reextractable(tx, chunk, { afterId, toId, limit: toId - afterId }))
        await advanceChunk(tx, chunk, { cursor: [], requests: 0 })
      }),
    { stopping },
  )
}

/** Bytes that today's code cannot read keep the reading that they have, and cost the others nothing. */
async function readAgain(
  context: ReaderContext,
  { chunk, stopping }: ChunkWork,
  { reportId, exhausted }: BegunItem,
  kept: KeptReport | undefined,
): Promise<void> {
  const { sql, gazetteer } = context
  try {
    if (exhausted)
      throw new PipelineError('unexpected', 'given up: the process ended each time that it read this report')
    if (kept === undefined || kept.codeVersion === codeVersion(gazetteer)) {
      const outcome = kept === undefined ? 'skipped' : 'known'
      await outlastOutage(() => settleItems(sql, chunk, [{ reportId, outcome, ...noFigures }]), { stopping })
      return
    }
    const received = await receivedAgain(context, kept)
    const before = await machineFigures(sql, reportId)
    const compare = (figures: Parameters<typeof faceOfFigure>[0][]) =>
      diffFigures(reportId, before, figures.map(faceOfFigure))
    if (chunk.dryRun) {
      const { figures } = await understand(context, received)
      const differ = compare(figures)
      const outcome = differ.differences.length === 0 ? 'unchanged' : 'read'
      await outlastOutage(() => settleItems(sql, chunk, [{ reportId, outcome, ...differ }]), { stopping })
      return
    }
    await readReceived(
      context,
      {
        ...received,
        foundIn: 'backfill',
        alongside: async (tx, { unchanged }, figures) => {
          const differ = compare(figures)
          // A seed's statement that the page does not displace stays; so does what is equal.
          const same = unchanged || differ.differences.length === 0
          const counts = unchanged ? noFigures : differ
          await settleItems(tx, chunk, [{ reportId, outcome: same ? 'unchanged' : 'read', ...counts }])
        },
      },
      stopping,
    )
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'database_unavailable' || failure.code === 'bucket_unavailable') throw error
    const failureMessage = `report ${reportId} keeps its reading: ${failure.message}`
    await outlastOutage(() => settleItems(sql, chunk, [{ reportId, outcome: 'dead', failureMessage, ...noFigures }]), {
      stopping,
    })
  }
}

async function receivedAgain({ sql, bucket, adapters }: ReaderContext, kept: KeptReport): Promise<ReceivedReport> {
  const { report, snapshot, language } = kept
  const { sha256, ...about } = snapshot
  const bytes = await readSnapshotBody(sql, sha256, bucket)
  if (bytes === null) throw new PipelineError('empty_body', 'Its bytes are no longer kept.')
  const source = await getSource(sql, report.sourceId)
  const adapter = adapters.get(source?.adapter ?? '')
  return {
    report,
    snapshot: { ...about, bytes },
    adapterId: adapter?.parseReport ? adapter.id : generalAdapterId,
    settings: source?.settings ?? {},
    language: source?.language ?? null,
    // A person's word was taken with the report; what stands there now is theirs.
    ...(report.origin === 'manual' ? { told: { publishedOn: report.publishedOn, language } } : {}),
  }
}
