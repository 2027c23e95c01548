/** A run by its number. */
import type { Sql } from '@displacement-monitor/shared/db'
import type { BackfillRun } from '@displacement-monitor/shared/domain'
import { notFound, usageFailure } from '../command/failure.ts'

export async function findRun(sql: Sql, id: string): Promise<BackfillRun> {
  if (!/^\d{1,15}$/u.test(id))
    throw usageFailure(`'${id}' is no number of a run: npx monitor backfill list shows them.`)
  const { getRun } = await import('@displacement-monitor/shared/db')
  const run = await getRun(sql, Number(id))
  if (!run) throw notFound(`There is no run ${id}.`, 'All runs: npx monitor backfill list')
  return run
}
