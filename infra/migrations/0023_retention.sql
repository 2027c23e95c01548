-- no transaction
-- Why: what is kept only for so long is found by its age, a few rows at a time; and the pages of a withdrawn report by their hash.
-- Locks: none that readers or writers wait for. Where it was interrupted, an index that is not valid is made anew.

drop index concurrently if exists snapshot_sha256;
create index concurrently snapshot_sha256 on snapshot (sha256);
drop index concurrently if exists snapshot_fetched;
create index concurrently snapshot_fetched on snapshot (fetched_at);
drop index concurrently if exists reading_superseded_text;
create index concurrently reading_superseded_text on reading (superseded_at) where superseded_at is not null and text <> '';
drop index concurrently if exists delivery_ended;
create index concurrently delivery_ended on delivery (created_at) where state in ('delivered', 'dropped');
