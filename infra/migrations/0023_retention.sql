-- Why: what is kept only for so long is found by its age, a few rows at a time.
-- Locks: snapshot, reading and delivery against writing while their indexes are made; the second over superseded readings alone.

create index snapshot_fetched on snapshot (fetched_at);
create index reading_superseded_text on reading (superseded_at) where superseded_at is not null and text <> '';
create index delivery_ended on delivery (created_at) where state in ('delivered', 'dropped');
