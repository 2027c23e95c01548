/** Places whose claims matter beside a place's own: those that hold it, its parts, and areas that share ground with it. */
import type { Gazetteer, PlaceId } from '@displacement-monitor/shared/domain'

export function relatedPlaces(id: PlaceId, gazetteer: Gazetteer): PlaceId[] {
  const children = gazetteer.childrenOf(id)
  const areas = children
    .flatMap((child) => gazetteer.containersOf(child))
    .filter((holder) => holder.startsWith('area:'))
  return [...new Set([...gazetteer.containersOf(id), ...areas, ...children])].filter((related) => related !== id)
}
