/** The reports of a chunk: each begun in turn, settled once, and counted in the transaction that settles it. */
import type { FigureCounts, FigureDifference, ItemOutcome } from '../../domain/index.ts'
import type { JsonValue, Sql } from '../connection/client.ts'
import { storableOrNull } from '../connection/text.ts'
import type { HeldChunk } from './chunks.ts'

/** Times that a report may end its reader without a word before the run goes on without it. */
const mostTries = 3

/** Those that belong to the chunk from now on. Repeatable. */
export async function addItems(tx: Sql, { id }: Pick<HeldChunk, 'id'>, reportIds: readonly number[]): Promise<void> {
  if (reportIds.length === 0) return
  const { count } = await tx`
    insert into backfill_item (chunk_id, report_id)
    select ${id}, report_id from unnest(${[...reportIds]}::bigint[]) as t(report_id) order by report_id
    on conflict do nothing`
  if (count > 0) await tx`update backfill_chunk set found = found + ${count} where id = ${id}`
}

export interface BegunItem {
  reportId: number
  /** It ended its readers without a word too often: settle it as dead. */
  exhausted: boolean
}

/** The first reports that are not settled, by id. */
export async function openItems(sql: Sql, { id }: HeldChunk, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select report_id as id from backfill_item where chunk_id = ${id} and outcome is null order by report_id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Its try counted, before the work; null where it was settled meanwhile. */
export async function beginItem(sql: Sql, { id }: HeldChunk, reportId: number): Promise<BegunItem | null> {
  const [row] = await sql<BegunItem[]>`
    update backfill_item set tries = tries + 1 where chunk_id = ${id} and report_id = ${reportId} and outcome is null
    returning report_id as "reportId", tries > ${mostTries} as exhausted`
  return row ?? null
}

/** Its reader is well, the publisher is not: the try does not count. */
export async function returnItem(sql: Sql, { id }: HeldChunk, reportId: number): Promise<void> {
  await sql`
    update backfill_item set tries = greatest(tries - 1, 0)
    where chunk_id = ${id} and report_id = ${reportId} and outcome is null`
}

export interface SettledItem extends FigureCounts {
  reportId: number
  outcome: ItemOutcome
  failureMessage?: string | null
  /** The first few are kept. */
  differences?: readonly FigureDifference[]
}

/** Of one report. */
const differencesKept = 5

/** Once each: what is settled already changes nothing. With it the chunk has made progress, unless all of it failed. */
export async function settleItems(
  tx: Sql,
  { id }: Pick<HeldChunk, 'id'>,
  settled: readonly SettledItem[],
): Promise<void> {
  if (settled.length === 0) return
  const rows = settled.map(({ reportId, outcome, failureMessage, differences = [], ...counts }) => ({
    report_id: reportId,
    outcome,
    failure_message: storableOrNull(failureMessage ?? null),
    differences: differences.length === 0 ? null : differences.slice(0, differencesKept).map((one) => ({ ...one })),
    figures_same: counts.figuresSame,
    figures_new: counts.figuresNew,
    figures_changed: counts.figuresChanged,
    figures_superseded: counts.figuresSuperseded,
  }))
  await tx`
    with told as (
      update backfill_item i set outcome = t.outcome, failure_message = t.failure_message, figures_new = t.figures_new,
        figures_same = t.figures_same, differences = t.differences,
        figures_changed = t.figures_changed, figures_superseded = t.figures_superseded, settled_at = clock_timestamp()
      from jsonb_to_recordset(${tx.json(rows as unknown as JsonValue)}::jsonb) as t(report_id bigint, outcome text, failure_message text,
        differences jsonb, figures_same integer,
        figures_new integer, figures_changed integer, figures_superseded integer)
      where i.chunk_id = ${id} and i.report_id = t.report_id and i.outcome is null
      returning i.outcome, i.figures_same, i.figures_new, i.figures_changed, i.figures_superseded)
    update backfill_chunk c set reports = c.reports + s.reports, figures_same = c.figures_same + s.figures_same, figures_new = c.figures_new + s.figures_new,
      figures_changed = c.figures_changed + s.figures_changed, figures_superseded = c.figures_superseded + s.figures_superseded,
      attempts = case when s.reads then 1 else c.attempts end, failures = case when s.reads then 0 else c.failures end,
      updated_at = now()
    from (
      select count(*)::int as reports, bool_or(outcome <> 'failed') as reads, sum(figures_same)::int as figures_same, sum(figures_new)::int as figures_new, sum(figures_changed)::int as figures_changed,
        sum(figures_superseded)::int as figures_superseded
      from told) as s
    where c.id = ${id} and s.reports > 0`
}
