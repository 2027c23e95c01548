-- Why: figures are listed by any filters together. What matches rarely is found through these, so that no list reads the whole
-- table; `figure_facets` holds equal keys once (about 8 bytes a figure) and serves any of its columns.
-- Locks: figure against writing while three indexes are made, about 8 s a million figures; report for a moment.

create index figure_facets on figure (category, country_iso3, cause, scope, term, unit, place_role) where superseded_at is null;
create index figure_as_of on figure (as_of) where superseded_at is null;
create index figure_reviewed on figure (review, id) where superseded_at is null and review <> 'unreviewed';
create index report_published on report (published_on);
