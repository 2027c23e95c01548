/** Whether a threshold looks at a series. */
import type { Gazetteer, Watch, WatchedSeries } from '@displacement-monitor/shared/domain'

type Looked = Pick<WatchedSeries, 'placeId' | 'category' | 'cause' | 'scope' | 'kind'>

export function watches(watch: Watch, series: Looked, gazetteer: Gazetteer): boolean {
  return (
    watch.scope === series.scope &&
    (watch.category === null || watch.category === series.category) &&
    (watch.cause === null || watch.cause === (series.cause ?? 'unknown')) &&
    (watch.seriesKind === null || watch.seriesKind === series.kind) &&
    isWithin(watch, series.placeId, gazetteer) &&
    (watch.adminLevel === null || gazetteer.place(series.placeId)?.adminLevel === watch.adminLevel)
  )
}

/** Whether it lies where a threshold looks. */
export function isWithin({ placeId, withChildren }: Watch, place: string, gazetteer: Gazetteer): boolean {
  if (placeId === null || placeId === place) return true
  return withChildren && gazetteer.containersOf(place).includes(placeId)
}
