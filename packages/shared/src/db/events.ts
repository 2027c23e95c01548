/** Events by the codes that services and agencies give them: GLIDE, IDMC's event id. */
import type { Cause, IsoDate } from '../domain/index.ts'
import { inTransaction, type Sql } from './client.ts'
import { storable } from './text.ts'

export interface NewEvent {
  name: string
  cause: Exclude<Cause, 'all'>
  hazard: string | null
  beganOn: IsoDate | null
  /** At least one; the first is the service's own and leads, the others are added to the event it finds. */
  codes: readonly { scheme: string; code: string }[]
}

/**
 * Ids in the order given; makes what is missing. Only an event's own code (its first) finds it: one GLIDE number may cover
 * events that a service counts apart. Takes one lock, so that two pollers never make one event twice.
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

async function ensureEvent(tx: Sql, { name, cause, hazard, beganOn, codes }: NewEvent): Promise<number> {
  const [own, ...others] = codes
  if (!own) throw new Error(`the event "${name}" has no code`)
  const [known] = await tx<{ id: number }[]>`
    select event_id as id from event_code where scheme = ${own.scheme} and code = ${storable(own.code)}`
  const id = known?.id ?? (await insertEvent(tx, { name, cause, hazard, beganOn }))
  for (const { scheme, code } of known ? others : codes)
    await tx`
      insert into event_code (scheme, code, event_id) values (${scheme}, ${storable(code)}, ${id})
      on conflict (scheme, code) do nothing`
  return id
}

async function insertEvent(tx: Sql, { name, cause, hazard, beganOn }: Omit<NewEvent, 'codes'>): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into event (name, cause, hazard, began_on, began_accuracy)
    values (${storable(name)}, ${cause}, ${hazard}, ${beganOn}, ${beganOn === null ? null : 'day'}) returning id`
  if (!row) throw new Error(`the event "${name}" was not stored`)
  return row.id
}
