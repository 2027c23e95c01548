/** Places whose series belong beside a place's own: those that hold it, its parts, and areas that share ground with it. */
import type { Gazetteer, PlaceId } from '@displacement-monitor/shared/domain'

export type Relation = 'contains' | 'part' | 'overlaps'

/** By id; nearer relations win. At most about a hundred: a country's units and the areas over them. */
export function relatedPlaces(id: PlaceId, gazetteer: Gazetteer): Map<PlaceId, Relation> {
  const children = gazetteer.childrenOf(id)
  const related = new Map<PlaceId, Relation>()
  for (const child of children)
    for (const area of gazetteer.containersOf(child)) if (area.startsWith('area:')) related.set(area, 'overlaps')
  for (const child of children) related.set(child, 'part')
  for (const container of gazetteer.containersOf(id)) related.set(container, 'contains')
  related.delete(id)
  return related
}
