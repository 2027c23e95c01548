/** Marked subjects to series: what the rules make of all claims of a place, category and scope, stored where it differs. */
import {
  analyzeGrown,
  type Database,
  groupSameTexts,
  inTransaction,
  type Sql,
  takeMarkedSubjects,
} from '@displacement-monitor/shared/db'
import { type Gazetteer, utcDay } from '@displacement-monitor/shared/domain'
import { failpoint } from './failpoints.ts'
import { groupsOf, type RebuildOptions, rebuildSubjects } from './rebuild-subjects.ts'

/** Places, categories and scopes a transaction: few enough to hold locks shortly, enough to make commits cheap. */
const batchSize = 25

export interface ReconcileHooks extends Pick<RebuildOptions, 'onPoison'> {
  now?: () => Date
  /** Leaves what runs over the past alone have marked. */
  liveOnly?: boolean
  /** Leaves what is marked after this one: beside a run that marks all the time there is no end otherwise. */
  upTo?: number
  /** Stops between batches. */
  stopping?: () => boolean
}

/** Rebuilds until no mark is left that nobody else holds. Returns the number of series that changed. Repeatable. */
export async function reconcileMarked(
  sql: Database | Sql,
  gazetteer: Gazetteer,
  hooks: ReconcileHooks = {},
): Promise<number> {
  // Who prints whose text decides what a claim weighs.
  await groupSameTexts(sql)
  let changed = 0
  while (!hooks.stopping?.()) {
    const round = await inTransaction(sql, (tx) => reconcileBatch(tx, gazetteer, hooks))
    changed += round.changed
    if (round.groups === 0) break
    // Many at once: after a load, or a rebuild of all.
    if (round.groups === batchSize) await analyzeGrown(sql)
  }
  return changed
}

async function reconcileBatch(tx: Sql, gazetteer: Gazetteer, hooks: ReconcileHooks) {
  const marked = await takeMarkedSubjects(tx, batchSize, {
    ...(hooks.liveOnly ? { only: 'live' } : {}),
    ...(hooks.upTo === undefined ? {} : { upTo: hooks.upTo }),
  })
  const options = { ...hooks, now: utcDay(hooks.now?.() ?? new Date()) }
  const groups = groupsOf(marked)
  const changed = await rebuildSubjects(tx, groups, gazetteer, options)
  await failpoint('inside-reconcile')
  return { groups: groups.length, changed: changed.length }
}
