/** Statistics of tables that grew much at once: autovacuum comes minutes too late for what is read next. */
import { inTransaction, type Sql } from './client.ts'

/** What loading and building write. */
const tables = [
  'report', 'reading', 'subject', 'claim', 'figure', 'series', 'series_point', 'series_mark', 'evaluation_mark',
] // biome-ignore format: a list
/** Rows changed since the last ANALYZE: as many, and this share of the table. */
const leastRows = 1_000
const leastShare = 0.75
/** Any number, the same in every process: one of them is enough. */
const lockKey = 7_305_218

/**
 * Analyses those tables of which three quarters are new, so ever more seldom while they grow; at once where there is none.
 * Skipped where another process does it. Returns their names.
 */
export async function analyzeGrown(sql: Sql): Promise<string[]> {
  const grown = await grownTables(sql)
  if (grown.length === 0) return []
  return inTransaction(sql, async (tx) => {
    const [lock] = await tx<{ ours: boolean }[]>`select pg_try_advisory_xact_lock(${lockKey}) as ours`
    if (!lock?.ours) return []
    const still = await grownTables(tx)
    for (const name of still) await tx`analyze ${tx(name)}`
    return still
  })
}

async function grownTables(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_stat_user_tables
    where schemaname = 'public' and relname = any(${tables}) and n_mod_since_analyze >= ${leastRows}
      and n_mod_since_analyze >= ${leastShare}::float8 * n_live_tup
    order by 1`
  return rows.map(({ name }) => name)
}
