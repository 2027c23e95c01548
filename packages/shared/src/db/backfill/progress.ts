/** How far a run is, from its chunks and their reports. */
import {
  type BackfillProgress,
  type ChunkState,
  chunkStates,
  type ItemOutcome,
  itemOutcomes,
} from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

export async function progressOf(sql: Sql, runId: number): Promise<BackfillProgress> {
  const [[sums], states, outcomes, [error]] = await Promise.all([
    sql<Sums[]>`
      select coalesce(sum(found), 0)::int as found, coalesce(sum(reports), 0)::int as settled,
        coalesce(sum(figures_same), 0)::int as "figuresSame", coalesce(sum(figures_new), 0)::int as "figuresNew", coalesce(sum(figures_changed), 0)::int as "figuresChanged",
        coalesce(sum(figures_superseded), 0)::int as "figuresSuperseded", coalesce(sum(requests), 0)::int as requests,
        coalesce(sum(worked_ms), 0)::float8 / 1000 as "workedS",
        count(*) filter (where state = 'running' and leased_until > clock_timestamp())::int as "atWork",
        coalesce(avg(case when state in ('done', 'failed', 'cancelled') then 1 when found = 0 then 0
          -- A part that is still being listed is half done when all that is known of it is.
          else reports::float8 / found * (case when cursor is null or cursor = '[]' then 1 else 0.5 end) end), 0)::float8 as share
      from backfill_chunk where run_id = ${runId}`,
    sql<{ state: ChunkState; count: number }[]>`
      select state, count(*)::int as count from backfill_chunk where run_id = ${runId} group by state`,
    sql<{ outcome: ItemOutcome; count: number }[]>`
      select i.outcome, count(*)::int as count from backfill_item i join backfill_chunk c on c.id = i.chunk_id
      where c.run_id = ${runId} and i.outcome is not null group by i.outcome`,
    sql<{ message: string }[]>`
      select message from (
        select updated_at as at, failure_message as message from backfill_chunk
        where run_id = ${runId} and failure_message is not null
        union all
        (select i.settled_at, i.failure_message from backfill_item i join backfill_chunk c on c.id = i.chunk_id
         where c.run_id = ${runId} and i.outcome in ('failed', 'dead') order by i.settled_at desc limit 1)) as told
      order by at desc limit 1`,
  ])
  const { workedS, atWork, ...rest } = sums ?? nothing
  const runners = Math.max(atWork, 1)
  const known = rest.share > 0 && rest.share < 1 && workedS > 0
  return {
    ...rest,
    chunks: counted(
      chunkStates,
      states.map(({ state, count }) => [state, count] as const),
    ),
    outcomes: counted(
      itemOutcomes,
      outcomes.map(({ outcome, count }) => [outcome, count] as const),
    ),
    reportsPerSecond: workedS > 0 && rest.settled > 0 ? (rest.settled / workedS) * runners : null,
    secondsLeft: known ? (workedS * (1 - rest.share)) / rest.share / runners : null,
    lastError: error?.message ?? null,
  }
}

interface Sums {
  found: number
  settled: number
  figuresSame: number
  figuresNew: number
  figuresChanged: number
  figuresSuperseded: number
  requests: number
  workedS: number
  atWork: number
  share: number
}

const nothing: Sums = {
  found: 0,
  settled: 0,
  figuresSame: 0,
  figuresNew: 0,
  figuresChanged: 0,
  figuresSuperseded: 0,
  requests: 0,
  workedS: 0,
  atWork: 0,
  share: 0,
}

function counted<K extends string>(all: readonly K[], found: readonly (readonly [K, number])[]): Record<K, number> {
  const known = new Map(found)
  return Object.fromEntries(all.map((name) => [name, known.get(name) ?? 0])) as Record<K, number>
}
