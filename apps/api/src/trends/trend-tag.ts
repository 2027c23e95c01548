/**
 * The tag of a trend, read from indexes alone. Of stored series their versions; of lines made for one answer (a past day,
 * another method, one counter) the state of the claims they are made of as well.
 */
import type { TrendQuery } from '@displacement-monitor/shared/contracts'
import { claimsState, seriesState } from '@displacement-monitor/shared/db'
import type { Place, PlaceId } from '@displacement-monitor/shared/domain'
import { isStored, relatedPlaces } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'

export function trendTag({ sql, gazetteer, tags, states }: ApiContext) {
  const nearby = nearbyOf(gazetteer)
  return async (place: Place, query: TrendQuery, all: boolean): Promise<string> => {
    const { related, wider } = nearby(place.id)
    const category = query.category ?? null
    const stored = isStored(query)
    const state = await states(`${stored ? 'series' : 'claims'} ${place.id} ${category}`, () =>
      stored ? seriesState(sql, related, category) : claimsState(sql, { related, wider, category }),
    )
    return tags(query, 'trend', place.id, String(all), state)
  }
}

/** Which places lie where is settled by the gazetteer once and for all. */
function nearbyOf(gazetteer: ApiContext['gazetteer']) {
  const known = new Map<PlaceId, { related: PlaceId[]; wider: PlaceId[] }>()
  return (id: PlaceId) => {
    const found = known.get(id) ?? {
      related: [id, ...relatedPlaces(id, gazetteer).keys()],
      wider: [id, ...gazetteer.containersOf(id)],
    }
    if (known.size >= mostKnown) known.clear()
    known.set(id, found)
    return found
  }
}

/** Of the gazetteer's places, as many as are asked for in a while. */
const mostKnown = 5_000
