/** Releases of a service's rows into the store: each with its rows as snapshot, superseding what it said before; equal ones are passed over. */
import { createHash } from 'node:crypto'
import {
  discoverReports,
  ensureEvents,
  figuresMoved,
  foundInBackfill,
  insertSnapshot,
  inTransaction,
  knownReleases,
  type NewReading,
  type Sql,
  storeReadings,
  withdrawnHashes,
} from '@displacement-monitor/shared/db'
import { type FigureCounts, type FoldedFigure, type FoundIn, noFigures } from '@displacement-monitor/shared/domain'
import { foldRelease, rowsCodeVersion } from './read-release.ts'
import type { EventHint, Release } from './sources/rows/release.ts'
import type { ReaderContext } from './worker-context.ts'

export interface StoredReleases {
  /** Not known before. */
  added: number
  /** Known, and its rows say something else now (or are read otherwise). */
  changed: number
  figures: number
  subjects: number
}

export interface Answer {
  sourceId: string
  /** The source's address without its key. */
  url: string
  status: number
  fetchedAt: Date
}

export interface ReleaseHooks {
  /** Default: live. What a run over the past finds raises no alarm. */
  foundIn?: FoundIn
  /** Written in the transaction that stores the releases: both, or neither. */
  alongside?: (tx: Sql, stored: readonly StoredRelease[]) => Promise<void>
  /** Reports of releases that were read before, as they are now. */
  passedOver?: (reportIds: readonly number[]) => Promise<void>
}

export interface StoredRelease {
  reportId: number
  moved: FigureCounts
}

/** Can be cut off and run again: each release is stored as a whole, and one that is stored is passed over. */
export async function storeReleases(
  { sql, gazetteer }: Pick<ReaderContext, 'sql' | 'gazetteer'>,
  answer: Answer,
  releases: readonly Release[],
  hooks: ReleaseHooks = {},
): Promise<StoredReleases> {
  const codeVersion = rowsCodeVersion(gazetteer)
  const stored: StoredReleases = { added: 0, changed: 0, figures: 0, subjects: 0 }
  for (let at = 0; at < releases.length; at += releasesAtOnce) {
    const some = releases.slice(at, at + releasesAtOnce)
    const known = await knownReleases(
      sql,
      some.map(({ url }) => url),
    )
    const told = some.map((release) => ({ release, bytes: Buffer.from(JSON.stringify(release.rows)) }))
    const refused = await withdrawnHashes(
      sql,
      told.map(({ bytes }) => sha256(bytes)),
    )
    const waiting = told.filter(({ release: { url }, bytes }) => {
      const before = known.get(url)
      return (
        !before?.withdrawn &&
        !refused.has(sha256(bytes)) &&
        (before?.codeVersion !== codeVersion || before.sha256 !== sha256(bytes))
      )
    })
    const anew = new Set(waiting.map(({ release: { url } }) => url))
    const same = [...known].flatMap(([url, { reportId, withdrawn }]) => (anew.has(url) || withdrawn ? [] : [reportId]))
    if (same.length > 0) await hooks.passedOver?.(same)
    if (waiting.length === 0) continue
    const eventIds = await idsOfEvents(
      { sql },
      waiting.map(({ release }) => release),
    )
    const folded = waiting.map(({ release, bytes }) => ({
      release,
      bytes,
      figures: foldRelease(release, gazetteer, (event) => eventIds.get(keyOf(event)) ?? null),
    }))
    await storeTogether({ sql }, { answer, codeVersion, folded, hooks })
    for (const { release, figures } of folded) {
      if (known.get(release.url)?.sha256 == null) stored.added++
      else stored.changed++
      stored.figures += figures.length
      stored.subjects += figures.filter(({ subject }) => subject !== null).length
    }
  }
  return stored
}

/** A transaction's work: few enough to hold locks shortly, enough to make its statements cheap. */
const releasesAtOnce = 250

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const keyOf = ({ codes: [own] }: EventHint): string => `${own?.scheme} ${own?.code}`

async function idsOfEvents(
  { sql }: Pick<ReaderContext, 'sql'>,
  releases: readonly Release[],
): Promise<Map<string, number>> {
  const events = new Map<string, EventHint>()
  for (const event of releases.flatMap(({ figures, events }) => [
    ...figures.map(({ event }) => event),
    ...(events ?? []),
  ]))
    if (event !== null) events.set(keyOf(event), withCodes(event, events.get(keyOf(event))))
  const hints = [...events.values()]
  const ids = await ensureEvents(sql, hints)
  return new Map(hints.flatMap((event, at) => (ids[at] === undefined ? [] : [[keyOf(event), ids[at]] as const])))
}

/** Rows of one event may tell different codes of it, such as one for each country. */
function withCodes(event: EventHint, before: EventHint | undefined): EventHint {
  if (before === undefined) return event
  const isKnown = (one: EventHint['codes'][number]) =>
    before.codes.some(({ scheme, code }) => scheme === one.scheme && code === one.code)
  return { ...before, codes: [...before.codes, ...event.codes.filter((code) => !isKnown(code))] }
}

interface Together {
  answer: Answer
  codeVersion: string
  folded: readonly { release: Release; bytes: Buffer; figures: FoldedFigure[] }[]
  hooks: ReleaseHooks
}

async function storeTogether(
  { sql }: Pick<ReaderContext, 'sql'>,
  { answer, codeVersion, folded, hooks: { foundIn = 'live', alongside } }: Together,
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    if (foundIn === 'backfill') await foundInBackfill(tx)
    const listed = folded.map(({ release: { url, title } }) => ({ url, title, publishedAt: null, language: 'en' }))
    const ids = new Map(
      (await discoverReports(tx, answer.sourceId, foundIn === 'live' ? 'poll' : 'backfill', listed)).map(
        ({ id, url }) => [url, id],
      ),
    )
    const readings = await Promise.all(
      folded.map(async ({ release, bytes, figures }): Promise<NewReading> => {
        const { url, title, publisher, publishedOn, text } = release
        const reportId = ids.get(url)
        if (reportId === undefined)
          throw new Error(`the address of a release is longer than 2,048 characters: ${url.slice(0, 100)}`)
        const { snapshotId } = await insertSnapshot(tx, {
          reportId,
          url: answer.url,
          status: answer.status,
          mediaType: 'application/json',
          bytes,
          etag: null,
          lastModified: null,
          fetchedAt: answer.fetchedAt,
        })
        return {
          reportId,
          snapshotId,
          codeVersion,
          document: { title, text, language: 'en', publisher, publishedAt: null, publishedOn, canonicalUrl: url },
          language: 'en',
          outcome: figures.length > 0 ? 'figures' : 'no_figures',
          figures,
          fromRows: true,
        }
      }),
    )
    await storeReadings(tx, readings)
    if (alongside) {
      const moved = await figuresMoved(
        tx,
        readings.map(({ reportId }) => reportId),
      )
      await alongside(
        tx,
        readings.map(({ reportId }) => ({ reportId, moved: moved.get(reportId) ?? noFigures })),
      )
    }
  })
}
