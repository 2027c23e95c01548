/** The database has no room for bodies of reports for a while: error 53100, as from a full disk. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'a full disk is an outage: nothing is stored by half, and the work is repeated',
  async strike({ sql }, dice) {
    await sql.unsafe(`
      create function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger no_room before insert on snapshot_body for each row execute function no_room()`)
    await pause(dice.between(1_000, 4_000))
    await sql.unsafe('drop trigger no_room on snapshot_body; drop function no_room()')
  },
} satisfies Fault
