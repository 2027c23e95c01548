-- Why: figures with their exact words, the claims they make, and the series built from those claims.
-- Locks: new tables only.

create table counter (
  id bigint generated always as identity primary key,
  name text not null unique,
  family text not null,
  reliability real not null check (reliability between 0 and 1)
);
comment on table counter is 'An office that counted; family is the root of its tree (UN for OCHA).';

create table event (
  id bigint generated always as identity primary key,
  name text not null,
  cause text not null check (cause in ('conflict', 'disaster', 'other', 'mixed')),
  hazard text,
  began_on date,
  began_accuracy text check (began_accuracy in ('day', 'week', 'month', 'year')),
  recorded_at timestamptz not null default now(),
  check ((began_on is null) = (began_accuracy is null))
);
create table event_code (
  scheme text not null,
  code text not null,
  event_id bigint not null references event,
  primary key (scheme, code)
);
comment on table event_code is 'GLIDE, idu, ifrc … numbers of an event.';

create table subject (
  id bigint generated always as identity primary key,
  place_id text not null,
  place_role text not null check (place_role in ('origin', 'destination', 'both')),
  category text not null check (category in ('internal_displacements', 'cross_border_displacements', 'returns', 'idps', 'refugees', 'returnees')),
  scope text not null check (scope in ('all', 'in_sites', 'outside_sites', 'registered', 'verified', 'new_arrivals', 'cohort')),
  cause text check (cause in ('conflict', 'disaster', 'other', 'mixed', 'all')),
  reconciled_at timestamptz,
  unique nulls not distinct (place_id, place_role, category, scope, cause)
);
comment on table subject is 'What every claim of a series shares; the unit in which series are rebuilt and locked.';

create table place_lead (
  place_id text primary key,
  counter_family text not null,
  set_by text not null,
  set_at timestamptz not null default now()
);
comment on table place_lead is 'The family of counters that an operator named for a place.';

create table claim (
  id bigint generated always as identity primary key,
  subject_id bigint not null references subject,
  claim_key text not null,
  unit text not null check (unit in ('person', 'household')),
  value bigint not null check (value >= 0),
  value_high bigint check (value_high >= value),
  since date,
  since_accuracy text check (since_accuracy in ('day', 'week', 'month', 'year')),
  as_of date,
  as_of_accuracy text check (as_of_accuracy in ('day', 'week', 'month', 'year')),
  counter_id bigint references counter,
  event_id bigint references event,
  operation text,
  round integer,
  assessment_type text,
  coverage text[],
  recorded_at timestamptz not null default now(),
  unique (subject_id, claim_key),
  check ((since is null) = (since_accuracy is null)),
  check ((as_of is null) = (as_of_accuracy is null))
);
comment on table claim is 'What one counter says of one place and window. Its figures are its witnesses; without a living one it counts for nothing.';
comment on column claim.as_of is 'As stated; null where no report states it.';
comment on column claim.claim_key is 'What figures that say the same share, as packages/series words it.';

create table figure (
  id bigint generated always as identity primary key,
  reading_id bigint not null references reading,
  report_id bigint not null references report,
  position integer not null,
  claim_id bigint references claim,
  excerpt_start integer not null check (excerpt_start >= 0),
  excerpt_end integer not null check (excerpt_end > excerpt_start),
  excerpt_text text not null,
  value bigint not null check (value >= 0),
  value_high bigint check (value_high >= value),
  quantifier text not null check (quantifier in ('exact', 'more_than', 'less_than', 'approximately', 'nearly', 'up_to', 'range', 'vague')),
  unit text not null check (unit in ('person', 'household')),
  household_size real check (household_size > 0),
  persons bigint check (persons >= 0),
  category text not null check (category in ('internal_displacements', 'cross_border_displacements', 'returns', 'idps', 'refugees', 'returnees', 'displaced_unspecified')),
  border text check (border in ('internal', 'cross_border', 'unknown')),
  term text not null check (term in ('displaced', 'fled', 'forced_to_flee', 'evacuated', 'uprooted', 'relocated', 'sheltered', 'in_camp', 'homeless', 'returned', 'refugee', 'asylum_seeker', 'other')),
  scope text not null check (scope in ('all', 'in_sites', 'outside_sites', 'registered', 'verified', 'new_arrivals', 'cohort')),
  cause text check (cause in ('conflict', 'disaster', 'other', 'mixed', 'all')),
  hazard text,
  occurred text not null check (occurred in ('before', 'during', 'after', 'unknown')),
  status text not null check (status in ('preliminary', 'reported', 'verified', 'registered', 'estimated')),
  repeated boolean not null,
  place_name text,
  place_id text,
  country_iso3 text check (country_iso3 ~ '^[A-Z]{3}$'),
  place_role text check (place_role in ('origin', 'destination', 'both')),
  place_accuracy text check (place_accuracy in ('adm0', 'adm1', 'adm2', 'adm3', 'point', 'area')),
  since date,
  since_accuracy text check (since_accuracy in ('day', 'week', 'month', 'year')),
  as_of date,
  as_of_accuracy text check (as_of_accuracy in ('day', 'week', 'month', 'year')),
  as_of_basis text not null check (as_of_basis in ('stated', 'published')),
  window_kind text check (window_kind in ('since', 'between', 'rolling')),
  counter_name text,
  own_document boolean not null default false,
  counter_id bigint references counter,
  event_id bigint references event,
  subset_of bigint references figure,
  confidence real not null check (confidence between 0 and 1),
  role text not null default 'candidate' check (role in ('candidate', 'recommended', 'triangulation')),
  review text not null default 'unreviewed' check (review in ('unreviewed', 'approved', 'rejected', 'corrected')),
  sensitivity text not null default 'moderate' check (sensitivity in ('low', 'moderate', 'high', 'severe')),
  operation text,
  round integer,
  assessment_type text,
  coverage text[],
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  check ((since is null) = (since_accuracy is null)),
  check ((as_of is null) = (as_of_accuracy is null)),
  check (since is null or as_of is null or since <= as_of or since_accuracy <> 'day' or as_of_accuracy <> 'day')
);
comment on table figure is 'One stated number with its exact words. Superseded, never erased.';
comment on column figure.position is 'Order in the reading, from 0.';
comment on column figure.window_kind is 'How the text tells the days of a flow: since a fixed day, a closed span, or counted back from the telling.';
comment on column figure.counter_name is 'As the text names it; counter_id leads to the office.';
comment on column figure.own_document is 'The counter itself published the report.';
comment on column figure.subset_of is 'The figure that this one is a part of; such a part makes no claim.';
comment on column figure.coverage is 'Place ids of the units that the round assessed.';
create index figure_claim on figure (claim_id);
create index figure_report on figure (report_id);
create unique index figure_position on figure (reading_id, position) where superseded_at is null;
create index figure_place on figure (place_id, category, id) where superseded_at is null;
create index figure_subset on figure (subset_of) where subset_of is not null;
create index figure_country on figure (country_iso3, id) where superseded_at is null;

create table figure_review (
  id bigint generated always as identity primary key,
  figure_id bigint not null references figure,
  verdict text not null check (verdict in ('approved', 'rejected', 'corrected')),
  reviewer text not null,
  reason text,
  correction jsonb,
  at timestamptz not null default now()
);
comment on table figure_review is 'Who said what of a figure, when and why; the newest verdict is on the figure.';
create index figure_review_figure on figure_review (figure_id, id);

create table series (
  id bigint generated always as identity primary key,
  subject_id bigint not null references subject,
  kind text not null check (kind in ('cumulative', 'period', 'stock', 'event_sum')),
  unit text not null check (unit in ('person', 'household')),
  since date,
  since_accuracy text check (since_accuracy in ('day', 'week', 'month', 'year')),
  counter_family text,
  state text not null check (state in ('open', 'closed')),
  rule text not null,
  version bigint not null default 1,
  left_out jsonb not null default '[]',
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique nulls not distinct (subject_id, kind, unit, since, since_accuracy)
);
comment on table series is 'Points of one subject, one kind, one unit; of cumulative ones since a fixed start.';
comment on column series.version is 'Grows with every change of a point; answers are cached by it.';
comment on column series.left_out is 'Claims of the subject that make no point, each with the reason.';
comment on column series.removed_at is 'When its last claim went; kept for known-on queries.';

create table series_point (
  id bigint generated always as identity primary key,
  series_id bigint not null references series,
  from_on date,
  as_of date not null,
  value bigint,
  low bigint,
  high bigint,
  quantifier text not null,
  review text not null check (review in ('machine_read', 'partly', 'cleared')),
  witnesses integer not null,
  claim_ids bigint[] not null,
  flags text[] not null default '{}',
  reason text not null,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
comment on table series_point is 'One point as this database showed it from recorded_at until superseded_at.';
create unique index series_point_current on series_point (series_id, as_of, from_on) nulls not distinct where superseded_at is null;
create index series_point_recorded on series_point (series_id, recorded_at);

create table series_mark (
  id bigint generated always as identity primary key,
  subject_id bigint not null references subject,
  marked_at timestamptz not null default now()
);
comment on table series_mark is 'Subjects whose claims changed and whose series wait to be rebuilt. Rows, not a flag: two reports never wait for each other.';
create index series_mark_subject on series_mark (subject_id);
