/** A release of rows to folded figures: hints become places and events of ours, then folding is that of prose. Pure. */
import { foldFigure } from '@displacement-monitor/series'
import { type FoldedFigure, type Gazetteer, isFlow } from '@displacement-monitor/shared/domain'
import type { EventHint, PlaceHint, Release } from './sources/rows/release.ts'
import { resolveHint } from './sources/rows/resolve-hint.ts'

/** Counts up when a release's figures or text would come out otherwise. */
const rowsVersion = 'rows@1'

export const rowsCodeVersion = (gazetteer: Gazetteer): string => [rowsVersion, gazetteer.version].join('+')

/** `eventIdOf`: the store's id of an event; it knows all that the release names. */
export function foldRelease(
  release: Release,
  gazetteer: Gazetteer,
  eventIdOf: (event: EventHint) => number | null,
): FoldedFigure[] {
  return release.figures.map(({ place, event, coverage, ...figure }) => ({
    ...foldFigure(
      {
        ...figure,
        // Events of a place that is not known have happened in its country all the same.
        place: resolveHint(place, gazetteer, { widen: isFlow(figure.category) }),
        eventId: event === null ? null : eventIdOf(event),
        coverage: coverage === null ? null : unitsOf(coverage, gazetteer),
      },
      release.publisher,
    ),
  }))
}

/** A unit that no place of ours is counts by its own code, so that a round with more units is seen as one. */
function unitsOf(units: readonly PlaceHint[], gazetteer: Gazetteer): string[] {
  const ids = units.map(
    (unit) => resolveHint(unit, gazetteer, { widen: false }).placeId ?? `code:${unit.pcode ?? unit.name}`,
  )
  return [...new Set(ids)].sort()
}
