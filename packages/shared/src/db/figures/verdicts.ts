/** What people said of figures, as whoever tells or counts these needs it. */
import type { Review } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

export type Verdict = Exclude<Review, 'unreviewed'>

/** Fields by their names in JSON. */
export type Changes = Record<string, { from: string | number | null; to: string | number | null }>

export interface ReviewRow {
  id: number
  verdict: Verdict
  reviewer: string
  reason: string | null
  /** Of a correction: each field by its name in JSON, what stood there and what stands there now; else null. */
  correction: Changes | null
  at: Date
}

/** In the order in which they were given. */
export async function reviewsOfFigure(sql: Sql, figureId: number): Promise<ReviewRow[]> {
  return sql<ReviewRow[]>`
    select id, verdict, reviewer, reason, correction, at from figure_review where figure_id = ${figureId} order by id`
}

/** Of `figure f`: the reviewed figure in whose place it was read still counts. */
export const rivalStands = (sql: Sql) => sql`
  exists (select from figure o where o.id = f.rival_of and o.superseded_at is null and o.review <> 'rejected')`
