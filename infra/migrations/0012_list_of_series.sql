-- Why: a page of the list of series, and whether it changed, is read from indexes alone, whatever it is filtered by.
-- Locks: subject and series against writing while small indexes are made.

create index series_listed on series (id) include (version, subject_id, kind, state) where removed_at is null;
drop index series_read;
create index series_read on series (subject_id, id) include (version, kind, state, removed_at);
drop index subject_read;
create index subject_read on subject (place_id, category, id) include (cause);
