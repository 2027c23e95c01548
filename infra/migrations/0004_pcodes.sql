-- Why: P-codes, the codes that humanitarian lists give to units, come with lists that a person imports; the places
-- themselves are data of the program and in no table.
-- Locks: new tables only.

create table pcode_list (
  id bigint generated always as identity primary key,
  name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  units integer not null check (units > 0),
  attached integer not null check (attached between 0 and units),
  imported_by text not null,
  imported_at timestamptz not null default clock_timestamp()
);
comment on table pcode_list is 'An import that changed something. The newest imported_at tells running processes that codes changed.';
comment on column pcode_list.name is 'File name or address, without secrets.';
comment on column pcode_list.sha256 is 'Of the bytes as received.';

create table pcode (
  code text primary key check (code ~ '^[A-Z0-9][A-Z0-9._/-]{0,39}$'),
  country_iso3 text check (country_iso3 ~ '^[A-Z]{3}$'),
  level smallint not null check (level between 0 and 5),
  name text not null,
  parent_code text,
  place_id text,
  matched_by text check (matched_by in ('name', 'spelling', 'town', 'elsewhere')),
  missed_by text check (missed_by in ('country', 'level', 'several', 'name')),
  valid_from date,
  valid_to date,
  replaced_on date,
  list_id bigint not null references pcode_list,
  check (valid_to is null or valid_from is null or valid_from <= valid_to),
  check ((place_id is null) = (matched_by is null)),
  check ((place_id is null) = (missed_by is not null))
);
create index pcode_place on pcode (place_id) where place_id is not null;
create index pcode_country_level on pcode (country_iso3, level);
comment on table pcode is 'Every P-code that any imported list has named; one that a newer list no longer has still tells its place.';
comment on column pcode.name is 'The provider''s own spelling.';
comment on column pcode.place_id is 'Of the gazetteer; null where missed_by says why no unit of ours could be told.';
comment on column pcode.valid_to is 'Last day, both ends inclusive, as the list says.';
comment on column pcode.replaced_on is 'Day of the first list of its country and level without the code; null while it is current.';
