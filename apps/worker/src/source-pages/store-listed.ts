/** What a listing names, made known to the store: in the transaction of whoever goes on from there. */
import { discoverReports, insertSnapshot, type SourceRow, type Sql } from '@displacement-monitor/shared/db'
import type { DiscoveredReport } from '@displacement-monitor/shared/domain'
import type { ListingPage } from './read-listing.ts'

export interface ListedReport {
  id: number
  url: string
  isNew: boolean
}

/** Those that the listing holds whole are kept as received. */
export async function storeListed(
  tx: Sql,
  source: SourceRow,
  {
    origin,
    listed,
    fetched,
  }: { origin: 'poll' | 'backfill'; listed: readonly DiscoveredReport[] } & Pick<ListingPage, 'fetched'>,
): Promise<ListedReport[]> {
  const reports = listed.map((report) => ({ ...report, language: report.language ?? source.language }))
  const bodies = new Map(reports.flatMap(({ url, body }) => (body ? [[url, body] as const] : [])))
  const stored = await discoverReports(tx, source.id, origin, reports)
  for (const { id, url, isNew } of stored) {
    const body = bodies.get(url)
    if (!body || !isNew) continue
    await insertSnapshot(tx, {
      reportId: id,
      url: fetched.url.slice(0, 2_048),
      status: fetched.status,
      mediaType: body.mediaType,
      bytes: Buffer.from(body.text),
      etag: null,
      lastModified: null,
      fetchedAt: fetched.fetchedAt,
    })
  }
  return stored
}
