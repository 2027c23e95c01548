/** A release of rows to folded figures: hints become places and events of ours, then folding is that of prose. Pure. */
import { foldFigure } from '@displacement-monitor/series'
import { type FoldedFigure, type Gazetteer, isFlow } from '@displacement-monitor/shared/domain'
import type { EventHint, PlaceHint, Release } from './sources/rows/release.ts'
import { resolveHint } from './sources/rows/resolve-hint.ts'

/** Counts up when a release's figures or text would come out otherwise. */
const rowsVersion = 'rows@3'

export const rowsCodeVersion = (gazetteer: Gazetteer): string => [rowsVersion, gazetteer.version].join('+')

/** `eventIdOf`: the store's id of an event; it knows all that the release names. */
export function foldRelease(
  release: Release,
  gazetteer: Gazetteer,
  eventIdOf: (event: EventHint) => number | null,
): FoldedFigure[] {
  return release.figures.flatMap(({ place, event, coverage, ...told }) => {
    const figure = {
      ...told,
      // Events of a place that is not known have happened in its country all the same.
      place: resolveHint(place, gazetteer, { widen: isFlow(told.category) }),
      eventId: event === null ? null : eventIdOf(event),
      coverage: coverage === null ? null : unitsOf(coverage, gazetteer),
    }
    const part = partOfCountry(figure, release.url, gazetteer)
    return [figure, ...(part === null ? [] : [part])].map((one) => foldFigure(one, release.publisher))
  })
}

type Stated = Parameters<typeof foldFigure>[0]

/**
 * Events happen in a province, and people watch countries: a row that an event sums is told of its country, too, as a part. Its
 * operation tells it from the rows of other places with the same number; the rules take it for the country's event sum alone.
 */
function partOfCountry<F extends Stated>(figure: F, url: string, gazetteer: Gazetteer): F | null {
  const { place, eventId, role, category } = figure
  if (eventId === null || role === 'candidate' || category !== 'internal_displacements') return null
  const country = place?.countryIso3 ? gazetteer.place(place.countryIso3) : null
  if (!place || !country || (place.placeId === country.id && place.role === 'origin')) return null
  const whole = { name: place.name, placeId: country.id, countryIso3: country.countryIso3, role: 'origin' as const }
  return { ...figure, place: { ...whole, accuracy: 'adm0' as const }, operation: `part: ${url}`, round: null }
}

/** A unit that no place of ours is counts by its own code, so that a round with more units is seen as one. */
function unitsOf(units: readonly PlaceHint[], gazetteer: Gazetteer): string[] {
  const ids = units.map(
    (unit) => resolveHint(unit, gazetteer, { widen: false }).placeId ?? `code:${unit.pcode ?? unit.name}`,
  )
  return [...new Set(ids)].sort()
}
