/** The tag of a trend made of stored series: their versions, the question, the reader's rights, the code and the day. */
import type { TrendQuery } from '@displacement-monitor/shared/contracts'
import { listSeries } from '@displacement-monitor/shared/db'
import { type Place, utcDay } from '@displacement-monitor/shared/domain'
import { relatedPlaces } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'
import { tagOf } from '../http/etag.ts'
import { version } from '../version.ts'

/** A process may run other code under the same version while it is developed. */
const born = process.env.NODE_ENV === 'production' ? '' : String(Date.now())

export async function trendTag(
  { sql, gazetteer, now }: ApiContext,
  place: Place,
  query: TrendQuery,
  all: boolean,
): Promise<string> {
  const rows = await listSeries(sql, {
    placeIds: [place.id, ...relatedPlaces(place.id, gazetteer).keys()],
    ...(query.category === undefined ? {} : { category: query.category }),
  })
  const versions = rows.map(({ id, version, state }) => `${id}:${version}:${state}`).join(' ')
  const question = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
  return tagOf(version, born, gazetteer.version, utcDay(now()), place.id, question, String(all), versions)
}
