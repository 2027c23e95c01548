/** Every series built again from its claims: finds that nothing differs, or says what did. Beside running workers, repeatable. */
import {
  type ChangedPoints,
  changedPoints,
  clearMarks,
  inTransaction,
  lockFreeGroups,
  lockGroup,
  type MarkedSubject,
  type Sql,
  type SubjectGroupKey,
  subjectGroups,
} from '@displacement-monitor/shared/db'
import { type Gazetteer, type PlaceId, utcDay } from '@displacement-monitor/shared/domain'
import { groupsOf, rebuildSubjects } from './rebuild-subjects.ts'

/** Places, categories and scopes a transaction: workers pass them by for that long. */
const batchSize = 25

export interface RebuildHooks {
  now?: () => Date
  /** Of this place alone. */
  placeId?: PlaceId | null
  onChange?: (change: ChangedPoints) => void
  onPoison?: (subjectId: number, error: unknown) => void
  onProgress?: (done: number, of: number, placeId: PlaceId) => void
  /** Stops between two places. */
  stopping?: () => boolean
}

export interface Rebuilt {
  subjects: number
  series: number
  /** Those that differed, with the points that went and came; what workers had still to do among them. */
  changed: ChangedPoints[]
  /** Subjects whose claims the rules throw on. */
  poisoned: number
}

/**
 * A transaction for each few places that nobody rebuilds at the moment, then one for each of the others, which waits for its
 * turn and holds no other place meanwhile. Killed at any moment, what is done is done and the rest is as it was.
 */
export async function rebuildAll(sql: Sql, gazetteer: Gazetteer, hooks: RebuildHooks = {}): Promise<Rebuilt> {
  const groups = await subjectGroups(sql, hooks.placeId ?? null)
  const rebuilt: Rebuilt = { subjects: 0, series: 0, changed: [], poisoned: 0 }
  const options = {
    now: utcDay(hooks.now?.() ?? new Date()),
    onPoison: (subjectId: number, error: unknown) => {
      rebuilt.poisoned++
      hooks.onPoison?.(subjectId, error)
    },
  }
  const rebuild = async (lock: (tx: Sql) => Promise<MarkedSubject[]>): Promise<ReadonlySet<string>> => {
    const found = await inTransaction(sql, async (tx) => {
      const subjects = await lock(tx)
      await clearMarks(
        tx,
        subjects.map(({ subjectId }) => subjectId),
      )
      const changed = await rebuildSubjects(tx, groupsOf(subjects), gazetteer, options)
      return { subjects, ...(await changedPoints(tx, subjects, changed)) }
    })
    rebuilt.subjects += found.subjects.length
    rebuilt.series += found.series
    for (const change of found.changed) {
      rebuilt.changed.push(change)
      hooks.onChange?.(change)
    }
    return new Set(found.subjects.map(({ subject }) => keyOf(subject)))
  }
  for (let at = 0; at < groups.length && !hooks.stopping?.(); at += batchSize) {
    const batch = groups.slice(at, at + batchSize)
    for (const [n, { placeId }] of batch.entries()) hooks.onProgress?.(at + n, groups.length, placeId)
    const done = await rebuild((tx) => lockFreeGroups(tx, batch))
    for (const group of batch)
      if (!done.has(keyOf(group)) && !hooks.stopping?.()) await rebuild((tx) => lockGroup(tx, group))
  }
  return rebuilt
}

const keyOf = ({ placeId, category, scope }: SubjectGroupKey): string => `${placeId} ${category} ${scope}`
