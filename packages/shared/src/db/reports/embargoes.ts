/** Embargoes: until one ends nothing of its report is told; its figures count from then on. */
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { takeOffLines } from './take-off-lines.ts'

export type Embargoed =
  | { outcome: 'set' }
  /** What is withdrawn comes back on no day. */
  | { outcome: 'withdrawn' }
  | { outcome: 'unknown' }

/**
 * Sets, moves or (null, or an instant that is over) ends it. A trigger of the table has the lines concerned rebuilt; what is
 * hidden leaves them at once.
 */
export async function setEmbargo(
  sql: Sql,
  reportId: number,
  { until, actor }: { until: Date | null; actor: string },
): Promise<Embargoed> {
  return inTransaction(sql, async (tx) => {
    const [report] = await tx<{ withdrawn: boolean }[]>`
      select withdrawn_at is not null as withdrawn from report where id = ${reportId} for no key update`
    if (!report) return { outcome: 'unknown' }
    if (report.withdrawn) return { outcome: 'withdrawn' }
    const [set] = await tx<{ hidden: boolean }[]>`
      update report set embargo_until = case when ${until}::timestamptz > now() then ${until}::timestamptz end
      where id = ${reportId} returning embargo_until is not null as hidden`
    if (set?.hidden) await takeOffLines(tx, reportId)
    await recordAudit(tx, {
      actor,
      action: 'report.embargo',
      subject: `report:${reportId}`,
      detail: { until: until?.toISOString() ?? null },
    })
    return { outcome: 'set' }
  })
}

/** Takes away those that have ended; that marks the series concerned (a trigger of the table does). Returns how many. */
export async function endEmbargoes(sql: Sql, now: Date): Promise<number> {
  const rows = await sql`update report set embargo_until = null where embargo_until <= ${now} returning id`
  return rows.length
}
