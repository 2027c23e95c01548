-- Why: publishers that we read, the reports they printed, the bytes as received, and what reading made of them.
-- Locks: new tables only.

create table source (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{1,63}$'),
  name text not null,
  adapter text not null,
  url text not null,
  settings jsonb not null default '{}',
  language text,
  licence text not null,
  attribution text not null,
  redistribution text not null check (redistribution in ('open', 'derived_only', 'internal')),
  sensitivity text not null default 'moderate' check (sensitivity in ('low', 'moderate', 'high', 'severe')),
  enabled boolean not null default true,
  poll_interval_s integer not null default 3600 check (poll_interval_s between 60 and 2592000),
  min_delay_ms integer not null default 1000 check (min_delay_ms >= 0),
  next_due_at timestamptz not null default now(),
  etag text,
  last_modified text,
  health text not null default 'new' check (health in ('new', 'healthy', 'failing', 'stopped')),
  health_reason text,
  failures integer not null default 0,
  last_polled_at timestamptz,
  last_success_at timestamptz,
  last_found integer,
  last_discovered integer,
  created_at timestamptz not null default now()
);
comment on table source is 'A publisher that the worker reads, with what its terms allow.';
comment on column source.settings is 'What the adapter needs beyond the address (selectors, keys by name); no secrets.';
comment on column source.poll_interval_s is 'Seconds between polls.';
comment on column source.min_delay_ms is 'Least pause between two requests to its host.';
comment on column source.health_reason is 'In words for a person; null while healthy or new.';
comment on column source.next_due_at is 'When the next poll may start; a poll that runs has moved it ahead.';
comment on column source.failures is 'Polls failed in a row.';
comment on column source.last_found is 'Reports that the newest successful poll saw; null before the first.';
comment on column source.last_discovered is 'Of those, the ones not known before.';
create index source_due on source (next_due_at) where enabled and health <> 'stopped';

create table host_turn (
  host text primary key,
  next_at timestamptz not null
);
comment on table host_turn is 'When the next request to a host may leave, shared by all workers.';

create table report (
  id bigint generated always as identity primary key,
  source_id text not null references source,
  url text not null unique check (length(url) <= 2048),
  title text,
  publisher text,
  language text,
  published_at timestamptz,
  published_on date,
  origin text not null check (origin in ('poll', 'manual', 'seed', 'backfill')),
  state text not null default 'discovered' check (state in ('discovered', 'read', 'skipped', 'failed', 'dead')),
  attempts integer not null default 0,
  failures integer not null default 0,
  next_attempt_at timestamptz default now(),
  failure_code text,
  failure_message text,
  embargo_until timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  discovered_at timestamptz not null default now(),
  read_at timestamptz
);
comment on table report is 'One document that a source published; url is its canonical address.';
comment on column report.published_on is 'The calendar day at the publisher; never a stand-in for as_of.';
comment on column report.attempts is 'Tries begun, counted before the work; one that a kill ended counts here alone.';
comment on column report.failures is 'Tries that ended with a recorded transient failure.';
comment on column report.next_attempt_at is 'When the next try is due; null when nothing is due.';
comment on column report.failure_message is 'In words for a person; null unless skipped, failed or dead.';
create index report_due on report (next_attempt_at) where next_attempt_at is not null;
create index report_source on report (source_id, id);
create index report_state on report (state, id) where state in ('failed', 'dead');
create index report_embargo on report (embargo_until) where embargo_until is not null;

create table snapshot_body (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  encoding text not null check (encoding in ('identity', 'br')),
  bytes bytea not null
);
comment on table snapshot_body is 'Bytes as received, once each; withdrawn reports lose theirs.';

create table snapshot (
  id bigint generated always as identity primary key,
  report_id bigint not null references report,
  sha256 text not null,
  url text not null,
  status integer not null,
  media_type text,
  size_bytes bigint not null,
  etag text,
  last_modified text,
  fetched_at timestamptz not null,
  unique (report_id, sha256)
);
comment on table snapshot is 'One fetch of a report that brought new bytes.';
comment on column snapshot.url is 'The address that answered, after redirects.';

create table reading (
  id bigint generated always as identity primary key,
  report_id bigint not null references report,
  snapshot_id bigint not null references snapshot,
  code_version text not null,
  language text,
  title text,
  text text not null,
  outcome text not null check (outcome in ('figures', 'no_figures', 'language_not_supported')),
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
comment on table reading is 'A snapshot parsed and read by one version of the code; offsets of excerpts point into text.';
create unique index reading_current on reading (report_id) where superseded_at is null;
create index reading_snapshot on reading (snapshot_id);

create table fetch_log (
  at timestamptz not null default now(),
  source_id text,
  report_id bigint,
  url text not null,
  status integer,
  duration_ms integer not null,
  size_bytes bigint,
  failure_code text,
  failure_message text
) partition by range (at);
comment on table fetch_log is 'Every request that left, and how it ended. Append-only, one partition a month.';
create index fetch_log_report on fetch_log (report_id, at);
create table fetch_log_rest partition of fetch_log default;
