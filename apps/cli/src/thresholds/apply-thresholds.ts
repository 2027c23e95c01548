/** All thresholds of a file in one transaction: the same file again changes nothing, and a failure leaves all as it was. */
import type { Database, NewThreshold, Sql } from '@displacement-monitor/shared/db'

export interface Applied {
  name: string
  /** kept: stored, but not in the file. */
  outcome: 'added' | 'changed' | 'unchanged' | 'removed' | 'kept'
}

export async function applyStated(
  sql: Database,
  stated: readonly NewThreshold[],
  { actor, prune, dryRun }: { actor: string; prune: boolean; dryRun: boolean },
): Promise<Applied[]> {
  const { inTransaction } = await import('@displacement-monitor/shared/db')
  let applied: Applied[] = []
  try {
    await inTransaction(sql, async (tx) => {
      applied = await applyWithin(tx, stated, actor, prune)
      // What would change is what does, taken back.
      if (dryRun) throw new OnlyTried()
    })
  } catch (error) {
    if (!(error instanceof OnlyTried)) throw error
  }
  return applied
}

class OnlyTried extends Error {}

async function applyWithin(
  tx: Sql,
  stated: readonly NewThreshold[],
  actor: string,
  prune: boolean,
): Promise<Applied[]> {
  const { listThresholds, putThreshold, removeThreshold } = await import('@displacement-monitor/shared/db')
  const before = await listThresholds(tx)
  const applied: Applied[] = []
  for (const one of stated) {
    const { outcome } = await putThreshold(tx, one, actor)
    applied.push({ name: one.name, outcome })
  }
  for (const { id, name } of before) {
    if (stated.some((one) => one.name === name)) continue
    if (prune) await removeThreshold(tx, id, actor)
    applied.push({ name, outcome: prune ? 'removed' : 'kept' })
  }
  return applied
}
