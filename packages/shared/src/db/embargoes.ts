/** Embargoes that have ended: the figures of their reports count from then on. */
import type { Sql } from './client.ts'

/** Takes them away; that marks the series concerned (a trigger of the table does). Returns how many. */
export async function endEmbargoes(sql: Sql, now: Date): Promise<number> {
  const rows = await sql`update report set embargo_until = null where embargo_until <= ${now} returning id`
  return rows.length
}
