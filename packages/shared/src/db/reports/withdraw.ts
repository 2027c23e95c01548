/** A report taken back: its words and bytes go, its address, hash, reason and day stay, and nothing that it alone told is told. */
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { takeOffLines } from './take-off-lines.ts'

export interface Withdrawal {
  /** Told to everybody who asks for the report. */
  reason: string
  /** The key or the terminal that was used. */
  actor: string
}

export type Withdrawn =
  | { outcome: 'withdrawn'; figures: number; bodies: number; series: number }
  /** By somebody before; nothing was changed. */
  | { outcome: 'before' }
  | { outcome: 'unknown' }

/** What stands where words stood. */
const instead = 'Withdrawn with the report behind it.'

/** Whole or nothing. Others' reports of the same number, and others with the same bytes, stay as they are. */
export async function withdrawReport(sql: Sql, reportId: number, { reason, actor }: Withdrawal): Promise<Withdrawn> {
  return inTransaction(sql, async (tx) => {
    // A lock that whoever stores something of the report waits for, and is refused after.
    const [report] = await tx<{ before: boolean }[]>`
      select withdrawn_at is not null as before from report where id = ${reportId} for update`
    if (!report) return { outcome: 'unknown' }
    if (report.before) return { outcome: 'before' }
    // First of all: a trigger marks the lines of its living figures.
    await tx`
      update report set withdrawn_at = clock_timestamp(), withdrawn_reason = ${reason}, withdrawn_by = ${actor}, title = null,
        next_attempt_at = null, failure_message = null, embargo_until = null
      where id = ${reportId}`
    const { claimIds, seriesIds, changed } = await takeOffLines(tx, reportId)
    const figures = await removeWords(tx, reportId)
    const bodies = await removeBodies(tx, reportId)
    await removeSentences(tx, claimIds, seriesIds)
    await removeFromRuns(tx, reportId, seriesIds)
    await recordAudit(tx, {
      actor,
      action: 'report.withdraw',
      subject: `report:${reportId}`,
      detail: { reason, figures, bodies, series: changed },
    })
    return { outcome: 'withdrawn', figures, bodies, series: changed }
  })
}

/** Returns how many figures lived. What reviewers wrote about them may quote them. */
async function removeWords(tx: Sql, reportId: number): Promise<number> {
  await tx`
    update reading set text = '', title = null, text_bands = null, superseded_at = coalesce(superseded_at, clock_timestamp()),
      text_due = text_due or exists (select from report where id = ${reportId} and text_group is not null)
    where report_id = ${reportId}`
  const [living] = await tx<{ count: number }[]>`
    select count(*)::int as count from figure where report_id = ${reportId} and superseded_at is null`
  await tx`
    update figure set excerpt_text = '', place_name = null, counter_name = null, evidence_changed = null,
      superseded_at = coalesce(superseded_at, clock_timestamp())
    where report_id = ${reportId}`
  await tx`
    update figure_review set reason = null, correction = null
    where figure_id in (select id from figure where report_id = ${reportId})`
  return living?.count ?? 0
}

/** Those that no other report holds. Two statements: the second sees who has come while the first waited. */
async function removeBodies(tx: Sql, reportId: number): Promise<number> {
  await tx`
    select sha256 from snapshot_body where sha256 in (select sha256 from snapshot where report_id = ${reportId})
    order by sha256 for update`
  const { count } = await tx`
    delete from snapshot_body b where b.sha256 in (select sha256 from snapshot where report_id = ${reportId})
      and not exists (
        select from snapshot s join report r on r.id = s.report_id where s.sha256 = b.sha256 and r.withdrawn_at is null)`
  return count
}

/** Sentences that the history of lines and incidents and what was told of them keep; the ids in them stay. */
async function removeSentences(tx: Sql, claimIds: readonly number[], seriesIds: readonly number[]): Promise<void> {
  if (claimIds.length === 0 || seriesIds.length === 0) return
  await tx`
    update series_point set reason = ${instead}
    where series_id = any(${[...seriesIds]}::bigint[]) and claim_ids && ${[...claimIds]}::bigint[]`
  const incidents = tx`select id from incident where series_id = any(${[...seriesIds]}::bigint[])`
  const tells = (crossing: ReturnType<Sql>) => tx`
    exists (select from jsonb_path_query(${crossing}, '$.*.claimIds[*]') as c(id)
            where (c.id #>> '{}')::bigint = any(${[...claimIds]}::bigint[]))`
  await tx`
    update alert set evidence = evidence || jsonb_build_object('reason', ${instead}::text,
      'crossing', evidence -> 'crossing' || jsonb_build_object('reason', ${instead}::text))
    where incident_id in (${incidents}) and ${tells(tx`evidence -> 'crossing'`)}`
  await tx`
    update incident_transition set reason = ${instead}, evidence = evidence || jsonb_build_object('reason', ${instead}::text)
    where incident_id in (${incidents}) and ${tells(tx`evidence`)}`
  await tx`
    update incident set crossing = crossing || jsonb_build_object('reason', ${instead}::text)
    where id in (${incidents}) and ${tells(tx`crossing`)}`
}

/** What runs over the past tell of how its figures and their lines were read before and after. */
async function removeFromRuns(tx: Sql, reportId: number, seriesIds: readonly number[]): Promise<void> {
  await tx`update backfill_item set differences = null where report_id = ${reportId} and differences is not null`
  await tx`
    update backfill_run r set closing = r.closing || jsonb_build_object(
      'differences', (
        select coalesce(jsonb_agg(d), '[]') from jsonb_array_elements(r.closing -> 'differences') as d
        where (d ->> 'reportId')::bigint <> ${reportId}),
      'series', (
        select coalesce(jsonb_agg(s), '[]') from jsonb_array_elements(r.closing -> 'series') as s
        where (s ->> 'seriesId')::bigint <> all(${[...seriesIds]}::bigint[])))
    where r.closing is not null and exists (
      select from backfill_item i join backfill_chunk c on c.id = i.chunk_id
      where c.run_id = r.id and i.report_id = ${reportId})`
}
