/** What the setting RETENTION lets go, once a day, a small part with every sweep until the day's work is done. */
import { type Database, type RetentionClass, removeOld, retentionClasses } from '@displacement-monitor/shared/db'
import { utcDay } from '@displacement-monitor/shared/domain'

/** Rows of a class with one sweep: well under a second, and a million in a day and a half. */
const rowsAtOnce = 500
const dayMs = 86_400_000

interface Keeping {
  sql: Database
  retention: Readonly<Partial<Record<RetentionClass, number>>>
  now: () => Date
}

export function createKeeper({ sql, retention, now }: Keeping): () => Promise<Partial<Record<RetentionClass, number>>> {
  const done = new Map<RetentionClass, string>()
  return async () => {
    const removed: Partial<Record<RetentionClass, number>> = {}
    const today = utcDay(now())
    for (const kind of retentionClasses) {
      const days = retention[kind]
      if (days === undefined || done.get(kind) === today) continue
      const count = await removeOld[kind](sql, new Date(now().getTime() - days * dayMs), rowsAtOnce)
      if (count > 0) removed[kind] = count
      if (count < rowsAtOnce) done.set(kind, today)
    }
    return removed
  }
}
