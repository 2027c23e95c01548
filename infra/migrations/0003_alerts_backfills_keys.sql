-- Why: thresholds and the messages they cause, backfill runs, keys and the audit of every write.
-- Locks: new tables only.

create table threshold (
  id bigint generated always as identity primary key,
  name text not null unique,
  kind text not null check (kind in ('level', 'rise', 'record', 'first', 'stale', 'drop', 'conflict', 'revised')),
  place_id text,
  with_children boolean not null default false,
  category text,
  cause text,
  settings jsonb not null,
  severity text not null default 'moderate' check (severity in ('minor', 'moderate', 'severe', 'extreme')),
  enabled boolean not null default true,
  created_by text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
comment on table threshold is 'A rule that watches series; settings hold value, clear_level, ratio, days, for, cool_down, minimum confidence.';

create table incident (
  id bigint generated always as identity primary key,
  threshold_id bigint not null references threshold,
  series_id bigint not null references series,
  crossing_key text not null,
  state text not null check (state in ('pending', 'firing', 'cleared', 'would_have_fired')),
  opened_at timestamptz not null default now(),
  cleared_at timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz,
  silenced_until timestamptz,
  unique (threshold_id, series_id, crossing_key)
);
comment on table incident is 'The span from a crossing to its end; the unique key keeps one per crossing.';
create table incident_transition (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident,
  state text not null,
  reason text not null,
  evidence jsonb not null,
  at timestamptz not null default now()
);
create index incident_transition_incident on incident_transition (incident_id, id);

create table alert (
  id uuid primary key,
  incident_id bigint not null references incident,
  kind text not null check (kind in ('fired', 'escalated', 'cleared', 'corrected')),
  refers_to uuid references alert,
  evidence jsonb not null,
  created_at timestamptz not null default now()
);
comment on table alert is 'One message about an incident; its id stays the same on every attempt and channel.';

create table channel (
  id bigint generated always as identity primary key,
  name text not null unique,
  kind text not null check (kind in ('webhook', 'mail', 'atom', 'sse', 'slack', 'cap')),
  settings jsonb not null,
  approval text not null check (approval in ('required', 'none')),
  minimum_severity text not null default 'minor' check (minimum_severity in ('minor', 'moderate', 'severe', 'extreme')),
  enabled boolean not null default true,
  disabled_reason text,
  created_at timestamptz not null default now()
);
create table delivery (
  id bigint generated always as identity primary key,
  alert_id uuid not null references alert,
  channel_id bigint not null references channel,
  state text not null check (state in ('waiting', 'due', 'delivered', 'dropped', 'dead')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  unique (alert_id, channel_id)
);
create index delivery_due on delivery (next_attempt_at) where state = 'due';
create table delivery_log (
  at timestamptz not null default now(),
  delivery_id bigint not null,
  outcome text not null,
  status integer,
  message text
) partition by range (at);
comment on table delivery_log is 'Every attempt to deliver. Append-only, one partition a month.';
create index delivery_log_delivery on delivery_log (delivery_id, at);
create table delivery_log_rest partition of delivery_log default;

create table backfill_run (
  id bigint generated always as identity primary key,
  run_key text not null unique,
  kind text not null check (kind in ('refetch', 'reextract')),
  source_id text references source,
  from_on date,
  to_on date,
  state text not null check (state in ('planned', 'running', 'paused', 'cancelled', 'done', 'failed')),
  requested_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check (from_on is null or to_on is null or from_on <= to_on)
);
create table backfill_chunk (
  id bigint generated always as identity primary key,
  run_id bigint not null references backfill_run,
  position integer not null,
  from_on date,
  to_on date,
  cursor text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  attempts integer not null default 0,
  reports integer not null default 0,
  figures_new integer not null default 0,
  figures_changed integer not null default 0,
  figures_superseded integer not null default 0,
  failure_message text,
  updated_at timestamptz not null default now(),
  unique (run_id, position)
);

create table api_key (
  id bigint generated always as identity primary key,
  name text not null,
  prefix text not null unique,
  hash text not null,
  scopes text[] not null check (scopes <@ array['read', 'review', 'operate', 'admin']),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
comment on table api_key is 'Keys stored hashed (SHA-256 of a random 256-bit secret); the prefix finds the row.';

create table audit (
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
) partition by range (at);
comment on table audit is 'Every write by a person or key. Append-only, one partition a month.';
create index audit_subject on audit (subject, at);
create table audit_rest partition of audit default;
