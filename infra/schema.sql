-- Written from the catalogues of a migrated database by `node infra/schema.mjs`; do not edit.

create table alert (
  id uuid not null,
  incident_id bigint not null,
  kind text not null,
  refers_to uuid,
  evidence jsonb not null,
  created_at timestamp with time zone default now() not null,
  "position" integer not null,
  constraint alert_pkey PRIMARY KEY (id),
  constraint alert_incident_position UNIQUE (incident_id, "position"),
  constraint alert_kind_check CHECK ((kind = ANY (ARRAY['fired'::text, 'escalated'::text, 'cleared'::text, 'corrected'::text]))),
  constraint alert_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint alert_refers_to_fkey FOREIGN KEY (refers_to) REFERENCES alert(id)
);
comment on table alert is 'One message about an incident; its id stays the same on every attempt and channel.';
comment on column alert."position" is 'Order within its incident, from 0: two workers cannot write the same message twice.';

create table api_key (
  id bigint generated always as identity,
  name text not null,
  prefix text not null,
  hash text not null,
  scopes text[] not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_prefix_key UNIQUE (prefix),
  constraint api_key_scopes_check CHECK ((scopes <@ ARRAY['read'::text, 'review'::text, 'operate'::text, 'admin'::text]))
);
comment on table api_key is 'Keys stored hashed (SHA-256 of a random 256-bit secret); the prefix finds the row.';

create table audit (
  at timestamp with time zone default now() not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb default '{}'::jsonb not null
) partition by RANGE (at);
CREATE INDEX audit_subject ON audit USING btree (subject, at);
comment on table audit is 'Every write by a person or key. Append-only, one partition a month.';

create table audit_rest partition of audit default;

create table backfill_chunk (
  id bigint generated always as identity,
  run_id bigint not null,
  "position" integer not null,
  from_on date,
  to_on date,
  cursor text,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  reports integer default 0 not null,
  figures_new integer default 0 not null,
  figures_changed integer default 0 not null,
  figures_superseded integer default 0 not null,
  failure_message text,
  updated_at timestamp with time zone default now() not null,
  after_id bigint,
  to_id bigint,
  failures integer default 0 not null,
  found integer default 0 not null,
  requests integer default 0 not null,
  figures_same integer default 0 not null,
  next_attempt_at timestamp with time zone default now(),
  lease uuid,
  leased_until timestamp with time zone,
  worked_ms bigint default 0 not null,
  constraint backfill_chunk_pkey PRIMARY KEY (id),
  constraint backfill_chunk_run_id_position_key UNIQUE (run_id, "position"),
  constraint backfill_chunk_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))),
  constraint backfill_chunk_run_id_fkey FOREIGN KEY (run_id) REFERENCES backfill_run(id)
);
CREATE INDEX backfill_chunk_due ON backfill_chunk USING btree (run_id, "position") WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
comment on column backfill_chunk.cursor is 'refetch: addresses still to be asked, as JSON; null: not begun.';
comment on column backfill_chunk.attempts is 'Tries begun since anything of it was last settled, counted before the work.';
comment on column backfill_chunk.after_id is 'reextract: reports with ids beyond this one, up to to_id.';
comment on column backfill_chunk.failures is 'Of these, those that ended with a recorded failure.';
comment on column backfill_chunk.found is 'Reports that belong to it, as far as it is listed; reports: those of them settled.';

create table backfill_item (
  chunk_id bigint not null,
  report_id bigint not null,
  tries integer default 0 not null,
  outcome text,
  figures_new integer default 0 not null,
  figures_changed integer default 0 not null,
  figures_superseded integer default 0 not null,
  figures_same integer default 0 not null,
  differences jsonb,
  failure_message text,
  settled_at timestamp with time zone,
  constraint backfill_item_pkey PRIMARY KEY (chunk_id, report_id),
  constraint backfill_item_outcome_check CHECK ((outcome = ANY (ARRAY['read'::text, 'known'::text, 'unchanged'::text, 'skipped'::text, 'failed'::text, 'dead'::text]))),
  constraint backfill_item_chunk_id_fkey FOREIGN KEY (chunk_id) REFERENCES backfill_chunk(id),
  constraint backfill_item_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
);
CREATE INDEX backfill_item_open ON backfill_item USING btree (chunk_id, report_id) WHERE (outcome IS NULL);
CREATE INDEX backfill_item_report ON backfill_item USING btree (report_id);
comment on table backfill_item is 'A report of a chunk. known: had been read before · failed: tried again by the sweep, like any other · dead: given up.';
comment on column backfill_item.tries is 'Counted before the work: a report that kills its reader is given up.';
comment on column backfill_item.differences is 'reextract: the first few figures that are read otherwise, before and after.';

create table backfill_run (
  id bigint generated always as identity,
  run_key text not null,
  kind text not null,
  source_id text,
  from_on date,
  to_on date,
  state text not null,
  requested_by text not null,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  dry_run boolean default false not null,
  code_version text,
  estimate jsonb,
  closing jsonb,
  failure_message text,
  started_at timestamp with time zone,
  constraint backfill_run_pkey PRIMARY KEY (id),
  constraint backfill_run_run_key_key UNIQUE (run_key),
  constraint backfill_run_check CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (from_on <= to_on))),
  constraint backfill_run_kind_check CHECK ((kind = ANY (ARRAY['refetch'::text, 'reextract'::text]))),
  constraint backfill_run_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'running'::text, 'paused'::text, 'cancelled'::text, 'done'::text, 'failed'::text]))),
  constraint backfill_run_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
);
comment on table backfill_run is 'One run over the past. run_key: what was asked, so that the same asked twice is one run.';
comment on column backfill_run.state is 'planned: asked, not yet cut into chunks · failed: ended, with chunks or reports that were given up.';
comment on column backfill_run.code_version is 'reextract: what it reads the kept bytes with.';
comment on column backfill_run.closing is 'What it changed, told once at its end.';

create table bucket_removal (
  sha256 text not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  removed_at timestamp with time zone,
  constraint bucket_removal_pkey PRIMARY KEY (sha256)
);
comment on table bucket_removal is 'Objects to delete: once at once, and again when whatever was under way is over.';

create table channel (
  id bigint generated always as identity,
  name text not null,
  kind text not null,
  settings jsonb not null,
  approval text not null,
  minimum_severity text default 'minor'::text not null,
  enabled boolean default true not null,
  disabled_reason text,
  created_at timestamp with time zone default now() not null,
  gather_minutes integer default 5 not null,
  digest text default 'none'::text not null,
  digest_hour smallint default 7 not null,
  digest_weekday smallint default 1 not null,
  time_zone text default 'UTC'::text not null,
  removed_at timestamp with time zone,
  constraint channel_pkey PRIMARY KEY (id),
  constraint channel_approval_check CHECK ((approval = ANY (ARRAY['required'::text, 'none'::text]))),
  constraint channel_digest_check CHECK ((digest = ANY (ARRAY['none'::text, 'daily'::text, 'weekly'::text]))),
  constraint channel_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23))),
  constraint channel_digest_weekday_check CHECK (((digest_weekday >= 1) AND (digest_weekday <= 7))),
  constraint channel_gather_minutes_check CHECK (((gather_minutes >= 0) AND (gather_minutes <= 1440))),
  constraint channel_kind_check CHECK ((kind = ANY (ARRAY['webhook'::text, 'mail'::text, 'atom'::text, 'sse'::text, 'slack'::text, 'cap'::text]))),
  constraint channel_minimum_severity_check CHECK ((minimum_severity = ANY (ARRAY['minor'::text, 'moderate'::text, 'severe'::text, 'extreme'::text])))
);
CREATE UNIQUE INDEX channel_name ON channel USING btree (name) WHERE (removed_at IS NULL);
comment on column channel.gather_minutes is 'Alerts of so many minutes go as one message.';
comment on column channel.digest_weekday is '1 is Monday.';

create table claim (
  id bigint generated always as identity,
  subject_id bigint not null,
  claim_key text not null,
  unit text not null,
  value bigint not null,
  value_high bigint,
  since date,
  since_accuracy text,
  as_of date,
  as_of_accuracy text,
  counter_id bigint,
  event_id bigint,
  operation text,
  round integer,
  assessment_type text,
  coverage text[],
  recorded_at timestamp with time zone default now() not null,
  constraint claim_pkey PRIMARY KEY (id),
  constraint claim_subject_id_claim_key_key UNIQUE (subject_id, claim_key),
  constraint claim_as_of_accuracy_check CHECK ((as_of_accuracy = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint claim_check CHECK ((value_high >= value)),
  constraint claim_check1 CHECK (((since IS NULL) = (since_accuracy IS NULL))),
  constraint claim_check2 CHECK (((as_of IS NULL) = (as_of_accuracy IS NULL))),
  constraint claim_since_accuracy_check CHECK ((since_accuracy = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint claim_unit_check CHECK ((unit = ANY (ARRAY['person'::text, 'household'::text]))),
  constraint claim_value_check CHECK ((value >= 0)),
  constraint claim_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES counter(id),
  constraint claim_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint claim_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(id)
);
CREATE INDEX claim_value ON claim USING btree (value, subject_id);
comment on table claim is 'What one counter says of one place and window. Its figures are its witnesses; without a living one it counts for nothing.';
comment on column claim.claim_key is 'What figures that say the same share, as packages/series words it.';
comment on column claim.as_of is 'As stated; null where no report states it.';

create table counter (
  id bigint generated always as identity,
  name text not null,
  family text not null,
  reliability real not null,
  constraint counter_pkey PRIMARY KEY (id),
  constraint counter_name_key UNIQUE (name),
  constraint counter_reliability_check CHECK (((reliability >= (0)::double precision) AND (reliability <= (1)::double precision)))
);
comment on table counter is 'An office that counted; family is the root of its tree (UN for OCHA).';

create table country_delay (
  country_iso3 text not null,
  days integer not null,
  constraint country_delay_pkey PRIMARY KEY (country_iso3),
  constraint country_delay_country_iso3_check CHECK ((country_iso3 ~ '^[A-Z]{3}$'::text)),
  constraint country_delay_days_check CHECK (((days >= 1) AND (days <= 3650)))
);
comment on table country_delay is 'Days after its day of print for which a number of this country needs a key.';

create table delivery (
  id uuid not null,
  channel_id bigint not null,
  kind text not null,
  state text not null,
  created_at timestamp with time zone default now() not null,
  closes_at timestamp with time zone not null,
  note text,
  decided_by text,
  decided_at timestamp with time zone,
  attempts integer default 0 not null,
  failures integer default 0 not null,
  next_attempt_at timestamp with time zone,
  delivered_at timestamp with time zone,
  failure_message text,
  delivered_in xid8,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_kind_check CHECK ((kind = ANY (ARRAY['alerts'::text, 'digest'::text, 'test'::text]))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['gathering'::text, 'waiting'::text, 'due'::text, 'delivered'::text, 'dropped'::text, 'dead'::text]))),
  constraint delivery_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id)
);
CREATE INDEX delivery_channel ON delivery USING btree (channel_id, created_at);
CREATE INDEX delivery_closing ON delivery USING btree (closes_at) WHERE (state = 'gathering'::text);
CREATE INDEX delivery_delivered_in ON delivery USING btree (channel_id, delivered_in, id) WHERE (delivered_in IS NOT NULL);
CREATE INDEX delivery_due ON delivery USING btree (next_attempt_at) WHERE (state = 'due'::text);
CREATE INDEX delivery_ended ON delivery USING btree (created_at) WHERE (state = ANY (ARRAY['delivered'::text, 'dropped'::text]));
CREATE UNIQUE INDEX delivery_open ON delivery USING btree (channel_id, kind) WHERE (state = ANY (ARRAY['gathering'::text, 'waiting'::text]));
comment on table delivery is 'One message on one channel, with the alerts it gathers; its id is the same on every attempt.';
comment on column delivery.closes_at is 'Until then alerts may join; one that waits for a person takes them in until it is released.';
comment on column delivery.failures is 'Attempts that ended with an answer or an error; the others were cut off by a kill.';
comment on column delivery.delivered_in is 'The transaction in which it was last told as delivered.';

create table delivery_alert (
  delivery_id uuid not null,
  alert_id uuid not null,
  channel_id bigint not null,
  constraint delivery_alert_pkey PRIMARY KEY (delivery_id, alert_id),
  constraint delivery_alert_alert_id_channel_id_key UNIQUE (alert_id, channel_id),
  constraint delivery_alert_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert(id),
  constraint delivery_alert_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id),
  constraint delivery_alert_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id)
);
comment on table delivery_alert is 'An alert goes to a channel once.';

create table delivery_log (
  at timestamp with time zone default now() not null,
  delivery_id uuid not null,
  outcome text not null,
  status integer,
  message text
) partition by RANGE (at);
CREATE INDEX delivery_log_delivery ON delivery_log USING btree (delivery_id, at);
comment on table delivery_log is 'Every attempt to deliver. Append-only, one partition a month.';

create table delivery_log_rest partition of delivery_log default;

create table evaluation_mark (
  id bigint generated always as identity,
  series_id bigint not null,
  threshold_id bigint,
  found_in text default 'live'::text not null,
  marked_at timestamp with time zone default now() not null,
  constraint evaluation_mark_pkey PRIMARY KEY (id),
  constraint evaluation_mark_found_in_check CHECK ((found_in = ANY (ARRAY['live'::text, 'backfill'::text]))),
  constraint evaluation_mark_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(id),
  constraint evaluation_mark_threshold_id_fkey FOREIGN KEY (threshold_id) REFERENCES threshold(id)
);
CREATE INDEX evaluation_mark_series ON evaluation_mark USING btree (series_id);
comment on table evaluation_mark is 'Series that changed and wait for their thresholds; with threshold_id: one that is new to it.';

create table event (
  id bigint generated always as identity,
  name text not null,
  cause text not null,
  hazard text,
  began_on date,
  began_accuracy text,
  recorded_at timestamp with time zone default now() not null,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_began_accuracy_check CHECK ((began_accuracy = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint event_cause_check CHECK ((cause = ANY (ARRAY['conflict'::text, 'disaster'::text, 'other'::text, 'mixed'::text]))),
  constraint event_check CHECK (((began_on IS NULL) = (began_accuracy IS NULL)))
);

create table event_code (
  scheme text not null,
  code text not null,
  event_id bigint not null,
  constraint event_code_pkey PRIMARY KEY (scheme, code),
  constraint event_code_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id)
);
comment on table event_code is 'GLIDE, idu, ifrc … numbers of an event.';

create table fetch_log (
  at timestamp with time zone default now() not null,
  source_id text,
  report_id bigint,
  url text not null,
  status integer,
  duration_ms integer not null,
  size_bytes bigint,
  failure_code text,
  failure_message text
) partition by RANGE (at);
CREATE INDEX fetch_log_report ON fetch_log USING btree (report_id, at);
comment on table fetch_log is 'Every request that left, and how it ended. Append-only, one partition a month.';

create table fetch_log_rest partition of fetch_log default;

create table figure (
  id bigint generated always as identity,
  reading_id bigint not null,
  report_id bigint not null,
  "position" integer not null,
  claim_id bigint,
  excerpt_start integer not null,
  excerpt_end integer not null,
  excerpt_text text not null,
  value bigint not null,
  value_high bigint,
  quantifier text not null,
  unit text not null,
  household_size real,
  persons bigint,
  category text not null,
  border text,
  term text not null,
  scope text not null,
  cause text,
  hazard text,
  occurred text not null,
  status text not null,
  repeated boolean not null,
  place_name text,
  place_id text,
  country_iso3 text,
  place_role text,
  place_accuracy text,
  since date,
  since_accuracy text,
  as_of date,
  as_of_accuracy text,
  as_of_basis text not null,
  window_kind text,
  counter_name text,
  own_document boolean default false not null,
  counter_id bigint,
  event_id bigint,
  subset_of bigint,
  confidence real not null,
  role text default 'candidate'::text not null,
  review text default 'unreviewed'::text not null,
  sensitivity text default 'moderate'::text not null,
  operation text,
  round integer,
  assessment_type text,
  coverage text[],
  recorded_at timestamp with time zone default now() not null,
  superseded_at timestamp with time zone,
  corrects bigint,
  evidence_changed text,
  rival_of bigint,
  constraint figure_pkey PRIMARY KEY (id),
  constraint figure_as_of_accuracy_check CHECK ((as_of_accuracy = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint figure_as_of_basis_check CHECK ((as_of_basis = ANY (ARRAY['stated'::text, 'published'::text]))),
  constraint figure_border_check CHECK ((border = ANY (ARRAY['internal'::text, 'cross_border'::text, 'unknown'::text]))),
  constraint figure_category_check CHECK ((category = ANY (ARRAY['internal_displacements'::text, 'cross_border_displacements'::text, 'returns'::text, 'idps'::text, 'refugees'::text, 'returnees'::text, 'displaced_unspecified'::text]))),
  constraint figure_cause_check CHECK ((cause = ANY (ARRAY['conflict'::text, 'disaster'::text, 'other'::text, 'mixed'::text, 'all'::text]))),
  constraint figure_check CHECK ((excerpt_end > excerpt_start)),
  constraint figure_check1 CHECK ((value_high >= value)),
  constraint figure_check2 CHECK (((since IS NULL) = (since_accuracy IS NULL))),
  constraint figure_check3 CHECK (((as_of IS NULL) = (as_of_accuracy IS NULL))),
  constraint figure_check4 CHECK (((since IS NULL) OR (as_of IS NULL) OR (since <= as_of) OR (since_accuracy <> 'day'::text) OR (as_of_accuracy <> 'day'::text))),
  constraint figure_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
  constraint figure_country_iso3_check CHECK ((country_iso3 ~ '^[A-Z]{3}$'::text)),
  constraint figure_evidence_changed_check CHECK ((evidence_changed = ANY (ARRAY['words_gone'::text, 'read_otherwise'::text]))),
  constraint figure_excerpt_start_check CHECK ((excerpt_start >= 0)),
  constraint figure_household_size_check CHECK ((household_size > (0)::double precision)),
  constraint figure_occurred_check CHECK ((occurred = ANY (ARRAY['before'::text, 'during'::text, 'after'::text, 'unknown'::text]))),
  constraint figure_persons_check CHECK ((persons >= 0)),
  constraint figure_place_accuracy_check CHECK ((place_accuracy = ANY (ARRAY['adm0'::text, 'adm1'::text, 'adm2'::text, 'adm3'::text, 'point'::text, 'area'::text]))),
  constraint figure_place_role_check CHECK ((place_role = ANY (ARRAY['origin'::text, 'destination'::text, 'both'::text]))),
  constraint figure_quantifier_check CHECK ((quantifier = ANY (ARRAY['exact'::text, 'more_than'::text, 'less_than'::text, 'approximately'::text, 'nearly'::text, 'up_to'::text, 'range'::text, 'vague'::text]))),
  constraint figure_review_check CHECK ((review = ANY (ARRAY['unreviewed'::text, 'approved'::text, 'rejected'::text, 'corrected'::text]))),
  constraint figure_role_check CHECK ((role = ANY (ARRAY['candidate'::text, 'recommended'::text, 'triangulation'::text]))),
  constraint figure_scope_check CHECK ((scope = ANY (ARRAY['all'::text, 'in_sites'::text, 'outside_sites'::text, 'registered'::text, 'verified'::text, 'new_arrivals'::text, 'cohort'::text]))),
  constraint figure_sensitivity_check CHECK ((sensitivity = ANY (ARRAY['low'::text, 'moderate'::text, 'high'::text, 'severe'::text]))),
  constraint figure_since_accuracy_check CHECK ((since_accuracy = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint figure_status_check CHECK ((status = ANY (ARRAY['preliminary'::text, 'reported'::text, 'verified'::text, 'registered'::text, 'estimated'::text]))),
  constraint figure_term_check CHECK ((term = ANY (ARRAY['displaced'::text, 'fled'::text, 'forced_to_flee'::text, 'evacuated'::text, 'uprooted'::text, 'relocated'::text, 'sheltered'::text, 'in_camp'::text, 'homeless'::text, 'returned'::text, 'refugee'::text, 'asylum_seeker'::text, 'other'::text]))),
  constraint figure_unit_check CHECK ((unit = ANY (ARRAY['person'::text, 'household'::text]))),
  constraint figure_value_check CHECK ((value >= 0)),
  constraint figure_window_kind_check CHECK ((window_kind = ANY (ARRAY['since'::text, 'between'::text, 'rolling'::text]))),
  constraint figure_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claim(id),
  constraint figure_corrects_fkey FOREIGN KEY (corrects) REFERENCES figure(id),
  constraint figure_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES counter(id),
  constraint figure_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint figure_reading_id_fkey FOREIGN KEY (reading_id) REFERENCES reading(id),
  constraint figure_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint figure_rival_of_fkey FOREIGN KEY (rival_of) REFERENCES figure(id),
  constraint figure_subset_of_fkey FOREIGN KEY (subset_of) REFERENCES figure(id)
);
CREATE INDEX figure_as_of ON figure USING btree (as_of) WHERE (superseded_at IS NULL);
CREATE INDEX figure_claim ON figure USING btree (claim_id);
CREATE INDEX figure_corrects ON figure USING btree (corrects) WHERE (corrects IS NOT NULL);
CREATE INDEX figure_counter ON figure USING btree (counter_id, id) WHERE (superseded_at IS NULL);
CREATE INDEX figure_country ON figure USING btree (country_iso3, id) WHERE (superseded_at IS NULL);
CREATE INDEX figure_doubted ON figure USING btree (claim_id) WHERE ((superseded_at IS NULL) AND ((review = 'rejected'::text) OR (evidence_changed IS NOT NULL)));
CREATE INDEX figure_evidence_changed ON figure USING btree (id) WHERE ((evidence_changed IS NOT NULL) AND (superseded_at IS NULL));
CREATE INDEX figure_facets ON figure USING btree (category, country_iso3, cause, scope, term, unit, place_role) WHERE (superseded_at IS NULL);
CREATE INDEX figure_newest ON figure USING btree (place_id, id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX figure_position ON figure USING btree (reading_id, "position") WHERE (superseded_at IS NULL);
CREATE INDEX figure_report ON figure USING btree (report_id);
CREATE INDEX figure_reviewed ON figure USING btree (review, id) WHERE ((superseded_at IS NULL) AND (review <> 'unreviewed'::text));
CREATE INDEX figure_rival_of ON figure USING btree (rival_of) WHERE (rival_of IS NOT NULL);
CREATE INDEX figure_subset ON figure USING btree (subset_of) WHERE (subset_of IS NOT NULL);
comment on table figure is 'One stated number with its exact words. Superseded, never erased.';
comment on column figure."position" is 'Order in the reading, from 0.';
comment on column figure.window_kind is 'How the text tells the days of a flow: since a fixed day, a closed span, or counted back from the telling.';
comment on column figure.counter_name is 'As the text names it; counter_id leads to the office.';
comment on column figure.own_document is 'The counter itself published the report.';
comment on column figure.subset_of is 'The figure that this one is a part of; such a part makes no claim.';
comment on column figure.coverage is 'Place ids of the units that the round assessed.';
comment on column figure.corrects is 'The machine''s figure that a person corrected into this one.';
comment on column figure.evidence_changed is 'A newer reading of the report no longer says what a person had approved or corrected; null: it does, or a person has decided.';
comment on column figure.rival_of is 'The reviewed figure in whose place this one was read: of the two at most one is a witness, the older until a person decides.';

create table figure_review (
  id bigint generated always as identity,
  figure_id bigint not null,
  verdict text not null,
  reviewer text not null,
  reason text,
  correction jsonb,
  at timestamp with time zone default now() not null,
  constraint figure_review_pkey PRIMARY KEY (id),
  constraint figure_review_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'rejected'::text, 'corrected'::text]))),
  constraint figure_review_figure_id_fkey FOREIGN KEY (figure_id) REFERENCES figure(id)
);
CREATE INDEX figure_review_figure ON figure_review USING btree (figure_id, id);
comment on table figure_review is 'Who said what of a figure, when and why; the newest verdict is on the figure.';

create table held_alert (
  alert_id uuid not null,
  held_at timestamp with time zone default now() not null,
  constraint held_alert_pkey PRIMARY KEY (alert_id),
  constraint held_alert_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert(id) ON DELETE CASCADE
);
comment on table held_alert is 'Alerts that wait for the end of a country''s delay before they join a message of any channel.';

create table host_day (
  host text not null,
  day date not null,
  requests integer not null,
  constraint host_day_pkey PRIMARY KEY (host),
  constraint host_day_requests_check CHECK ((requests >= 0))
);
comment on table host_day is 'Requests of one UTC day to hosts that allow so many a day, shared by all workers.';
comment on column host_day.day is 'UTC.';

create table host_turn (
  host text not null,
  next_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  held_until timestamp with time zone,
  constraint host_turn_pkey PRIMARY KEY (host)
);
comment on table host_turn is 'When the next request to a host may leave, shared by all workers.';
comment on column host_turn.next_at is 'From when on a request that has no turn yet may ask to leave.';
comment on column host_turn.sent_at is 'When the newest request left.';
comment on column host_turn.held_until is 'Somebody is about to send a request, and nobody else sends one; over at this instant even where nobody says that it left.';

create table incident (
  id bigint generated always as identity,
  threshold_id bigint not null,
  series_id bigint not null,
  crossing_key text not null,
  state text not null,
  opened_at timestamp with time zone default now() not null,
  cleared_at timestamp with time zone,
  acknowledged_by text,
  acknowledged_at timestamp with time zone,
  silenced_until timestamp with time zone,
  crossing jsonb not null,
  started_on date not null,
  ended_on date,
  fired_at timestamp with time zone,
  told_value bigint,
  silenced_by text,
  changed_at timestamp with time zone default now() not null,
  constraint incident_pkey PRIMARY KEY (id),
  constraint incident_threshold_id_series_id_crossing_key_key UNIQUE (threshold_id, series_id, crossing_key),
  constraint incident_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'possible'::text, 'firing'::text, 'cleared'::text, 'corrected'::text, 'would_have_fired'::text]))),
  constraint incident_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(id),
  constraint incident_threshold_id_fkey FOREIGN KEY (threshold_id) REFERENCES threshold(id)
);
CREATE INDEX incident_open ON incident USING btree (id) WHERE (state = ANY (ARRAY['pending'::text, 'possible'::text, 'firing'::text]));
CREATE INDEX incident_series ON incident USING btree (series_id);
comment on table incident is 'The span from a crossing to its end; the unique key keeps one per crossing.';
comment on column incident.crossing is 'The crossing as the rules see it now (domain/incident.ts).';
comment on column incident.started_on is 'As-of at which it began.';
comment on column incident.told_value is 'The number that was last told in a message.';

create table incident_transition (
  id bigint generated always as identity,
  incident_id bigint not null,
  state text not null,
  reason text not null,
  evidence jsonb not null,
  at timestamp with time zone default now() not null,
  actor text,
  constraint incident_transition_pkey PRIMARY KEY (id),
  constraint incident_transition_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);
CREATE INDEX incident_transition_incident ON incident_transition USING btree (incident_id, id);
comment on column incident_transition.actor is 'Null: the rules; else who acknowledged or silenced.';

create table pcode (
  code text not null,
  country_iso3 text,
  level smallint not null,
  name text not null,
  parent_code text,
  place_id text,
  matched_by text,
  missed_by text,
  valid_from date,
  valid_to date,
  replaced_on date,
  list_id bigint not null,
  constraint pcode_pkey PRIMARY KEY (code),
  constraint pcode_check CHECK (((valid_to IS NULL) OR (valid_from IS NULL) OR (valid_from <= valid_to))),
  constraint pcode_check1 CHECK (((place_id IS NULL) = (matched_by IS NULL))),
  constraint pcode_check2 CHECK (((place_id IS NULL) = (missed_by IS NOT NULL))),
  constraint pcode_code_check CHECK ((code ~ '^[A-Z0-9][A-Z0-9._/-]{0,39}$'::text)),
  constraint pcode_country_iso3_check CHECK ((country_iso3 ~ '^[A-Z]{3}$'::text)),
  constraint pcode_level_check CHECK (((level >= 0) AND (level <= 5))),
  constraint pcode_matched_by_check CHECK ((matched_by = ANY (ARRAY['name'::text, 'spelling'::text, 'town'::text, 'elsewhere'::text]))),
  constraint pcode_missed_by_check CHECK ((missed_by = ANY (ARRAY['country'::text, 'level'::text, 'several'::text, 'name'::text]))),
  constraint pcode_list_id_fkey FOREIGN KEY (list_id) REFERENCES pcode_list(id)
);
CREATE INDEX pcode_country_level ON pcode USING btree (country_iso3, level);
CREATE INDEX pcode_place ON pcode USING btree (place_id) WHERE (place_id IS NOT NULL);
comment on table pcode is 'Every P-code that any imported list has named; one that a newer list no longer has still tells its place.';
comment on column pcode.name is 'The provider''s own spelling.';
comment on column pcode.place_id is 'Of the gazetteer; null where missed_by says why no unit of ours could be told.';
comment on column pcode.valid_to is 'Last day, both ends inclusive, as the list says.';
comment on column pcode.replaced_on is 'Day of the first list of its country and level without the code; null while it is current.';

create table pcode_list (
  id bigint generated always as identity,
  name text not null,
  sha256 text not null,
  units integer not null,
  attached integer not null,
  imported_by text not null,
  imported_at timestamp with time zone default clock_timestamp() not null,
  constraint pcode_list_pkey PRIMARY KEY (id),
  constraint pcode_list_check CHECK (((attached >= 0) AND (attached <= units))),
  constraint pcode_list_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint pcode_list_units_check CHECK ((units > 0))
);
comment on table pcode_list is 'An import that changed something. The newest imported_at tells running processes that codes changed.';
comment on column pcode_list.name is 'File name or address, without secrets.';
comment on column pcode_list.sha256 is 'Of the bytes as received.';

create table place_lead (
  place_id text not null,
  counter_family text not null,
  set_by text not null,
  set_at timestamp with time zone default now() not null,
  constraint place_lead_pkey PRIMARY KEY (place_id)
);
comment on table place_lead is 'The family of counters that an operator named for a place.';

create table reading (
  id bigint generated always as identity,
  report_id bigint not null,
  snapshot_id bigint not null,
  code_version text not null,
  language text,
  title text,
  text text not null,
  outcome text not null,
  recorded_at timestamp with time zone default now() not null,
  superseded_at timestamp with time zone,
  text_bands integer[],
  text_due boolean default false not null,
  constraint reading_pkey PRIMARY KEY (id),
  constraint reading_outcome_check CHECK ((outcome = ANY (ARRAY['figures'::text, 'no_figures'::text, 'language_not_supported'::text]))),
  constraint reading_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint reading_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES snapshot(id)
);
CREATE UNIQUE INDEX reading_current ON reading USING btree (report_id) WHERE (superseded_at IS NULL);
CREATE INDEX reading_report ON reading USING btree (report_id, id);
CREATE INDEX reading_snapshot ON reading USING btree (snapshot_id);
CREATE INDEX reading_superseded_text ON reading USING btree (superseded_at) WHERE ((superseded_at IS NOT NULL) AND (text <> ''::text));
CREATE INDEX reading_text_bands ON reading USING gin (text_bands) WITH (fastupdate=off) WHERE ((superseded_at IS NULL) AND (text_bands IS NOT NULL));
CREATE INDEX reading_text_due ON reading USING btree (id) WHERE text_due;
comment on table reading is 'A snapshot parsed and read by one version of the code; offsets of excerpts point into text.';
comment on column reading.text_bands is 'Bands of the text''s MinHash signature: texts alike have one in common. Null: too short, without figures, or laid out from rows.';
comment on column reading.text_due is 'Its report waits to be grouped with those that print the same text.';

create table report (
  id bigint generated always as identity,
  source_id text not null,
  url text not null,
  title text,
  publisher text,
  language text,
  published_at timestamp with time zone,
  published_on date,
  origin text not null,
  state text default 'discovered'::text not null,
  attempts integer default 0 not null,
  failures integer default 0 not null,
  next_attempt_at timestamp with time zone default now(),
  failure_code text,
  failure_message text,
  embargo_until timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  discovered_at timestamp with time zone default now() not null,
  read_at timestamp with time zone,
  text_group bigint,
  withdrawn_by text,
  changed_at timestamp with time zone,
  reread_at timestamp with time zone,
  rereads integer default 0 not null,
  constraint report_pkey PRIMARY KEY (id),
  constraint report_url_key UNIQUE (url),
  constraint report_origin_check CHECK ((origin = ANY (ARRAY['poll'::text, 'manual'::text, 'seed'::text, 'backfill'::text]))),
  constraint report_state_check CHECK ((state = ANY (ARRAY['discovered'::text, 'read'::text, 'skipped'::text, 'failed'::text, 'dead'::text]))),
  constraint report_url_check CHECK ((length(url) <= 2048)),
  constraint report_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
);
CREATE INDEX report_due ON report USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX report_embargo ON report USING btree (embargo_until) WHERE (embargo_until IS NOT NULL);
CREATE INDEX report_published ON report USING btree (published_on);
CREATE INDEX report_source ON report USING btree (source_id, id);
CREATE INDEX report_state ON report USING btree (state, id) WHERE (state = ANY (ARRAY['failed'::text, 'dead'::text]));
CREATE INDEX report_text_group ON report USING btree (text_group) WHERE (text_group IS NOT NULL);
CREATE INDEX report_withdrawn ON report USING btree (id) WHERE (withdrawn_at IS NOT NULL);
comment on table report is 'One document that a source published; url is its canonical address.';
comment on column report.published_on is 'The calendar day at the publisher; never a stand-in for as_of.';
comment on column report.attempts is 'Tries begun, counted before the work; one that a kill ended counts here alone.';
comment on column report.failures is 'Tries that ended with a recorded transient failure.';
comment on column report.next_attempt_at is 'When the next try is due; null when nothing is due.';
comment on column report.failure_message is 'In words for a person; null unless skipped, failed or dead.';
comment on column report.embargo_until is 'Empty again once it has ended.';
comment on column report.text_group is 'The least id of the reports that print the same text; null: it stands alone.';
comment on column report.withdrawn_by is 'The key or the terminal that was used.';
comment on column report.changed_at is 'The newest change that its listing had told when it was last due.';
comment on column report.reread_at is 'When it became due again for a change; rereads: how often.';

create table schema_migration (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migration_pkey PRIMARY KEY (version)
);

create table series (
  id bigint generated always as identity,
  subject_id bigint not null,
  kind text not null,
  unit text not null,
  since date,
  since_accuracy text,
  counter_family text,
  state text not null,
  rule text not null,
  version bigint default 1 not null,
  left_out jsonb default '[]'::jsonb not null,
  updated_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  source_ids text[] default '{}'::text[] not null,
  severe_claims bigint[] default '{}'::bigint[] not null,
  changed_in xid8,
  constraint series_pkey PRIMARY KEY (id),
  constraint series_subject_id_kind_unit_since_since_accuracy_key UNIQUE NULLS NOT DISTINCT (subject_id, kind, unit, since, since_accuracy),
  constraint series_kind_check CHECK ((kind = ANY (ARRAY['cumulative'::text, 'period'::text, 'stock'::text, 'event_sum'::text]))),
  constraint series_since_accuracy_check CHECK ((since_accuracy = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint series_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint series_unit_check CHECK ((unit = ANY (ARRAY['person'::text, 'household'::text]))),
  constraint series_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(id)
);
CREATE INDEX series_changed_in ON series USING btree (changed_in, id) WHERE (changed_in IS NOT NULL);
CREATE INDEX series_listed ON series USING btree (id) INCLUDE (version, subject_id, kind, state) WHERE (removed_at IS NULL);
CREATE INDEX series_read ON series USING btree (subject_id, id) INCLUDE (version, kind, state, removed_at);
comment on table series is 'Points of one subject, one kind, one unit; of cumulative ones since a fixed start.';
comment on column series.version is 'Grows with every change of a point; answers are cached by it.';
comment on column series.left_out is 'Claims of the subject that make no point, each with the reason.';
comment on column series.removed_at is 'When its last claim went; kept for known-on queries.';
comment on column series.source_ids is 'Sources whose reports print the claims of its points.';
comment on column series.severe_claims is 'Claims, on the line or left off it, that no report of less than severe sensitivity prints: for keys alone.';
comment on column series.changed_in is 'The transaction that wrote this version; null: before there was a stream.';

create table series_mark (
  id bigint generated always as identity,
  subject_id bigint not null,
  marked_at timestamp with time zone default now() not null,
  found_in text default COALESCE(NULLIF(current_setting('displacement.found_in'::text, true), ''::text), 'live'::text) not null,
  constraint series_mark_pkey PRIMARY KEY (id),
  constraint series_mark_found_in_check CHECK ((found_in = ANY (ARRAY['live'::text, 'backfill'::text]))),
  constraint series_mark_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(id)
);
CREATE INDEX series_mark_subject ON series_mark USING btree (subject_id);
comment on table series_mark is 'Subjects whose claims changed and whose series wait to be rebuilt. Rows, not a flag: two reports never wait for each other.';
comment on column series_mark.found_in is 'Of the transaction that made it: a run over the past says so by the setting displacement.found_in.';

create table series_point (
  id bigint generated always as identity,
  series_id bigint not null,
  from_on date,
  as_of date not null,
  value bigint,
  low bigint,
  high bigint,
  quantifier text not null,
  review text not null,
  witnesses integer not null,
  claim_ids bigint[] not null,
  flags text[] default '{}'::text[] not null,
  reason text not null,
  recorded_at timestamp with time zone default now() not null,
  superseded_at timestamp with time zone,
  constraint series_point_pkey PRIMARY KEY (id),
  constraint series_point_review_check CHECK ((review = ANY (ARRAY['machine_read'::text, 'partly'::text, 'cleared'::text]))),
  constraint series_point_series_id_fkey FOREIGN KEY (series_id) REFERENCES series(id)
);
CREATE UNIQUE INDEX series_point_current ON series_point USING btree (series_id, as_of, from_on) INCLUDE (value, low, high, quantifier, review) NULLS NOT DISTINCT WHERE (superseded_at IS NULL);
CREATE INDEX series_point_long ON series_point USING btree (series_id) WHERE ((superseded_at IS NULL) AND ((cardinality(claim_ids) > 100) OR (octet_length(reason) > 800)));
CREATE INDEX series_point_read ON series_point USING btree (series_id, as_of, from_on NULLS FIRST) INCLUDE (value, low, high, quantifier, review, witnesses, claim_ids, flags, reason) WHERE ((superseded_at IS NULL) AND (cardinality(claim_ids) <= 100) AND (octet_length(reason) <= 800));
CREATE INDEX series_point_recorded ON series_point USING btree (series_id, recorded_at);
comment on table series_point is 'One point as this database showed it from recorded_at until superseded_at.';

create table snapshot (
  id bigint generated always as identity,
  report_id bigint not null,
  sha256 text not null,
  url text not null,
  status integer not null,
  media_type text,
  size_bytes bigint not null,
  etag text,
  last_modified text,
  fetched_at timestamp with time zone not null,
  constraint snapshot_pkey PRIMARY KEY (id),
  constraint snapshot_report_id_sha256_key UNIQUE (report_id, sha256),
  constraint snapshot_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
);
CREATE INDEX snapshot_fetched ON snapshot USING btree (fetched_at);
CREATE INDEX snapshot_sha256 ON snapshot USING btree (sha256);
comment on table snapshot is 'One fetch of a report that brought new bytes.';
comment on column snapshot.url is 'The address that answered, after redirects.';

create table snapshot_body (
  sha256 text not null,
  encoding text not null,
  bytes bytea,
  place text default 'table'::text not null,
  packed_bytes bigint,
  constraint snapshot_body_pkey PRIMARY KEY (sha256),
  constraint bytes_where_told CHECK ((((place = 'bucket'::text) = (bytes IS NULL)) AND ((place = 'bucket'::text) = (packed_bytes IS NOT NULL)))),
  constraint snapshot_body_encoding_check CHECK ((encoding = ANY (ARRAY['identity'::text, 'br'::text]))),
  constraint snapshot_body_place_check CHECK ((place = ANY (ARRAY['table'::text, 'moving'::text, 'bucket'::text]))),
  constraint snapshot_body_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX snapshot_body_place ON snapshot_body USING btree (place);
comment on table snapshot_body is 'Bytes as received, once each; withdrawn reports lose theirs.';
comment on column snapshot_body.place is 'table: here alone · moving: here, and perhaps in the bucket · bucket: there alone.';
comment on column snapshot_body.packed_bytes is 'How much they take in the bucket.';

create table source (
  id text not null,
  name text not null,
  adapter text not null,
  url text not null,
  settings jsonb default '{}'::jsonb not null,
  language text,
  licence text not null,
  attribution text not null,
  redistribution text not null,
  sensitivity text default 'moderate'::text not null,
  enabled boolean default true not null,
  poll_interval_s integer default 3600 not null,
  min_delay_ms integer default 1000 not null,
  next_due_at timestamp with time zone default now() not null,
  etag text,
  last_modified text,
  health text default 'new'::text not null,
  health_reason text,
  failures integer default 0 not null,
  last_polled_at timestamp with time zone,
  last_success_at timestamp with time zone,
  last_found integer,
  last_discovered integer,
  created_at timestamp with time zone default now() not null,
  moved_to text,
  constraint source_pkey PRIMARY KEY (id),
  constraint source_health_check CHECK ((health = ANY (ARRAY['new'::text, 'healthy'::text, 'failing'::text, 'stopped'::text]))),
  constraint source_id_check CHECK ((id ~ '^[a-z0-9][a-z0-9-]{1,63}$'::text)),
  constraint source_min_delay_ms_check CHECK ((min_delay_ms >= 0)),
  constraint source_poll_interval_s_check CHECK (((poll_interval_s >= 60) AND (poll_interval_s <= 2592000))),
  constraint source_redistribution_check CHECK ((redistribution = ANY (ARRAY['open'::text, 'derived_only'::text, 'internal'::text]))),
  constraint source_sensitivity_check CHECK ((sensitivity = ANY (ARRAY['low'::text, 'moderate'::text, 'high'::text, 'severe'::text])))
);
CREATE INDEX source_due ON source USING btree (next_due_at) WHERE (enabled AND (health <> 'stopped'::text));
comment on table source is 'A publisher that the worker reads, with what its terms allow.';
comment on column source.settings is 'What the adapter needs beyond the address (selectors, keys by name); no secrets.';
comment on column source.poll_interval_s is 'Seconds between polls.';
comment on column source.min_delay_ms is 'Least pause between two requests to its host.';
comment on column source.next_due_at is 'When the next poll may start; a poll that runs has moved it ahead.';
comment on column source.health_reason is 'In words for a person; null while healthy or new.';
comment on column source.failures is 'Polls failed in a row.';
comment on column source.last_found is 'Reports that the newest successful poll saw; null before the first.';
comment on column source.last_discovered is 'Of those, the ones not known before.';
comment on column source.moved_to is 'Where permanent redirects led at the newest successful poll; the next one begins there.';

create table subject (
  id bigint generated always as identity,
  place_id text not null,
  place_role text not null,
  category text not null,
  scope text not null,
  cause text,
  reconciled_at timestamp with time zone,
  constraint subject_pkey PRIMARY KEY (id),
  constraint subject_place_id_place_role_category_scope_cause_key UNIQUE NULLS NOT DISTINCT (place_id, place_role, category, scope, cause),
  constraint subject_category_check CHECK ((category = ANY (ARRAY['internal_displacements'::text, 'cross_border_displacements'::text, 'returns'::text, 'idps'::text, 'refugees'::text, 'returnees'::text]))),
  constraint subject_cause_check CHECK ((cause = ANY (ARRAY['conflict'::text, 'disaster'::text, 'other'::text, 'mixed'::text, 'all'::text]))),
  constraint subject_place_role_check CHECK ((place_role = ANY (ARRAY['origin'::text, 'destination'::text, 'both'::text]))),
  constraint subject_scope_check CHECK ((scope = ANY (ARRAY['all'::text, 'in_sites'::text, 'outside_sites'::text, 'registered'::text, 'verified'::text, 'new_arrivals'::text, 'cohort'::text])))
);
CREATE INDEX subject_read ON subject USING btree (place_id, category, id) INCLUDE (cause);
comment on table subject is 'What every claim of a series shares; the unit in which series are rebuilt and locked.';

create table threshold (
  id bigint generated always as identity,
  name text not null,
  kind text not null,
  place_id text,
  with_children boolean default false not null,
  category text,
  cause text,
  severity text default 'moderate'::text not null,
  enabled boolean default true not null,
  created_by text not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  rule jsonb not null,
  admin_level smallint,
  scope text default 'all'::text not null,
  series_kind text,
  minimum_confidence real,
  minimum_reliability real,
  reviewed_only boolean default false not null,
  for_days integer default 0 not null,
  cool_down_days integer default 0 not null,
  escalate_ratio real,
  changed_at timestamp with time zone default now() not null,
  constraint threshold_pkey PRIMARY KEY (id),
  constraint threshold_admin_level_check CHECK (((admin_level >= 0) AND (admin_level <= 2))),
  constraint threshold_cool_down_days_check CHECK (((cool_down_days >= 0) AND (cool_down_days <= 3650))),
  constraint threshold_escalate_ratio_check CHECK ((escalate_ratio > (0)::double precision)),
  constraint threshold_for_days_check CHECK (((for_days >= 0) AND (for_days <= 3650))),
  constraint threshold_kind_check CHECK ((kind = ANY (ARRAY['level'::text, 'rise'::text, 'record'::text, 'first'::text, 'stale'::text, 'drop'::text, 'conflict'::text, 'revised'::text]))),
  constraint threshold_minimum_confidence_check CHECK (((minimum_confidence >= (0)::double precision) AND (minimum_confidence <= (1)::double precision))),
  constraint threshold_minimum_reliability_check CHECK (((minimum_reliability >= (0)::double precision) AND (minimum_reliability <= (1)::double precision))),
  constraint threshold_series_kind_check CHECK ((series_kind = ANY (ARRAY['cumulative'::text, 'period'::text, 'stock'::text, 'event_sum'::text]))),
  constraint threshold_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'moderate'::text, 'severe'::text, 'extreme'::text])))
);
CREATE UNIQUE INDEX threshold_name ON threshold USING btree (name) WHERE (removed_at IS NULL);
comment on table threshold is 'A rule that watches series; which ones stands in columns, what it asks of them in rule.';
comment on column threshold.cause is '''unknown'': series whose cause no text tells; null: any.';
comment on column threshold.rule is 'As domain/threshold.ts has it; rule.kind equals kind.';

CREATE OR REPLACE FUNCTION public.delivery_remembers_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.delivered_in := pg_current_xact_id();
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.mark_series_of_figure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Once a subject and transaction: a source may have a million figures. Marks of others may be worked off already.
  insert into series_mark (subject_id)
  select c.subject_id from claim c
  where c.id = new.claim_id and not exists (
    select from series_mark m where m.subject_id = c.subject_id and m.xmin = pg_current_xact_id()::xid);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.mark_series_of_report()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into series_mark (subject_id)
  select distinct c.subject_id from figure f join claim c on c.id = f.claim_id
  where f.report_id = new.id and f.superseded_at is null order by 1;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.remember_bucket_removal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into bucket_removal (sha256) select sha256 from gone where place <> 'table' order by sha256
  on conflict (sha256) do update set asked_at = clock_timestamp(), removed_at = null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.series_remembers_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.source_grades_figures()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update figure f set sensitivity = new.sensitivity from report r
  where r.id = f.report_id and r.source_id = new.id and f.sensitivity = old.sensitivity;
  return null;
end $function$;

CREATE TRIGGER body_gone AFTER DELETE ON public.snapshot_body REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_bucket_removal();

CREATE TRIGGER delivery_remembers_end BEFORE UPDATE ON public.delivery FOR EACH ROW WHEN (((new.state = 'delivered'::text) AND (old.state <> 'delivered'::text))) EXECUTE FUNCTION delivery_remembers_end();

CREATE TRIGGER delivery_remembers_insert BEFORE INSERT ON public.delivery FOR EACH ROW WHEN ((new.state = 'delivered'::text)) EXECUTE FUNCTION delivery_remembers_end();

CREATE TRIGGER figure_marks_series AFTER UPDATE ON public.figure FOR EACH ROW WHEN (((new.sensitivity IS DISTINCT FROM old.sensitivity) AND (new.claim_id IS NOT NULL))) EXECUTE FUNCTION mark_series_of_figure();

CREATE TRIGGER report_marks_series AFTER UPDATE ON public.report FOR EACH ROW WHEN (((new.embargo_until IS DISTINCT FROM old.embargo_until) OR (new.withdrawn_at IS DISTINCT FROM old.withdrawn_at))) EXECUTE FUNCTION mark_series_of_report();

CREATE TRIGGER series_remembers_change BEFORE UPDATE ON public.series FOR EACH ROW WHEN ((new.version IS DISTINCT FROM old.version)) EXECUTE FUNCTION series_remembers_change();

CREATE TRIGGER series_remembers_insert BEFORE INSERT ON public.series FOR EACH ROW EXECUTE FUNCTION series_remembers_change();

CREATE TRIGGER source_grades_figures AFTER UPDATE ON public.source FOR EACH ROW WHEN ((new.sensitivity IS DISTINCT FROM old.sensitivity)) EXECUTE FUNCTION source_grades_figures();
