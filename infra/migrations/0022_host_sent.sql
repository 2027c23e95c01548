-- Why: a host's pause was kept between turns; a request that left late in its turn came too close to the next one. The pause is
-- counted from the moment a request was sent now.
-- Locks: host_turn for a moment, to add columns.

alter table host_turn add sent_at timestamptz, add held_until timestamptz;
comment on column host_turn.next_at is 'From when on a request that has no turn yet may ask to leave.';
comment on column host_turn.sent_at is 'When the newest request left.';
comment on column host_turn.held_until is 'Somebody is about to send a request, and nobody else sends one; over at this instant even where nobody says that it left.';
