/**
 * The tag of a trend: everything that its bytes depend on, read from indexes alone. Of stored series their versions; of
 * lines made for one answer (a past day, another method, one counter) the state of the claims they are made of. With it the
 * question, the reader's rights, the terms of the sources, the code and the day.
 */
import type { TrendQuery } from '@displacement-monitor/shared/contracts'
import { claimsState, seriesState, termsState } from '@displacement-monitor/shared/db'
import { type Place, utcDay } from '@displacement-monitor/shared/domain'
import { isStored, relatedPlaces } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'
import { tagOf } from '../http/etag.ts'
import { version } from '../version.ts'

/** A process may run other code under the same version while it is developed. */
const born = process.env.NODE_ENV === 'production' ? '' : String(Date.now())
/** Terms of sources change by an operator's hand; a tag may be this much behind them. */
const termsMs = 2_000

export function trendTag({ sql, gazetteer, now }: ApiContext) {
  let terms = { until: 0, state: Promise.resolve('') }
  const knownTerms = (): Promise<string> => {
    if (Date.now() >= terms.until) {
      const state = termsState(sql)
      terms = { until: Date.now() + termsMs, state }
      state.catch(() => {
        terms.until = 0
      })
    }
    return terms.state
  }
  return async (place: Place, query: TrendQuery, all: boolean): Promise<string> => {
    const related = [place.id, ...relatedPlaces(place.id, gazetteer).keys()]
    const wider = [place.id, ...gazetteer.containersOf(place.id)]
    const category = query.category ?? null
    const [series, claims, sources] = await Promise.all([
      seriesState(sql, related, category),
      isStored(query) ? '' : claimsState(sql, wider, category),
      knownTerms(),
    ])
    const question = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
    const context = [version, born, gazetteer.version, utcDay(now()), place.id, question, String(all)]
    return tagOf(...context, series, claims, sources)
  }
}
