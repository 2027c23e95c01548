/** Every series built again from its claims: finds that nothing differs, or says what did. Beside running workers, repeatable. */
import {
  type ChangedPoints,
  changedPoints,
  clearMarks,
  inTransaction,
  lockSubjects,
  type Sql,
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

/** A transaction for each few places: killed at any moment, what is done is done and the rest is as it was. */
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
  for (let done = 0; done < groups.length; done += batchSize) {
    if (hooks.stopping?.()) break
    const batch = groups.slice(done, done + batchSize)
    for (const [n, { placeId }] of batch.entries()) hooks.onProgress?.(done + n, groups.length, placeId)
    const found = await inTransaction(sql, async (tx) => {
      const subjects = await lockSubjects(tx, batch)
      await clearMarks(
        tx,
        subjects.map(({ subjectId }) => subjectId),
      )
      const changed = await rebuildSubjects(tx, groupsOf(subjects), gazetteer, options)
      return { subjects: subjects.length, ...(await changedPoints(tx, subjects, changed)) }
    })
    rebuilt.subjects += found.subjects
    rebuilt.series += found.series
    for (const change of found.changed) {
      rebuilt.changed.push(change)
      hooks.onChange?.(change)
    }
  }
  return rebuilt
}
