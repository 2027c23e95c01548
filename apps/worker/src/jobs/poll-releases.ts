/** discover to store in one: a service that answers with rows. Its releases are read as they come; nothing is fetched twice. */
import { recordPoll, type SourceRow } from '@displacement-monitor/shared/db'
import type { FetchedBody } from '../fetch/fetch-url.ts'
import { beginningOf, nextPage } from '../source-pages/fetch-page.ts'
import { readReleasesPage } from '../source-pages/read-releases.ts'
import type { SourceAdapter } from '../sources/source-adapter.ts'
import { type StoredReleases, storeReleases } from '../store-releases.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueReconcile } from './enqueue.ts'

/** Pages of one answer (IDMC's yearly disasters have 222); a service that goes on beyond is cut off there, and its source says so. */
const maxPages = 500

export async function pollReleases(context: WorkerContext, source: SourceRow, adapter: SourceAdapter): Promise<void> {
  const total: StoredReleases = { added: 0, changed: 0, figures: 0, subjects: 0 }
  const notes = new Map<string, string>()
  const asked = new Set<string>()
  let found = 0
  let first: FetchedBody | null = null
  let next: string | null = beginningOf(source, adapter)
  let page = 0
  for (; next !== null && page < maxPages && !context.stopping.aborted; page++) {
    asked.add(next)
    const read = await readReleasesPage(context, { source, adapter, address: next, conditional: page === 0 })
    if (!('releases' in read)) {
      const { etag, lastModified, lastFound, healthReason } = source
      const same = { etag, lastModified, discovered: 0, found: lastFound ?? 0, notes: healthReason }
      await recordPoll(context.sql, source.id, { ok: true, ...same })
      return
    }
    const { releases, nextUrl, notes: told, fetched } = read
    first ??= fetched
    for (const note of told) noteOnce(notes, note)
    const answer = { sourceId: source.id, url: next, status: fetched.status, fetchedAt: fetched.fetchedAt }
    const stored = await storeReleases(context, answer, releases)
    for (const key of ['added', 'changed', 'figures', 'subjects'] as const) total[key] += stored[key]
    found += releases.length
    next = nextUrl === null ? null : nextPage(nextUrl, source)
    if (nextUrl !== null && next === null)
      noteOnce(notes, 'it goes on at another host, where nobody is sent with a key')
    if (next !== null && asked.has(next)) {
      noteOnce(notes, 'it goes on in a circle')
      next = null
    }
  }
  if (total.subjects > 0) await enqueueReconcile(context)
  // Asked to end before its end: due again as it was, and what is stored is passed over then.
  if (next !== null && context.stopping.aborted) return
  if (next !== null) noteOnce(notes, `it goes on after ${maxPages} pages, which were not read`)
  await recordPoll(context.sql, source.id, {
    ok: true,
    // Validators of a first page say nothing of the others.
    etag: page === 1 ? (first?.etag ?? null) : null,
    lastModified: page === 1 ? (first?.lastModified ?? null) : null,
    discovered: total.added,
    found,
    ...(first?.movedTo == null ? {} : { movedTo: first.movedTo }),
    notes: notes.size === 0 ? null : `The answer differs from what is known of it: ${[...notes.values()].join('; ')}.`,
  })
  context.log.info({ sourceId: source.id, found, notes: notes.size, ...total }, 'polled rows')
}

/** Pages tell the same of other rows: the first of them is told, and few enough for a person to read. */
function noteOnce(notes: Map<string, string>, note: string): void {
  const alike = note.replace(/\d+/g, '#')
  if (notes.size < maxNotes && !notes.has(alike)) notes.set(alike, note)
}
const maxNotes = 12
