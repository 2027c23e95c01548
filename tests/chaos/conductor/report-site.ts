/** A publisher of made reports on 127.0.0.1: a feed that grows while it is read, and an archive of months beside it. */
import { addSource, type Sql } from '@displacement-monitor/shared/db'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { type MadeReport, makeReports } from './reports.ts'

export interface ReportSite {
  server: LocalServer
  reports: readonly MadeReport[]
  /** Lists more of the live ones in the feed: all of them where `share` is 1. */
  publish(share: number): void
  close(): Promise<void>
}

export const liveId = 'made-live'
export const pastId = 'made-past'
/** Of five reports two come by the feed, the others lie in the archive. */
const isLive = (at: number) => at % 5 < 2

export async function reportSite(count: number, delayMs: number): Promise<ReportSite> {
  const reports = makeReports(count)
  const live = reports.filter((_, at) => isLive(at))
  const past = reports.filter((_, at) => !isLive(at))
  const server = await localServer({ '/robots.txt': { status: 404 } })
  for (const { path, html } of reports)
    server.set({ [path]: { headers: { 'content-type': 'text/html; charset=utf-8' }, body: html, delayMs } })
  let listed = 0
  const type = { 'content-type': 'application/rss+xml' }
  server.set({
    '/feed': ({ headers }) =>
      headers['if-none-match'] === `"${listed}"`
        ? { status: 304 }
        : { headers: { ...type, etag: `"${listed}"` }, body: feedOf(server.origin, live.slice(0, listed)) },
    '*': ({ path }) => {
      const month = /^\/archive\/(\d{4}-\d{2})$/.exec(path)?.[1]
      const ofMonth = past.filter(({ publishedOn }) => publishedOn.startsWith(month ?? 'none'))
      return month ? { headers: type, body: feedOf(server.origin, ofMonth) } : { status: 404 }
    },
  })
  return {
    server,
    reports,
    publish(share) {
      listed = Math.max(listed, Math.ceil(live.length * share))
    },
    close: () => server.close(),
  }
}

const feedOf = (origin: string, reports: readonly MadeReport[]) => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Made Bulletin</title><link>${origin}/</link><language>en</language>
${reports.map(({ path, publishedOn }) => `<item><title>Bulletin</title><link>${origin}${path}</link><pubDate>${new Date(`${publishedOn}T08:00:00Z`).toUTCString()}</pubDate></item>`).join('\n')}
</channel></rss>`

/** Both sources; the one of the archive is asked by a run alone. */
export async function addMadeSources(sql: Sql, { server }: ReportSite): Promise<void> {
  const common = {
    adapter: 'feed',
    language: 'en',
    licence: 'test',
    attribution: 'Made',
    redistribution: 'open',
    minDelayMs: 0,
  } as const
  await addSource(sql, { ...common, id: liveId, name: 'Made Bulletin', url: `${server.origin}/feed` })
  await addSource(sql, {
    ...common,
    id: pastId,
    name: 'Made Archive',
    url: `${server.origin}/feed-of-past`,
    enabled: false,
    settings: { archive: `${server.origin}/archive/{yyyy}-{mm}` },
  })
}
