-- no transaction
-- Why: what waits to be moved is found without reading every row; equal values share their entry, so a million take a few MB.
-- Locks: none that readers or writers wait for. Where it was interrupted, an index that is not valid is made anew.

drop index concurrently if exists snapshot_body_place;
create index concurrently snapshot_body_place on snapshot_body (place);
