/** Marked subjects to series: what the rules make of all claims of a subject, stored where it differs. */
import { buildSeries } from '@displacement-monitor/series'
import {
  claimsOfSubject,
  type Database,
  inTransaction,
  type Sql,
  storeSeries,
  subjectsTouching,
  takeMarkedSubjects,
} from '@displacement-monitor/shared/db'
import { type Claim, type Gazetteer, type Subject, utcDay } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'

/** Subjects a transaction: few enough to hold locks shortly, enough to make commits cheap. */
const batchSize = 25

export interface ReconcileHooks {
  now?: () => Date
  /** The rules threw on a subject's claims: trying again repeats it, so its series stay as they are. */
  onPoison?: (subjectId: number, error: unknown) => void
  /** Stops between batches. */
  stopping?: () => boolean
}

/** Rebuilds until no mark is left that nobody else holds. Returns the number of series that changed. Repeatable. */
export async function reconcileMarked(
  sql: Database | Sql,
  gazetteer: Gazetteer,
  hooks: ReconcileHooks = {},
): Promise<number> {
  let changed = 0
  while (!hooks.stopping?.()) {
    const round = await inTransaction(sql, (tx) => reconcileBatch(tx, gazetteer, hooks))
    changed += round.changed
    if (round.taken === 0) break
  }
  return changed
}

async function reconcileBatch(tx: Sql, gazetteer: Gazetteer, hooks: ReconcileHooks) {
  const marked = await takeMarkedSubjects(tx, batchSize)
  const now = utcDay(hooks.now?.() ?? new Date())
  let changed = 0
  for (const { subjectId, subject } of marked) {
    const [claims, relatedClaims] = [await claimsOfSubject(tx, subjectId), await widerClaims(tx, subject, gazetteer)]
    const series = attempt(() => buildSeries(claims, { now, relatedClaims }), subjectId, hooks)
    if (series) changed += (await storeSeries(tx, subjectId, series)).length
  }
  return { taken: marked.length, changed }
}

/** Of the same people in the places that contain this one: a number restated for a narrower place is theirs. */
async function widerClaims(tx: Sql, subject: Subject, gazetteer: Gazetteer): Promise<Claim[]> {
  const containers = gazetteer.containersOf(subject.placeId)
  if (containers.length === 0) return []
  const touching = await subjectsTouching(tx, containers, subject.category)
  const claims: Claim[] = []
  for (const wider of touching) claims.push(...(await claimsOfSubject(tx, wider.subjectId)))
  return claims
}

function attempt<T>(build: () => T, subjectId: number, hooks: ReconcileHooks): T | null {
  try {
    return build()
  } catch (error) {
    if (error instanceof PipelineError) throw error
    hooks.onPoison?.(subjectId, error)
    return null
  }
}
