-- Why: the points of a trend are read from an index alone, in their order, wherever they lie in the table: a line that grew for
-- years lies on as many pages as it has points. A point of very many claims, or of a long reason, does not fit into an index
-- (2,704 bytes an entry) and is found through one of its own.
-- Locks: series_point against writing while two indexes are made, about 15 s a million points.

create index series_point_read on series_point (series_id, as_of, from_on nulls first)
  include (value, low, high, quantifier, review, witnesses, claim_ids, flags, reason)
  where superseded_at is null and cardinality(claim_ids) <= 100 and octet_length(reason) <= 800;
create index series_point_long on series_point (series_id)
  where superseded_at is null and (cardinality(claim_ids) > 100 or octet_length(reason) > 800);
