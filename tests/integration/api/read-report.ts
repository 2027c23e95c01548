/** One report as reading leaves it in the store, with figures that a test states itself. */

import { foldFigure } from '@displacement-monitor/series'
import { discoverReports, insertSnapshot, type Sql, storeReading, upsertSource } from '@displacement-monitor/shared/db'
import type { Figure, Gazetteer, Redistribution, Sensitivity } from '@displacement-monitor/shared/domain'
import { reconcileMarked } from '@displacement-monitor/worker'
import { discovered } from './api-under-test.ts'

export interface TestReport {
  url: string
  title?: string
  text: string
  figures: Figure[]
  sensitivity?: Sensitivity
  redistribution?: Redistribution
  /** Default: 2 March 2024. */
  publishedOn?: string
  /** Of the rebuild; default: the clock. */
  now?: Date
}

export async function storeReport(sql: Sql, gazetteer: Gazetteer, report: TestReport) {
  const sourceId = `test-${report.sensitivity ?? 'moderate'}-${report.redistribution ?? 'internal'}`
  await upsertSource(sql, {
    id: sourceId,
    name: `Test ${sourceId}`,
    adapter: 'none',
    url: 'https://source.example/',
    language: 'en',
    licence: 'all rights reserved',
    attribution: 'Test source',
    redistribution: report.redistribution ?? 'internal',
    sensitivity: report.sensitivity ?? 'moderate',
  })
  const [found] = await discoverReports(sql, sourceId, 'manual', [discovered(report.url)])
  if (!found) throw new Error('the report was not stored')
  const snapshot = await insertSnapshot(sql, {
    reportId: found.id,
    url: report.url,
    status: 200,
    mediaType: 'text/plain',
    bytes: new TextEncoder().encode(report.text),
    etag: null,
    lastModified: null,
    fetchedAt: new Date('2024-03-02T00:00:00Z'),
  })
  const stored = await storeReading(sql, {
    reportId: found.id,
    snapshotId: snapshot.snapshotId,
    codeVersion: 'test@1',
    document: {
      title: report.title ?? 'A report',
      text: report.text,
      language: 'en',
      publisher: 'Test publisher',
      publishedAt: null,
      publishedOn: report.publishedOn ?? '2024-03-02',
      canonicalUrl: null,
    },
    language: 'en',
    outcome: report.figures.length > 0 ? 'figures' : 'no_figures',
    figures: report.figures.map((figure) => ({ ...foldFigure(figure), sensitivity: report.sensitivity ?? 'moderate' })),
  })
  const { now } = report
  await reconcileMarked(sql, gazetteer, now ? { now: () => now } : {})
  return { reportId: found.id, ...stored, sha256: snapshot.sha256 }
}
