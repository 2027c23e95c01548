-- no transaction
-- Why: whether a report was read before is asked for each report that is read; with the current readings' index alone every
-- reading was looked at.
-- Locks: none that readers or writers wait for. Where it was interrupted, an index that is not valid is made anew.

drop index concurrently if exists reading_report;
create index concurrently reading_report on reading (report_id, id);
