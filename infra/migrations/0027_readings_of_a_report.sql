-- no transaction
-- Why: whether a report was read before is asked for each report that is read; with the current readings' index alone every
-- reading was looked at. Texts that are the same are looked for as often: what the index of their signatures had put off until later,
-- up to 4 MB, was read through each time.
-- Locks: none that readers or writers wait for. Where it was interrupted, an index that is not valid is made anew.

drop index concurrently if exists reading_report;
create index concurrently reading_report on reading (report_id, id);
alter index reading_text_bands set (fastupdate = off);
select gin_clean_pending_list('reading_text_bands');
