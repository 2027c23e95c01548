/** The way from the overview to a place: through its country and the units that hold it. */
import type { PlaceJson, TrendJson } from '@displacement-monitor/shared/contracts'
import { useAnswer } from '../data/use-answer.ts'
import { placeHref } from '../routing/address.ts'

type Ref = TrendJson['place']

/** Where the names cannot be had, the country's code leads on. */
export function Crumbs({ place }: { place: Ref }) {
  const country = place.country_iso3 === place.id ? null : place.country_iso3
  const { value: told, refusal } = useAnswer<PlaceJson>(
    country === null ? null : `/v1/places/${encodeURIComponent(place.id)}`,
  )
  const units = told?.containers.filter(({ kind }) => kind !== 'area').toReversed() ?? []
  const way = units.length > 0 ? units : country === null || refusal === null ? [] : [{ id: country, name: country }]
  return (
    <p class="crumbs">
      <a href="/">Overview</a>
      {way.map(({ id, name }) => (
        <span key={id}>
          {' / '}
          <a href={placeHref(id)}>
            <bdi>{name}</bdi>
          </a>
        </span>
      ))}
    </p>
  )
}
