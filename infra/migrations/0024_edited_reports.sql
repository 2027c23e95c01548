-- Why: publishers correct their reports, and tell it in their listings. A report that changed since it was read is read again.
-- Locks: report for a moment, for columns without a default or with a constant one (no rewrite).

alter table report
  add column changed_at timestamptz,
  add column reread_at timestamptz,
  add column rereads integer not null default 0;
comment on column report.changed_at is 'The newest change that its listing had told when it was last due.';
comment on column report.reread_at is 'When it became due again for a change; rereads: how often.';
