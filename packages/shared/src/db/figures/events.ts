/** Events by the codes that services and agencies give them: GLIDE, IDMC's event id. */
import type { Cause, IsoDate } from '../../domain/index.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { storable } from '../connection/text.ts'

export interface NewEvent {
  name: string
  cause: Exclude<Cause, 'all'>
  hazard: string | null
  beganOn: IsoDate | null
  /** At least one; the first is the service's own and leads, the others are added to the event it finds. */
  codes: readonly { scheme: string; code: string }[]
}

/**
 * Ids in the order given; makes what is missing. An event's own code (its first) finds it. By another code only an event is found
 * that its service has not told of: one GLIDE number may cover events that a service counts apart, and they stay apart.
 * Takes one lock, so that two pollers never make one event twice.
 */
export async function ensureEvents(sql: Sql, events: readonly NewEvent[]): Promise<number[]> {
  if (events.length === 0) return []
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('event'))`
    const ids: number[] = []
    for (const event of events) ids.push(await ensureEvent(tx, event))
    return ids
  })
}

async function ensureEvent(tx: Sql, event: NewEvent): Promise<number> {
  const { name, cause, hazard, beganOn, codes } = event
  const known = await knownEvent(tx, event)
  const id = known ?? (await insertEvent(tx, { name, cause, hazard, beganOn }))
  if (known !== null)
    await tx`
      update event set hazard = coalesce(hazard, ${hazard}), began_on = coalesce(began_on, ${beganOn}),
        began_accuracy = coalesce(began_accuracy, ${beganOn === null ? null : 'day'})
      where id = ${id} and (hazard is null and ${hazard}::text is not null or began_on is null and ${beganOn}::date is not null)`
  for (const { scheme, code } of codes)
    await tx`
      insert into event_code (scheme, code, event_id) values (${scheme}, ${storable(code)}, ${id})
      on conflict (scheme, code) do nothing`
  return id
}

async function knownEvent(tx: Sql, { name, cause, codes }: NewEvent): Promise<number | null> {
  const [own, ...others] = codes
  if (!own) throw new Error(`the event "${name}" has no code`)
  const [known] = await tx<{ id: number }[]>`
    select event_id as id from event_code where scheme = ${own.scheme} and code = ${storable(own.code)}`
  if (known) return known.id
  for (const { scheme, code } of others) {
    const [shared] = await tx<{ id: number }[]>`
      select c.event_id as id from event_code c join event e on e.id = c.event_id
      where c.scheme = ${scheme} and c.code = ${storable(code)} and e.cause = ${cause}
        and not exists (select from event_code o where o.event_id = c.event_id and o.scheme = ${own.scheme})`
    if (shared) return shared.id
  }
  return null
}

async function insertEvent(tx: Sql, { name, cause, hazard, beganOn }: Omit<NewEvent, 'codes'>): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into event (name, cause, hazard, began_on, began_accuracy)
    values (${storable(name)}, ${cause}, ${hazard}, ${beganOn}, ${beganOn === null ? null : 'day'}) returning id`
  if (!row) throw new Error(`the event "${name}" was not stored`)
  return row.id
}
