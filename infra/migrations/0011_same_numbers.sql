-- Why: whoever rebuilds a place looks for its numbers in the places around it. By number and subject that is one probe each; by number
-- alone every claim of a round number was read. What a person doubted is few among very many figures: a claim without any is
-- known at once.
-- Locks: claim, then figure against writing while their indexes are made.

drop index claim_value;
create index claim_value on claim (value, subject_id);
create index figure_doubted on figure (claim_id)
  where superseded_at is null and (review = 'rejected' or evidence_changed is not null);
