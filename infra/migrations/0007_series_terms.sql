-- Why: a trend says whose work it rests on, and leaves out what sources of severe sensitivity alone tell. Both stand with the
-- series, so that reading a trend touches series and their points alone, never the figures behind them.
-- Locks: series exclusively for a moment (two columns), then every row of it is written once.

alter table series
  add column source_ids text[] not null default '{}',
  add column severe_claims bigint[] not null default '{}';
comment on column series.source_ids is 'Sources whose reports print the claims of its points.';
comment on column series.severe_claims is 'Claims, on the line or left off it, that no report of less than severe sensitivity prints: for keys alone.';

update series e set
  source_ids = coalesce((
    select array_agg(distinct r.source_id order by r.source_id)
    from series_point p cross join unnest(p.claim_ids) as c(id) join figure f on f.claim_id = c.id join report r on r.id = f.report_id
    where p.series_id = e.id and p.superseded_at is null and r.withdrawn_at is null), '{}'),
  severe_claims = coalesce((
    select array_agg(c.id order by c.id) from claim c
    where c.subject_id = e.subject_id and not exists (
      select from figure f join report r on r.id = f.report_id
      where f.claim_id = c.id and r.withdrawn_at is null and f.sensitivity <> 'severe')), '{}');
