/** discover: one source's listing becomes reports that exist. */
import { claimSeconds, getSource, inTransaction, recordPoll, type SourceRow } from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { failpoint } from '../failpoints.ts'
import { beginningOf } from '../source-pages/fetch-page.ts'
import { type ListingPage, readListing } from '../source-pages/read-listing.ts'
import { storeListed } from '../source-pages/store-listed.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueReports } from './enqueue.ts'
import { pollReleases } from './poll-releases.ts'
import { runStage } from './run-stage.ts'

/** A poll goes on to further pages while they tell news, up to `settings.pages`; what lies deeper is a backfill's. */
const defaultPages = 5
/** Of an index of listings a poll reads the newest; `settings.listings` says otherwise. */
const defaultListings = 3
const mostPages = 50

/** No claim lies further ahead; a minute for clocks that differ. */
const longestClaimMs = (claimSeconds + 60) * 1_000

export async function pollSource(context: WorkerContext, { sourceId }: { sourceId: string }): Promise<void> {
  await runStage(context, {
    name: 'poll',
    fields: { sourceId },
    work: async () => {
      const source = await getSource(context.sql, sourceId)
      if (!source?.enabled || source.health === 'stopped') return
      // Claimed while another job of it was at work, which has polled it since.
      if (+source.nextDueAt - +context.now() > longestClaimMs) return
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
  const fresh: number[] = []
  const notes = new Set<string>()
  let [found, anyNew] = [0, false]
  let first: ListingPage['fetched'] | null = null
  const pages = readListing(context, {
    source,
    adapter,
    address: beginningOf(source, adapter),
    conditional: true,
    maxPages: Math.min(
      countIn(source.settings.pages, defaultPages) + countIn(source.settings.listings, defaultListings),
      mostPages,
    ),
    maxListings: countIn(source.settings.listings, defaultListings),
    goOn: () => anyNew && !context.stopping.aborted,
  })
  for (let step = await pages.next(); ; step = await pages.next()) {
    if (step.done) {
      if (step.value) return unchanged(context, source, step.value.movedTo)
      break
    }
    const { listing, fetched } = step.value
    first ??= fetched
    const stored = await inTransaction(context.sql, (tx) =>
      storeListed(tx, source, { origin: 'poll', listed: listing.reports, fetched }),
    )
    const unknown = stored.filter(({ isNew }) => isNew).map(({ id }) => id)
    anyNew = unknown.length > 0
    fresh.push(...unknown)
    found += listing.reports.length
    for (const note of listing.notes ?? []) notes.add(note)
  }
  await failpoint('after-listing')
  // After the reports, never before: else the next poll would hear "not modified" and never list them.
  const { etag = null, lastModified = null, movedTo = null } = first ?? {}
  await recordPoll(context.sql, source.id, {
    ok: true,
    etag,
    lastModified,
    discovered: fresh.length,
    found,
    ...(movedTo === null ? {} : { movedTo }),
    ...(notes.size === 0 ? {} : { notes: `The answer differs from what is known of it: ${[...notes].join('; ')}.` }),
  })
  await enqueueReports(context, fresh)
  context.log.info({ sourceId: source.id, found, discovered: fresh.length }, 'polled')
}

async function unchanged(context: WorkerContext, source: SourceRow, movedTo: string | null): Promise<void> {
  const { id, etag, lastModified, lastFound, health, healthReason } = source
  const outcome = {
    ok: true as const,
    etag,
    lastModified,
    discovered: 0,
    found: lastFound ?? 0,
    notes: health === 'healthy' ? healthReason : null,
  }
  await recordPoll(context.sql, id, { ...outcome, ...(movedTo === null ? {} : { movedTo }) })
  context.log.info({ sourceId: id, discovered: 0 }, 'polled, unchanged')
}

const countIn = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : otherwise
