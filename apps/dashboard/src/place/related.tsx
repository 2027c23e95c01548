/** Places whose numbers count some of the same people. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { placeHref } from '../routing/address.ts'
import { sayDay } from '../words/days.ts'
import { capital, categoryWords } from '../words/lines.ts'

const relationWords = { contains: 'holds this place', part: 'is a part of it', overlaps: 'shares ground with it' }

export function Related({ trend }: { trend: TrendJson }) {
  if (trend.related.length === 0) return null
  return (
    <section class="panel related" aria-labelledby="related-title">
      <h2 id="related-title">Places that share people with this one</h2>
      <ul>
        {trend.related.map(({ place, relation, category, latest_as_of }) => (
          <li key={`${place.id} ${category}`}>
            <a href={placeHref(place.id)}>
              <bdi>{place.name}</bdi>
            </a>{' '}
            <span class="quiet">
              {relationWords[relation]} · {capital(categoryWords[category])}, newest {sayDay(latest_as_of)}. Never add
              the two.
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
