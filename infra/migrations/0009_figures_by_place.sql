-- Why: the newest figures of a place, or of one office, are read in the order of an index; before, all figures of the place were
-- read and sorted for a page of fifty.
-- Locks: figure against writing while two indexes are built.

create index figure_newest on figure (place_id, id) where superseded_at is null;
drop index figure_place;
create index figure_counter on figure (counter_id, id) where superseded_at is null;
