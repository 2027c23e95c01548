-- Why: a report is withdrawn by name, and nothing brings it back: its bytes are known by their hash (index in 0023), wherever they
-- come from.
-- Locks: report for a moment, for a column without a default; against writing while the index is made, over no rows.

alter table report add column withdrawn_by text;
comment on column report.withdrawn_by is 'The key or the terminal that was used.';
create index report_withdrawn on report (id) where withdrawn_at is not null;
