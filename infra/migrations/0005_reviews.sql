-- Why: a correction is a figure of its own beside the one it corrects; a reviewed figure whose evidence changed stays, says so,
-- and holds back what was read in its place until a person decides.
-- Locks: `figure` exclusively for a moment (columns without a default), then while two small indexes are built.

alter table figure
  add column corrects bigint references figure,
  add column evidence_changed text check (evidence_changed in ('words_gone', 'read_otherwise')),
  add column rival_of bigint references figure;
comment on column figure.corrects is 'The machine''s figure that a person corrected into this one.';
comment on column figure.evidence_changed is 'A newer reading of the report no longer says what a person had approved or corrected; null: it does, or a person has decided.';
comment on column figure.rival_of is 'The reviewed figure in whose place this one was read: of the two at most one is a witness, the older until a person decides.';
create index figure_evidence_changed on figure (id) where evidence_changed is not null and superseded_at is null;
create index figure_rival_of on figure (rival_of) where rival_of is not null;
create index figure_corrects on figure (corrects) where corrects is not null;
