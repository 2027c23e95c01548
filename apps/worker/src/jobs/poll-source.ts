/** discover: one source's listing becomes reports that exist. */
import { discoverReports, getSource, inTransaction, recordPoll, type SourceRow } from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { Listing } from '../sources/source-adapter.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueReports } from './enqueue.ts'
import { pollReleases } from './poll-releases.ts'
import { runStage } from './run-stage.ts'

export async function pollSource(context: WorkerContext, { sourceId }: { sourceId: string }): Promise<void> {
  await runStage(context, {
    name: 'poll',
    fields: { sourceId },
    work: async () => {
      const source = await getSource(context.sql, sourceId)
      if (!source?.enabled || source.health === 'stopped') return
      await poll(context, source)
    },
    recordFailure: (failure) => recordPoll(context.sql, sourceId, { ok: false, failure }),
  })
}

async function poll(context: WorkerContext, source: SourceRow): Promise<void> {
  const adapter = context.adapters.get(source.adapter)
  if (adapter?.parseReleases) return pollReleases(context, source, adapter)
  if (!adapter?.parseList)
    throw new PipelineError('bad_feed', `This version has no reader "${source.adapter}" for listings.`)
  const fetched = await context.fetcher.fetch(source.url, {
    sourceId: source.id,
    reportId: null,
    minDelayMs: source.minDelayMs,
    accept: adapter.accept,
    etag: source.etag,
    lastModified: source.lastModified,
  })
  if (fetched.kind === 'not_modified') {
    const { etag, lastModified, lastFound } = source
    await recordPoll(context.sql, source.id, { ok: true, etag, lastModified, discovered: 0, found: lastFound ?? 0 })
    context.log.info({ sourceId: source.id, discovered: 0 }, 'polled, unchanged')
    return
  }
  const { bytes, mediaType, url, etag, lastModified } = fetched
  const parsed = await context.parser.parse({
    want: 'list',
    adapterId: source.adapter,
    bytes,
    mediaType,
    url,
    settings: source.settings,
  })
  const listing: Listing = 'listing' in parsed ? parsed.listing : { reports: [], nextUrl: null }
  const reports = listing.reports.map((report) => ({ ...report, language: report.language ?? source.language }))
  const known = await inTransaction(context.sql, async (tx) => {
    const discovered = await discoverReports(tx, source.id, 'poll', reports)
    const count = discovered.filter(({ isNew }) => isNew).length
    // With the reports or not at all: else the next poll would hear "not modified" and never list them.
    await recordPoll(tx, source.id, { ok: true, etag, lastModified, discovered: count, found: reports.length })
    return discovered
  })
  const fresh = known.filter(({ isNew }) => isNew).map(({ id }) => id)
  await enqueueReports(context, fresh)
  context.log.info({ sourceId: source.id, found: reports.length, discovered: fresh.length }, 'polled')
}
