/** A person's verdicts on figures: kept for ever, followed by the series, and final between old and new evidence. */
import type { FoldedFigure, Review } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { inStatement } from '../figures/figure-source.ts'
import { ensureCountersSubjectsClaims } from '../figures/fold.ts'
import { figureRow } from '../figures/folded-figure.ts'
import { insertFigures, rowsOf } from '../figures/insert-figures.ts'
import type { Changes } from '../figures/verdicts.ts'
import { markSubjects } from '../series/marks.ts'

export interface NewReview {
  figureId: number
  /** Who says so, by the name that colleagues know. */
  reviewer: string
  reason?: string | null
  /** For the audit: the key or the terminal that was used. Default: the reviewer. */
  actor?: string
}

export type NewVerdict = NewReview &
  (
    | { verdict: 'approved' | 'rejected' }
    | {
        verdict: 'corrected'
        /** The whole figure as it should be. Its words and its place among the others stay those of the old one. */
        corrected: FoldedFigure
        changes: Changes
      }
  )

export type Reviewed =
  /** `figureId`: the living figure; after a correction another than the one that was reviewed. */
  | { outcome: 'reviewed'; figureId: number }
  | { outcome: 'unknown' }
  /** Somebody corrected it meanwhile (`by`), or a newer reading took its place (null). */
  | { outcome: 'superseded'; by: number | null }

interface Living {
  id: number
  reportId: number
  readingId: number
  position: number
  start: number
  end: number
  text: string
  subsetOf: number | null
  rivalOf: number | null
  superseded: boolean
}

/**
 * Stores a verdict and marks the series of all figures that it moves. A verdict on a figure whose evidence changed, or on
 * one that was read in its place, decides between the two. Locks the report first, as a reading does, so that the two wait for
 * each other.
 */
export async function reviewFigure(sql: Sql, review: NewVerdict): Promise<Reviewed> {
  return inTransaction(sql, async (tx) => {
    const figure = await lockFigure(tx, review.figureId)
    if (!figure) return { outcome: 'unknown' }
    if (figure.superseded) return { outcome: 'superseded', by: await correctionOf(tx, figure.id) }
    const moved = new Set([figure.id])
    const figureId = review.verdict === 'corrected' ? await correct(tx, figure, review.corrected) : figure.id
    moved.add(figureId)
    const decided = tx`review = ${review.verdict}, evidence_changed = null`
    await tx`update figure set ${decided} where id = ${figureId}`
    await tx`
      insert into figure_review (figure_id, verdict, reviewer, reason, correction)
      values (${figureId}, ${review.verdict}, ${review.reviewer}, ${review.reason ?? null},
              ${review.verdict === 'corrected' ? tx.json(review.changes) : null})`
    for (const id of await decide(tx, { ...figure, id: figureId }, review)) moved.add(id)
    await markSubjects(tx, await subjectsOf(tx, [...moved]))
    await recordAudit(tx, {
      actor: review.actor ?? review.reviewer,
      action: `figure.${review.verdict}`,
      subject: `figure:${review.figureId}`,
      detail: { reviewer: review.reviewer, ...(figureId === review.figureId ? {} : { by: figureId }) },
    })
    return { outcome: 'reviewed', figureId }
  })
}

/** What was said of one figure holds for the one that takes its place. */
export async function copyReviews(tx: Sql, from: number, to: number): Promise<void> {
  await tx`
    insert into figure_review (figure_id, verdict, reviewer, reason, correction, at)
    select ${to}, verdict, reviewer, reason, correction, at from figure_review where figure_id = ${from} order by id`
}

async function lockFigure(tx: Sql, id: number): Promise<Living | null> {
  const [report] = await tx`
    select r.id from report r join figure f on f.report_id = r.id where f.id = ${id} and r.withdrawn_at is null
    for no key update of r`
  if (!report) return null
  const [figure] = await tx<Living[]>`
    select id, report_id as "reportId", reading_id as "readingId", position, excerpt_start as start,
      excerpt_end as "end", excerpt_text as text, subset_of as "subsetOf",
      rival_of as "rivalOf", superseded_at is not null as superseded
    from figure where id = ${id}`
  return figure ?? null
}

async function correctionOf(tx: Sql, id: number): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    select n.id from figure o join figure n on n.corrects = coalesce(o.corrects, o.id)
    where o.id = ${id} and n.superseded_at is null`
  return row?.id ?? null
}

/** The corrected figure beside the old one, which is superseded; parts of the old one become parts of the new. */
async function correct(tx: Sql, old: Living, corrected: FoldedFigure): Promise<number> {
  const { start, end, text } = old
  const figure = { ...corrected, excerpt: { start, end, text }, subsetOf: null }
  const row = figureRow(figure, old.position, corrected.eventId ?? null)
  const rows = inStatement(rowsOf({ id: old.readingId, reportId: old.reportId }, [row]))
  await ensureCountersSubjectsClaims(tx, rows)
  await tx`update figure set superseded_at = clock_timestamp() where id = ${old.id}`
  await insertFigures(tx, rows)
  const [made] = await tx<{ id: number }[]>`
    update figure n set corrects = coalesce(o.corrects, o.id), subset_of = o.subset_of, rival_of = o.rival_of
    from figure o where o.id = ${old.id} and n.reading_id = o.reading_id and n.position = o.position
      and n.superseded_at is null
    returning n.id`
  if (!made) throw new Error(`the correction of figure ${old.id} was not stored`)
  await tx`update figure set subset_of = ${made.id} where subset_of = ${old.id} and superseded_at is null`
  await tx`update figure set rival_of = ${made.id} where rival_of = ${old.id} and superseded_at is null`
  await copyReviews(tx, old.id, made.id)
  return made.id
}

/**
 * Between a reviewed figure and those read in its place: to keep or correct one rejects the other, to reject the old one lets
 * the new ones count, which `rivalStands` sees. Returns the figures that this moved.
 */
async function decide(tx: Sql, figure: Living, { verdict, reviewer }: NewVerdict): Promise<number[]> {
  const rivals = await tx<{ id: number; review: Review }[]>`
    select id, review from figure
    where (rival_of = ${figure.id} or id = ${figure.rivalOf}) and superseded_at is null order by id`
  if (verdict !== 'rejected')
    for (const { id } of rivals.filter(({ review }) => review !== 'rejected')) {
      await tx`update figure set review = 'rejected', evidence_changed = null where id = ${id}`
      await tx`
        insert into figure_review (figure_id, verdict, reviewer, reason)
        values (${id}, 'rejected', ${reviewer}, ${`figure ${figure.id} counts in its place`})`
    }
  const siblings = await tx<{ id: number }[]>`
    select id from figure where rival_of = ${figure.rivalOf} and id <> ${figure.id} and superseded_at is null`
  return [...rivals, ...siblings].map(({ id }) => id)
}

async function subjectsOf(tx: Sql, figureIds: readonly number[]): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    select distinct c.subject_id as id from figure f join claim c on c.id = f.claim_id
    where f.id = any(${[...figureIds]}::bigint[])`
  return rows.map(({ id }) => id)
}
