-- Why: runs over the past are cut into chunks that several processes work on. A chunk is held by a lease that its worker renews, so
-- that a killed one is taken over within seconds whatever became of the queue; what it found stands in rows of their own, so that
-- each report of it is read once and counted once. And what a run changes must raise no alarm: a mark says where it comes from.
-- Locks: the tables of runs and series_mark for a moment; all are small.

alter table backfill_run
  add column dry_run boolean not null default false,
  add column code_version text,
  add column estimate jsonb,
  add column closing jsonb,
  add column failure_message text,
  add column started_at timestamptz;
comment on table backfill_run is 'One run over the past. run_key: what was asked, so that the same asked twice is one run.';
comment on column backfill_run.state is 'planned: asked, not yet cut into chunks · failed: ended, with chunks or reports that were given up.';
comment on column backfill_run.code_version is 'reextract: what it reads the kept bytes with.';
comment on column backfill_run.closing is 'What it changed, told once at its end.';

alter table backfill_chunk
  add column after_id bigint,
  add column to_id bigint,
  add column failures integer not null default 0,
  add column found integer not null default 0,
  add column requests integer not null default 0,
  add column figures_same integer not null default 0,
  add column next_attempt_at timestamptz default now(),
  add column lease uuid,
  add column leased_until timestamptz,
  add column worked_ms bigint not null default 0;
comment on column backfill_chunk.cursor is 'refetch: addresses still to be asked, as JSON; null: not begun.';
comment on column backfill_chunk.attempts is 'Tries begun since anything of it was last settled, counted before the work.';
comment on column backfill_chunk.failures is 'Of these, those that ended with a recorded failure.';
comment on column backfill_chunk.found is 'Reports that belong to it, as far as it is listed; reports: those of them settled.';
comment on column backfill_chunk.after_id is 'reextract: reports with ids beyond this one, up to to_id.';
create index backfill_chunk_due on backfill_chunk (run_id, position) where state in ('waiting', 'running');

create table backfill_item (
  chunk_id bigint not null references backfill_chunk,
  report_id bigint not null references report,
  tries integer not null default 0,
  outcome text check (outcome in ('read', 'known', 'unchanged', 'skipped', 'failed', 'dead')),
  figures_new integer not null default 0,
  figures_changed integer not null default 0,
  figures_superseded integer not null default 0,
  figures_same integer not null default 0,
  differences jsonb,
  failure_message text,
  settled_at timestamptz,
  primary key (chunk_id, report_id)
);
create index backfill_item_open on backfill_item (chunk_id, report_id) where outcome is null;
create index backfill_item_report on backfill_item (report_id);
comment on table backfill_item is 'A report of a chunk. known: had been read before · failed: tried again by the sweep, like any other · dead: given up.';
comment on column backfill_item.differences is 'reextract: the first few figures that are read otherwise, before and after.';
comment on column backfill_item.tries is 'Counted before the work: a report that kills its reader is given up.';

alter table series_mark
  add column found_in text not null default coalesce(nullif(current_setting('displacement.found_in', true), ''), 'live')
    check (found_in in ('live', 'backfill'));
comment on column series_mark.found_in is 'Of the transaction that made it: a run over the past says so by the setting displacement.found_in.';
