/** A report that is due: its try counted, its bytes as its listing held them or from its page, and all that follows. */
import { beginAttempt, getSource, keptSnapshot, type ReportRow, type SourceRow } from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { failDuring, failpoint } from './failpoints.ts'
import { generalAdapterId } from './parse-process/parse-task.ts'
import { type ReadReport, type ReceivedReport, readReceived } from './pipeline.ts'
import type { SourceAdapter } from './sources/source-adapter.ts'
import type { ReaderContext } from './worker-context.ts'

/** `releasesOf`: a release has no page of its own; its service's answer tells all of them. */
export type ReadDue =
  | (ReadReport & { report: ReportRow })
  | { releasesOf: SourceRow; adapter: SourceAdapter & Required<Pick<SourceAdapter, 'parseReleases'>> }

/** Null where there is nothing to do: read, skipped, given up, withdrawn, unknown. Throws what ends the try; it is not recorded here. */
export async function readDueReport(
  context: ReaderContext,
  reportId: number,
  stopping: AbortSignal,
  hooks: Pick<ReceivedReport, 'foundIn' | 'alongside'> = {},
): Promise<ReadDue | null> {
  const report = await beginAttempt(context.sql, reportId)
  if (!report) return null
  await failpoint('after-claim')
  const source = await getSource(context.sql, report.sourceId)
  const adapter = context.adapters.get(source?.adapter ?? '')
  if (source && adapter && hasReleases(adapter)) return { releasesOf: source, adapter }
  const reader = adapter?.parseReport ? adapter : context.adapters.get(generalAdapterId)
  const listed = adapter?.listedType
    ? await keptSnapshot(context.sql, reportId, adapter.listedType, context.bucket)
    : null
  const snapshot = listed ?? (await fetchReport(context, report, source, reader))
  const received = {
    report,
    snapshot,
    adapterId: reader?.id ?? generalAdapterId,
    settings: source?.settings ?? {},
    language: source?.language ?? null,
    ...hooks,
  }
  return { ...(await readReceived(context, received, stopping)), report }
}

const hasReleases = (
  adapter: SourceAdapter,
): adapter is SourceAdapter & Required<Pick<SourceAdapter, 'parseReleases'>> => adapter.parseReleases !== undefined

async function fetchReport(
  context: ReaderContext,
  report: ReportRow,
  source: SourceRow | null,
  reader: SourceAdapter | undefined,
): Promise<ReceivedReport['snapshot']> {
  const fetched = await failDuring('during-fetch', () =>
    context.fetcher.fetch(report.url, {
      sourceId: report.sourceId,
      reportId: report.id,
      minDelayMs: source?.minDelayMs ?? 1_000,
      accept: reader?.accept ?? '*/*',
    }),
  )
  if (fetched.kind !== 'body')
    throw new PipelineError('http_client_error', 'The page answered "not modified" to a first request.')
  const { kind: _, movedTo: __, ...snapshot } = fetched
  return snapshot
}
