-- Why: what the API asks on every request (have these series changed? what is their newest number?) is answered from
-- indexes alone, so that it costs the same however much is stored.
-- Locks: subject and series against writing while a small index is made; series_point while one is made again.

create index subject_read on subject (place_id, category, id);
create index series_read on series (subject_id, id) include (version);
drop index series_point_current;
create unique index series_point_current on series_point (series_id, as_of, from_on)
  include (value, low, high, quantifier, review) nulls not distinct where superseded_at is null;
