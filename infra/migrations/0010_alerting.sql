-- Why: thresholds as the domain words them, incidents that keep the crossing they stand for, messages that gather many alerts
-- of one channel, and marks of series that wait to be looked at.
-- Locks: threshold, incident, alert, channel, delivery exclusively; nothing has written to them yet. series_mark and series are
-- not touched.

alter table threshold drop constraint threshold_name_key;
create unique index threshold_name on threshold (name) where removed_at is null;
alter table threshold drop column settings;
alter table threshold
  add column rule jsonb not null,
  add column admin_level smallint check (admin_level between 0 and 2),
  add column scope text not null default 'all',
  add column series_kind text check (series_kind in ('cumulative', 'period', 'stock', 'event_sum')),
  add column minimum_confidence real check (minimum_confidence between 0 and 1),
  add column minimum_reliability real check (minimum_reliability between 0 and 1),
  add column reviewed_only boolean not null default false,
  add column for_days integer not null default 0 check (for_days between 0 and 3650),
  add column cool_down_days integer not null default 0 check (cool_down_days between 0 and 3650),
  add column escalate_ratio real check (escalate_ratio > 0),
  add column changed_at timestamptz not null default now();
comment on table threshold is 'A rule that watches series; which ones stands in columns, what it asks of them in rule.';
comment on column threshold.rule is 'As domain/threshold.ts has it; rule.kind equals kind.';
comment on column threshold.cause is '''unknown'': series whose cause no text tells; null: any.';

alter table incident drop constraint incident_state_check;
alter table incident
  add constraint incident_state_check check (state in ('pending', 'possible', 'firing', 'cleared', 'corrected', 'would_have_fired')),
  add column crossing jsonb not null,
  add column started_on date not null,
  add column ended_on date,
  add column fired_at timestamptz,
  add column told_value bigint,
  add column silenced_by text,
  add column changed_at timestamptz not null default now();
comment on column incident.crossing is 'The crossing as the rules see it now (domain/incident.ts).';
comment on column incident.started_on is 'As-of at which it began.';
comment on column incident.told_value is 'The number that was last told in a message.';
create index incident_series on incident (series_id);
create index incident_open on incident (id) where state in ('pending', 'possible', 'firing');

alter table incident_transition add column actor text;
comment on column incident_transition.actor is 'Null: the rules; else who acknowledged or silenced.';

alter table alert
  add column position integer not null,
  add constraint alert_incident_position unique (incident_id, position);
comment on column alert.position is 'Order within its incident, from 0: two workers cannot write the same message twice.';

alter table channel
  add column gather_minutes integer not null default 5 check (gather_minutes between 0 and 1440),
  add column digest text not null default 'none' check (digest in ('none', 'daily', 'weekly')),
  add column digest_hour smallint not null default 7 check (digest_hour between 0 and 23),
  add column digest_weekday smallint not null default 1 check (digest_weekday between 1 and 7),
  add column time_zone text not null default 'UTC',
  add column removed_at timestamptz;
alter table channel drop constraint channel_name_key;
create unique index channel_name on channel (name) where removed_at is null;
comment on column channel.gather_minutes is 'Alerts of so many minutes go as one message.';
comment on column channel.digest_weekday is '1 is Monday.';

drop table delivery;
create table delivery (
  id uuid primary key,
  channel_id bigint not null references channel,
  kind text not null check (kind in ('alerts', 'digest', 'test')),
  state text not null check (state in ('gathering', 'waiting', 'due', 'delivered', 'dropped', 'dead')),
  created_at timestamptz not null default now(),
  closes_at timestamptz not null,
  note text,
  decided_by text,
  decided_at timestamptz,
  attempts integer not null default 0,
  failures integer not null default 0,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  failure_message text
);
comment on table delivery is 'One message on one channel, with the alerts it gathers; its id is the same on every attempt.';
comment on column delivery.closes_at is 'Until then alerts may join; one that waits for a person takes them in until it is released.';
comment on column delivery.failures is 'Attempts that ended with an answer or an error; the others were cut off by a kill.';
create unique index delivery_open on delivery (channel_id, kind) where state in ('gathering', 'waiting');
create index delivery_due on delivery (next_attempt_at) where state = 'due';
create index delivery_closing on delivery (closes_at) where state = 'gathering';
create index delivery_channel on delivery (channel_id, created_at);
create table delivery_alert (
  delivery_id uuid not null references delivery,
  alert_id uuid not null references alert,
  channel_id bigint not null references channel,
  primary key (delivery_id, alert_id),
  unique (alert_id, channel_id)
);
comment on table delivery_alert is 'An alert goes to a channel once.';

drop table delivery_log;
create table delivery_log (
  at timestamptz not null default now(),
  delivery_id uuid not null,
  outcome text not null,
  status integer,
  message text
) partition by range (at);
comment on table delivery_log is 'Every attempt to deliver. Append-only, one partition a month.';
create index delivery_log_delivery on delivery_log (delivery_id, at);
create table delivery_log_rest partition of delivery_log default;

create table evaluation_mark (
  id bigint generated always as identity primary key,
  series_id bigint not null references series,
  threshold_id bigint references threshold,
  found_in text not null default 'live' check (found_in in ('live', 'backfill')),
  marked_at timestamptz not null default now()
);
comment on table evaluation_mark is 'Series that changed and wait for their thresholds; with threshold_id: one that is new to it.';
create index evaluation_mark_series on evaluation_mark (series_id);
