-- Why: a number said of a wider place too is restated there; whoever rebuilds either place looks for it by the number.
-- Locks: claim against writing while the index is made.

create index claim_value on claim (value);
