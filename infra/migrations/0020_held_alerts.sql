-- Why: an alert that tells a number of a country with a delay may go to nobody before the delay ends, and must go to everybody
-- then. Until now it was left out of its message for good.
-- Locks: none; a new table.

create table held_alert (
  alert_id uuid primary key references alert on delete cascade,
  held_at timestamptz not null default now()
);
comment on table held_alert is 'Alerts that wait for the end of a country''s delay before they join a message of any channel.';
