-- Where a source moved for good, and how many requests a host that allows so many a day was sent.
-- Locks: source, for the moment that a column without a default takes. Rows: none touched.
alter table source add column moved_to text;
comment on column source.moved_to is 'Where permanent redirects led at the newest successful poll; the next one begins there.';

create table host_day (
  host text primary key,
  day date not null,
  requests integer not null check (requests >= 0)
);
comment on table host_day is 'Requests of one UTC day to hosts that allow so many a day, shared by all workers.';
comment on column host_day.day is 'UTC.';
