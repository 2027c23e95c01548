-- Why: the bytes of snapshots may live in S3-compatible storage. They are written here with everything else of their report and moved
-- afterwards, so that nothing depends on two stores at once; what is deleted here is remembered until it is deleted there, too.
-- Locks: snapshot_body for as long as a scan of its rows without their bytes takes (a second for a million); no rewrite.

alter table snapshot_body
  add column place text not null default 'table' check (place in ('table', 'moving', 'bucket')),
  add column packed_bytes bigint,
  alter column bytes drop not null,
  add constraint bytes_where_told check ((place = 'bucket') = (bytes is null) and (place = 'bucket') = (packed_bytes is not null));
comment on column snapshot_body.place is 'table: here alone · moving: here, and perhaps in the bucket · bucket: there alone.';
comment on column snapshot_body.packed_bytes is 'How much they take in the bucket.';

create table bucket_removal (
  sha256 text primary key,
  asked_at timestamptz not null default clock_timestamp(),
  removed_at timestamptz
);
comment on table bucket_removal is 'Objects to delete: once at once, and again when whatever was under way is over.';

create function remember_bucket_removal() returns trigger language plpgsql as $$
begin
  insert into bucket_removal (sha256) select sha256 from gone where place <> 'table' order by sha256
  on conflict (sha256) do update set asked_at = clock_timestamp(), removed_at = null;
  return null;
end $$;
create trigger body_gone after delete on snapshot_body referencing old table as gone
  for each statement execute function remember_bucket_removal();
