-- Why: a stream of events that is resumed without loss or double. Rows remember the transaction that changed them; a reader
-- goes as far as the oldest transaction still running, behind which nothing can appear any more. A sequence or a clock could
-- not do that: a transaction that began earlier may commit later.
-- Locks: series and delivery exclusively, for a new column without a default (no rewrite) and an index over rows that have it:
-- at first none.

alter table series add column changed_in xid8;
comment on column series.changed_in is 'The transaction that wrote this version; null: before there was a stream.';
create index series_changed_in on series (changed_in, id) where changed_in is not null;
create function series_remembers_change() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end $$;
create trigger series_remembers_insert before insert on series for each row execute function series_remembers_change();
create trigger series_remembers_change before update on series for each row
  when (new.version is distinct from old.version) execute function series_remembers_change();

alter table delivery add column delivered_in xid8;
comment on column delivery.delivered_in is 'The transaction in which it was last told as delivered.';
create index delivery_delivered_in on delivery (channel_id, delivered_in, id) where delivered_in is not null;
create function delivery_remembers_end() returns trigger language plpgsql as $$
begin
  new.delivered_in := pg_current_xact_id();
  return new;
end $$;
create trigger delivery_remembers_end before update on delivery for each row
  when (new.state = 'delivered' and old.state <> 'delivered') execute function delivery_remembers_end();
-- A restored archive brings numbers of another server's transactions.
create trigger delivery_remembers_insert before insert on delivery for each row
  when (new.state = 'delivered') execute function delivery_remembers_end();
