-- Why: what may be told changes without a new reading: an embargo is set, moved or ends, a report is withdrawn, a sensitivity is
-- graded anew. Whoever changes it, by whatever program, the series concerned must follow; and figures inherit the grade of their
-- source when it changes as they did when they were stored. And a country's numbers may be kept back for some days from
-- readers without a key.
-- Locks: report, figure and source for a moment, to add triggers; a new table.

create function mark_series_of_report() returns trigger language plpgsql as $$
begin
  insert into series_mark (subject_id)
  select distinct c.subject_id from figure f join claim c on c.id = f.claim_id
  where f.report_id = new.id and f.superseded_at is null order by 1;
  return null;
end $$;
create trigger report_marks_series after update on report for each row
  when (new.embargo_until is distinct from old.embargo_until or new.withdrawn_at is distinct from old.withdrawn_at)
  execute function mark_series_of_report();

create function mark_series_of_figure() returns trigger language plpgsql as $$
begin
  -- Once a subject and transaction: a source may have a million figures. Marks of others may be worked off already.
  insert into series_mark (subject_id)
  select c.subject_id from claim c
  where c.id = new.claim_id and not exists (
    select from series_mark m where m.subject_id = c.subject_id and m.xmin = pg_current_xact_id()::xid);
  return null;
end $$;
create trigger figure_marks_series after update on figure for each row
  when (new.sensitivity is distinct from old.sensitivity and new.claim_id is not null)
  execute function mark_series_of_figure();

create function source_grades_figures() returns trigger language plpgsql as $$
begin
  update figure f set sensitivity = new.sensitivity from report r
  where r.id = f.report_id and r.source_id = new.id and f.sensitivity = old.sensitivity;
  return null;
end $$;
create trigger source_grades_figures after update on source for each row
  when (new.sensitivity is distinct from old.sensitivity) execute function source_grades_figures();

create table country_delay (
  country_iso3 text primary key check (country_iso3 ~ '^[A-Z]{3}$'),
  days integer not null check (days between 1 and 3650)
);
comment on table country_delay is 'Days after its day of print for which a number of this country needs a key.';
comment on column report.embargo_until is 'Empty again once it has ended.';
