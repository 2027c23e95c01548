-- Why: one agency's text on forty sites is one voice, not forty. A signature of each text finds the others that print it; reports
-- that do are of one group, and a claim counts the group once.
-- Locks: reading and report exclusively for new columns (no rewrite); against writing while the indexes are made, over rows
-- that have no signature yet.

alter table reading add column text_bands integer[];
alter table reading add column text_due boolean not null default false;
comment on column reading.text_bands is 'Bands of the text''s MinHash signature: texts alike have one in common. Null: too short, without figures, or laid out from rows.';
comment on column reading.text_due is 'Its report waits to be grouped with those that print the same text.';
create index reading_text_bands on reading using gin (text_bands) where superseded_at is null and text_bands is not null;
create index reading_text_due on reading (id) where text_due;

alter table report add column text_group bigint;
comment on column report.text_group is 'The least id of the reports that print the same text; null: it stands alone.';
create index report_text_group on report (text_group) where text_group is not null;
