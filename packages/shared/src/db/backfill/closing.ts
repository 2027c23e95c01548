/** What a run changed, told at its end: reports, figures, series with their newest value before and after, thresholds. */
import {
  type BackfillClosing,
  type BackfillSeriesChange,
  type FigureCounts,
  type FigureDifference,
  type IsoDate,
  itemOutcomes,
  noFigures,
} from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** Told one by one; of others the number. */
const mostSeries = 100
const mostDifferences = 50

/**
 * Series are those with a figure of the run's reports, living or superseded while it ran; what others changed on them
 * meanwhile is told with them. Ask when no mark of theirs waits.
 */
export async function closingOf(sql: Sql, runId: number): Promise<BackfillClosing> {
  const [[counts], outcomes, series, fired, [reviews], differing] = await Promise.all([
    sql<FigureCounts[]>`
      select coalesce(sum(figures_same), 0)::int as "figuresSame", coalesce(sum(figures_new), 0)::int as "figuresNew", coalesce(sum(figures_changed), 0)::int as "figuresChanged",
        coalesce(sum(figures_superseded), 0)::int as "figuresSuperseded"
      from backfill_chunk where run_id = ${runId}`,
    sql<{ outcome: string; count: number }[]>`
      select i.outcome, count(*)::int as count from backfill_item i join backfill_chunk c on c.id = i.chunk_id
      where c.run_id = ${runId} and i.outcome is not null group by i.outcome`,
    changedSeries(sql, runId),
    sql<BackfillClosing['wouldHaveFired'][number][]>`
      select t.id as "thresholdId", t.name, count(*)::int as incidents
      from backfill_run r
      join incident i on i.changed_at >= r.started_at and i.state = 'would_have_fired' and i.opened_at >= r.started_at
      join threshold t on t.id = i.threshold_id
      where r.id = ${runId} and i.series_id in (${seriesOfRun(sql, runId)})
      group by t.id, t.name order by t.id`,
    sql<{ toDecide: number }[]>`
      select count(*)::int as "toDecide"
      from backfill_chunk c join backfill_item i on i.chunk_id = c.id
      join figure f on f.report_id = i.report_id and f.superseded_at is null and f.evidence_changed is not null
      where c.run_id = ${runId}`,
    // Reviewed ones first: somebody vouched for them.
    sql<{ told: FigureDifference }[]>`
      select told from backfill_chunk c join backfill_item i on i.chunk_id = c.id
      cross join lateral jsonb_array_elements(i.differences) as told
      where c.run_id = ${runId} order by (told ->> 'reviewed')::boolean desc, i.report_id limit ${mostDifferences}`,
  ])
  const known = new Map(outcomes.map(({ outcome, count }) => [outcome, count]))
  return {
    ...(counts ?? noFigures),
    reports: Object.fromEntries(
      itemOutcomes.map((outcome) => [outcome, known.get(outcome) ?? 0]),
    ) as BackfillClosing['reports'],
    series: series.slice(0, mostSeries),
    seriesChanged: series.length,
    wouldHaveFired: fired,
    reviewsToDecide: reviews?.toDecide ?? 0,
    differences: differing.map(({ told }) => told),
  }
}

const seriesOfRun = (sql: Sql, runId: number) => sql`
  select e.id from series e
  where e.subject_id in (
    select c.subject_id
    from backfill_chunk k join backfill_item i on i.chunk_id = k.id and i.outcome = 'read'
    join backfill_run r on r.id = k.run_id and not r.dry_run
    join figure f on f.report_id = i.report_id and (f.superseded_at is null or f.superseded_at >= r.started_at)
    join claim c on c.id = f.claim_id
    where k.run_id = ${runId})`

/** The widest change first. */
async function changedSeries(sql: Sql, runId: number): Promise<BackfillSeriesChange[]> {
  const rows = await sql<
    (Omit<BackfillSeriesChange, 'before' | 'after'> & {
      asOfBefore: IsoDate | null
      valueBefore: number | null
      asOfAfter: IsoDate | null
      valueAfter: number | null
    })[]
  >`
    with run as (select started_at from backfill_run where id = ${runId}),
    moved as (
      select p.series_id, count(*) filter (where p.recorded_at >= run.started_at)::int as came,
        count(*) filter (where p.recorded_at < run.started_at and p.superseded_at >= run.started_at)::int as gone
      from series_point p, run
      where p.series_id in (${seriesOfRun(sql, runId)})
        and (p.recorded_at >= run.started_at and p.superseded_at is null
             or p.recorded_at < run.started_at and p.superseded_at >= run.started_at)
      group by p.series_id)
    select e.id as "seriesId", s.place_id as "placeId", s.category, e.kind, e.unit, e.since,
      m.came as "pointsCame", m.gone as "pointsGone",
      b.as_of as "asOfBefore", b.value as "valueBefore", a.as_of as "asOfAfter", a.value as "valueAfter"
    from moved m join series e on e.id = m.series_id join subject s on s.id = e.subject_id
    cross join run
    left join lateral (
      select as_of, value from series_point p
      where p.series_id = e.id and p.recorded_at < run.started_at
        and (p.superseded_at is null or p.superseded_at >= run.started_at)
      order by as_of desc, id desc limit 1) as b on true
    left join lateral (
      select as_of, value from series_point p where p.series_id = e.id and p.superseded_at is null
      order by as_of desc, id desc limit 1) as a on true
    order by abs(coalesce(a.value, 0) - coalesce(b.value, 0)) desc, e.id`
  return rows.map(({ asOfBefore, valueBefore, asOfAfter, valueAfter, ...series }) => ({
    ...series,
    before: asOfBefore === null ? null : { asOf: asOfBefore, value: valueBefore },
    after: asOfAfter === null ? null : { asOf: asOfAfter, value: valueAfter },
  }))
}
