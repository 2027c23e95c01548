/** The worker's way through all stages, opened once for many reports, and what each of them changed. */
import { readConfig } from '@displacement-monitor/shared/config'
import { claimWithWitnesses, type Database, getReport } from '@displacement-monitor/shared/db'
import type { IsoDate } from '@displacement-monitor/shared/domain'
import { openReader, readReport } from '@displacement-monitor/worker'
import { checkFile, isAddress } from '../input/read-input.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { findSource } from '../sources/find-source.ts'
import type { Ingested, IngestedFigure } from './ingested-json.ts'

export interface Ingest {
  /** Throws the failure that is also recorded with the report. */
  read(input: string, told: { publishedOn: IsoDate | null; language: string | null }): Promise<Ingested>
  close(): Promise<void>
}

export async function openIngest(
  sql: Database,
  env: Readonly<Record<string, string | undefined>>,
  sourceId: string | null,
): Promise<Ingest> {
  const source = sourceId === null ? {} : { sourceId: (await findSource(sql, sourceId)).id }
  const gazetteer = await openGazetteer(sql)
  const reader = await openReader(readConfig(env), { sql, gazetteer })
  return {
    async read(input, told) {
      if (!isAddress(input)) await checkFile(input)
      const outcome = await readReport(reader.context, {
        ...(isAddress(input) ? { url: input } : { file: input }),
        ...source,
        ...told,
      })
      const report = await getReport(sql, outcome.reportId)
      return {
        reportId: outcome.reportId,
        url: outcome.url,
        title: report?.title ?? outcome.document.title,
        publisher: report?.publisher ?? outcome.document.publisher,
        publishedOn: report?.publishedOn ?? outcome.document.publishedOn,
        language: outcome.language,
        outcome: outcome.outcome,
        unchanged: outcome.unchanged,
        series: outcome.series,
        figures: await Promise.all(
          outcome.figures.map((figure, index) =>
            figureOf(sql, outcome.reportId, figure, outcome.claimIds[index] ?? null, outcome.figureIds[index] ?? null),
          ),
        ),
      }
    },
    close: () => reader.close(),
  }
}

/** A claim that other reports print, too, has this one as one more witness. */
async function figureOf(
  sql: Database,
  reportId: number,
  figure: IngestedFigure['figure'],
  claimId: number | null,
  figureId: number | null,
): Promise<IngestedFigure> {
  const claim = claimId === null ? null : await claimWithWitnesses(sql, claimId)
  const first = claim?.witnesses.find((witness) => witness.reportId !== reportId) ?? null
  return {
    figure,
    figureId,
    claimId,
    place: claimId === null ? 'none' : first === null ? 'new' : 'witness',
    witnesses: claim?.claim.witnesses ?? 0,
    firstOther: first && { publisher: first.publisher, publishedOn: first.publishedOn, url: first.url },
  }
}
