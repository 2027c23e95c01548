/** discover to store in one: a service that answers with rows. Its releases are read as they come; nothing is fetched twice. */
import { recordPoll, type SourceRow } from '@displacement-monitor/shared/db'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import type { FetchedBody } from '../fetch/fetch-url.ts'
import type { SourceAdapter } from '../sources/source-adapter.ts'
import { type StoredReleases, storeReleases } from '../store-releases.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueReconcile } from './enqueue.ts'

/** Pages of one answer; a service that goes on beyond is asked again at the next poll, from the beginning. */
const maxPages = 200

export async function pollReleases(context: WorkerContext, source: SourceRow, adapter: SourceAdapter): Promise<void> {
  const total: StoredReleases = { added: 0, changed: 0, figures: 0, subjects: 0 }
  const notes = new Set<string>()
  let found = 0
  let first: FetchedBody | null = null
  let next: string | null = source.url
  for (let page = 0; next !== null && page < maxPages && !context.stopping.aborted; page++) {
    const fetched = await fetchPage(context, { source, adapter, address: next, conditional: page === 0 })
    if (fetched === null) {
      const { etag, lastModified, lastFound, healthReason } = source
      const same = { etag, lastModified, discovered: 0, found: lastFound ?? 0, notes: healthReason }
      await recordPoll(context.sql, source.id, { ok: true, ...same })
      return
    }
    first ??= fetched
    const parsed = await context.parser.parse({
      want: 'releases',
      adapterId: source.adapter,
      bytes: fetched.bytes,
      mediaType: fetched.mediaType,
      url: fetched.url,
      settings: source.settings,
    })
    if (!('releases' in parsed)) throw new Error('the parser answered with pages where rows were wanted')
    const { releases, nextUrl, notes: told } = parsed.releases
    for (const note of told) notes.add(note)
    const answer = { sourceId: source.id, url: next, status: fetched.status, fetchedAt: fetched.fetchedAt }
    const stored = await storeReleases(context, answer, releases)
    for (const key of ['added', 'changed', 'figures', 'subjects'] as const) total[key] += stored[key]
    found += releases.length
    next = nextUrl
  }
  await recordPoll(context.sql, source.id, {
    ok: true,
    // Validators of a first page say nothing of the others.
    etag: first?.url === undefined || next !== null ? null : first.etag,
    lastModified: first?.lastModified ?? null,
    discovered: total.added,
    found,
    notes: notes.size === 0 ? null : `The answer differs from what is known of it: ${[...notes].join('; ')}.`,
  })
  if (total.subjects > 0) await enqueueReconcile(context)
  context.log.info({ sourceId: source.id, found, notes: notes.size, ...total }, 'polled rows')
}

interface Page {
  source: SourceRow
  adapter: SourceAdapter
  address: string
  conditional: boolean
}

/** Null where nothing changed. A service's own statuses are told in its own words. */
async function fetchPage(
  context: WorkerContext,
  { source, adapter, address, conditional }: Page,
): Promise<FetchedBody | null> {
  try {
    const fetched = await context.fetcher.fetch(address, {
      sourceId: source.id,
      reportId: null,
      minDelayMs: source.minDelayMs,
      accept: adapter.accept,
      query: wordsIn(source.settings.query),
      headers: wordsIn(source.settings.headers),
      ...(conditional ? { etag: source.etag, lastModified: source.lastModified } : {}),
    })
    return fetched.kind === 'body' ? fetched : null
  } catch (error) {
    const failure = asFailure(error)
    const words = failure.status === null ? undefined : adapter.statusWords?.[failure.status]
    if (words === undefined) throw failure
    const { status, retryAfterMs, code } = failure
    throw new PipelineError(code, words, {
      cause: failure,
      status: status ?? 0,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    })
  }
}

/** Of a source's settings: names and words, such as a key that the service gave. */
const wordsIn = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
        ),
      )
    : {}
