/**
 * What of a figure is for everybody (design §12, docs/data-responsibility.md). With a key nothing is changed. The rules
 * look at what could lead somebody to people who hide: where they went, how few they are, how sensitive the source is.
 */

import type { FigureRow } from '@displacement-monitor/shared/db'
import type { Category, Cause, Gazetteer, PlaceId, PlaceRole } from '@displacement-monitor/shared/domain'

/** Below the second level, fewer than this are told as "<50". */
export const smallCount = 50

export interface OpenFigure {
  figure: FigureRow
  /** Whether excerpt and sentence may be shown. */
  showsWords: boolean
  /** In words for a person; null where nothing is withheld. */
  withheld: string | null
}

/** Null where the figure as a whole needs a key. */
export function openFigure(figure: FigureRow, gazetteer: Gazetteer): OpenFigure | null {
  if (figure.sensitivity === 'severe' || figure.isDelayed) return null
  const reasons: string[] = []
  let open = figure
  if (figure.sensitivity === 'high') reasons.push('the source is of high sensitivity: its words need a key')
  const { place } = figure
  if (place) {
    const fine = isFine(place.placeId, place.accuracy, gazetteer)
    if (fine && goesThere(place.role, figure.category) && isConflict(figure.cause)) {
      const wider = secondLevelOf(place.placeId, gazetteer)
      const known = wider === null ? null : gazetteer.place(wider)
      open = {
        ...open,
        place: known
          ? {
              ...place,
              name: known.name,
              placeId: known.id,
              accuracy: known.adminLevel === 2 ? 'adm2' : known.adminLevel === 1 ? 'adm1' : 'adm0',
            }
          : null,
      }
      reasons.push('where people fled to in a conflict is told no finer than the second level')
    }
    if (fine && isSmall(figure)) {
      open = {
        ...open,
        value: smallCount,
        valueHigh: null,
        quantifier: 'less_than',
        persons: null,
        householdSize: null,
      }
      reasons.push(`counts under ${smallCount} in a small place are told as "<${smallCount}"`)
    }
  }
  if (reasons.length === 0) return { figure, showsWords: true, withheld: null }
  return { figure: open, showsWords: false, withheld: `${reasons.join('; ')}.` }
}

/** Whether a whole series is for everybody: points of a place finer than the second level that people fled to are not. */
export function isOpenSeries(
  subject: { placeId: PlaceId; placeRole: PlaceRole; category: Category; cause: Cause | null },
  gazetteer: Gazetteer,
): boolean {
  return !(
    isFine(subject.placeId, null, gazetteer) &&
    goesThere(subject.placeRole, subject.category) &&
    isConflict(subject.cause)
  )
}

/** Of a series below the second level. */
export const hidesSmallCounts = (placeId: PlaceId, gazetteer: Gazetteer): boolean => isFine(placeId, null, gazetteer)

function isSmall({ value, valueHigh, persons }: FigureRow): boolean {
  return (valueHigh ?? value) < smallCount || (persons !== null && persons < smallCount)
}

/** A cause that nobody tells is taken for the worse one. */
const isConflict = (cause: Cause | null): boolean => cause !== 'disaster' && cause !== 'other'

/** Of a stock the place is where people are now, whatever role the text gives it. */
const goesThere = (role: PlaceRole, category: Category): boolean =>
  role !== 'origin' || category === 'idps' || category === 'refugees'

/** Below the second level: a town, a camp, a point; or a place that no gazetteer knows and a text calls a point. */
function isFine(placeId: PlaceId | null, accuracy: string | null, gazetteer: Gazetteer): boolean {
  const place = placeId === null ? null : gazetteer.place(placeId)
  if (place) return place.kind === 'city'
  return placeId?.startsWith('gn:') || accuracy === 'adm3' || accuracy === 'point'
}

/** The unit of the second level that holds it, else the finest one above. */
function secondLevelOf(placeId: PlaceId | null, gazetteer: Gazetteer): PlaceId | null {
  if (placeId === null) return null
  const units = gazetteer
    .containersOf(placeId)
    .flatMap((id) => gazetteer.place(id) ?? [])
    .filter(({ id, adminLevel }) => id !== placeId && adminLevel !== null && adminLevel <= 2)
  return units.sort((a, b) => (b.adminLevel ?? 0) - (a.adminLevel ?? 0))[0]?.id ?? null
}
