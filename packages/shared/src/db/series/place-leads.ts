/** The family of counters that an operator names for a place: its lines follow it wherever it has counted there. */
import type { PlaceId } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { markSubjects } from './marks.ts'

export interface PlaceLead {
  placeId: PlaceId
  /** Settled name of a family or an office. */
  counter: string
  setBy: string
  setAt: Date
}

/** By place; of all places, or of these. */
export async function placeLeads(sql: Sql, placeIds: readonly PlaceId[] | null = null): Promise<PlaceLead[]> {
  return sql<PlaceLead[]>`
    select place_id as "placeId", counter_family as counter, set_by as "setBy", set_at as "setAt" from place_lead
    where (${placeIds === null} or place_id = any(${[...(placeIds ?? [])]})) order by place_id`
}

/** Names the counter, or (null) none any more; the place's series are marked for a rebuild. False where nothing changed. */
export async function setPlaceLead(
  sql: Sql,
  { placeId, counter, actor }: { placeId: PlaceId; counter: string | null; actor: string },
): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const changed =
      counter === null
        ? await tx`delete from place_lead where place_id = ${placeId} returning place_id`
        : await tx`
            insert into place_lead (place_id, counter_family, set_by) values (${placeId}, ${counter}, ${actor})
            on conflict (place_id) do update
              set counter_family = excluded.counter_family, set_by = excluded.set_by, set_at = now()
              where place_lead.counter_family <> excluded.counter_family
            returning place_id`
    if (changed.length === 0) return false
    const subjects = await tx<{ id: number }[]>`select id from subject where place_id = ${placeId} order by id`
    await markSubjects(
      tx,
      subjects.map(({ id }) => id),
    )
    await recordAudit(tx, { actor, action: 'place.lead', subject: `place:${placeId}`, detail: { counter } })
    return true
  })
}
