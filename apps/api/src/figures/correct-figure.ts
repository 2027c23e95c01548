/** A person's correction put over a figure: the whole figure as it should be, and what changed. Pure. */
import type { CorrectionJson } from '@displacement-monitor/shared/contracts'
import type { Changes, FigureRow } from '@displacement-monitor/shared/db'
import {
  type Category, type DatedDay, type Figure, type Gazetteer, isStock, type Place, type PlaceAccuracy, type StatedPlace,
} from '@displacement-monitor/shared/domain' // biome-ignore format: a list
import { Problem } from '../http/problem.ts'
import { findPlace } from '../places/find-place.ts'

/** Errors: 400 naming the field for what contradicts itself or changes nothing, 404 for an unknown place. */
export function correctFigure(
  figure: FigureRow,
  correction: CorrectionJson,
  gazetteer: Gazetteer,
): { corrected: Figure; changes: Changes } {
  const category = correction.category ?? figure.category
  const unit = correction.unit ?? figure.unit
  const { value, valueHigh } = amountOf(figure, correction)
  const since = sinceOf(figure, correction, category)
  const asOf = asOfOf(figure, correction)
  const { counter, hazard, cause, scope, quantifier } = correction
  const corrected: Figure = {
    ...figure,
    value,
    valueHigh,
    quantifier: quantifier ?? figure.quantifier,
    unit,
    persons: unit === 'person' ? value : figure.householdSize && Math.round(value * figure.householdSize),
    category,
    border: category === 'returns' ? (figure.border ?? 'unknown') : null,
    scope: scope ?? figure.scope,
    cause: cause === undefined ? figure.cause : cause,
    hazard: hazard === undefined ? figure.hazard : hazard,
    place: placeOf(figure, correction, category, gazetteer),
    since,
    ...asOf,
    window: isStock(category) ? null : (figure.window ?? null),
    counter: counter === undefined ? figure.counter : counter,
  }
  refuseBackwards(corrected)
  const changes = changesBetween(figure, corrected)
  if (Object.keys(changes).length === 0)
    throw new Problem(400, 'The correction changes nothing: approve the figure instead.', { parameter: 'correction' })
  return { corrected, changes }
}

function amountOf(figure: FigureRow, { value, value_high }: CorrectionJson): Pick<Figure, 'value' | 'valueHigh'> {
  const next = { value: value ?? figure.value, valueHigh: value_high === undefined ? figure.valueHigh : value_high }
  if (next.valueHigh !== null && next.valueHigh < next.value)
    throw new Problem(
      400,
      `The upper end ${next.valueHigh} is below the value ${next.value}; send value_high as well, or null for none.`,
      { parameter: 'correction.value_high' },
    )
  return next
}

/** A stock is of a day: it has no first day. */
function sinceOf(figure: FigureRow, { since, since_accuracy }: CorrectionJson, category: Category): DatedDay | null {
  if (isStock(category)) {
    if (since)
      throw new Problem(400, `"${category}" is counted on a day (as_of); it has no first day.`, {
        parameter: 'correction.since',
      })
    return null
  }
  return dated('since', since, since_accuracy, figure.since)
}

function asOfOf(figure: FigureRow, { as_of, as_of_accuracy }: CorrectionJson): Pick<Figure, 'asOf' | 'asOfBasis'> {
  if (as_of === null)
    return {
      asOf: figure.publishedOn === null ? null : { day: figure.publishedOn, accuracy: 'day' },
      asOfBasis: 'published',
    }
  const asOf = dated('as_of', as_of, as_of_accuracy, figure.asOf)
  return { asOf, asOfBasis: as_of === undefined ? figure.asOfBasis : 'stated' }
}

function dated(
  field: string,
  day: string | null | undefined,
  accuracy: DatedDay['accuracy'] | undefined,
  old: DatedDay | null,
): DatedDay | null {
  if (day === null) return null
  if (day !== undefined) return { day, accuracy: accuracy ?? 'day' }
  if (accuracy === undefined) return old
  if (old) return { day: old.day, accuracy }
  throw new Problem(400, `There is no day whose accuracy could be changed: send ${field} as well.`, {
    parameter: `correction.${field}_accuracy`,
  })
}

function placeOf(
  figure: FigureRow,
  { place: asked, place_role }: CorrectionJson,
  category: Category,
  gazetteer: Gazetteer,
): StatedPlace | null {
  if (asked === null) return null
  const role = place_role ?? figure.place?.role ?? (isStock(category) ? 'destination' : 'origin')
  if (asked === undefined) {
    if (figure.place) return { ...figure.place, role }
    if (place_role === undefined) return null
    throw new Problem(400, 'The figure has no place yet: send place as well.', { parameter: 'correction.place_role' })
  }
  const place = findPlace(asked, gazetteer, 'correction.place')
  return { name: place.name, placeId: place.id, countryIso3: place.countryIso3, role, accuracy: accuracyOf(place) }
}

const levels: readonly PlaceAccuracy[] = ['adm0', 'adm1', 'adm2', 'adm3']
const accuracyOf = ({ kind, adminLevel }: Place): PlaceAccuracy =>
  kind === 'area' ? 'area' : kind === 'city' ? 'point' : (levels[adminLevel ?? 0] ?? 'adm0')

function refuseBackwards({ since, asOf }: Figure): void {
  if (since?.accuracy === 'day' && asOf?.accuracy === 'day' && since.day > asOf.day)
    throw new Problem(400, `A window cannot begin on ${since.day} and end on ${asOf.day}.`, {
      parameter: 'correction.since',
    })
}

function changesBetween(before: Figure, after: Figure): Changes {
  const [old, now] = [told(before), told(after)]
  return Object.fromEntries(
    Object.entries(now).flatMap(([field, to]) => {
      const from = old[field] ?? null
      return from === to ? [] : [[field, { from, to }]]
    }),
  )
}

/** What a correction can change, by its names in JSON. */
const told = (figure: Figure): Record<string, string | number | null> => ({
  value: figure.value,
  value_high: figure.valueHigh,
  quantifier: figure.quantifier,
  unit: figure.unit,
  category: figure.category,
  scope: figure.scope,
  cause: figure.cause,
  hazard: figure.hazard,
  place: figure.place && (figure.place.placeId ?? figure.place.name),
  place_role: figure.place?.role ?? null,
  since: figure.since?.day ?? null,
  since_accuracy: figure.since?.accuracy ?? null,
  as_of: figure.asOf?.day ?? null,
  as_of_accuracy: figure.asOf?.accuracy ?? null,
  as_of_basis: figure.asOfBasis,
  counter: figure.counter,
})
