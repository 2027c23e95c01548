/**
 * A figure as the API and the terminal write it: snake_case, dates split from their accuracy, nothing left out (absent
 * is null). The one place that knows this shape's names; loads nothing, so that a pipe starts fast.
 */
import type {
  AsOfBasis,
  Category,
  Cause,
  DateAccuracy,
  Excerpt,
  Figure,
  IsoDate,
  PlaceAccuracy,
  PlaceId,
  PlaceRole,
  Quantifier,
  Scope,
  Term,
  Unit,
} from '../domain/index.ts'

export interface FigurePlaceJson {
  /** As printed. */
  name: string
  id: PlaceId | null
  country_iso3: string | null
  role: PlaceRole
  accuracy: PlaceAccuracy
}

export interface FigureJson {
  excerpt: Excerpt
  value: number
  value_high: number | null
  quantifier: Quantifier
  unit: Unit
  persons: number | null
  scope: Scope
  category: Category
  term: Term
  cause: Cause | null
  hazard: string | null
  place: FigurePlaceJson | null
  since: IsoDate | null
  since_accuracy: DateAccuracy | null
  as_of: IsoDate | null
  as_of_accuracy: DateAccuracy | null
  as_of_basis: AsOfBasis
  counter: string | null
  /** Index in the same list of the figure that this one is a part of. */
  subset_of: number | null
  /** 0 to 1, two decimals: finer would promise more than the calibration holds. */
  confidence: number
}

export function figureToJson(figure: Figure): FigureJson {
  const { excerpt, place } = figure
  return {
    excerpt: { start: excerpt.start, end: excerpt.end, text: excerpt.text },
    value: figure.value,
    value_high: figure.valueHigh,
    quantifier: figure.quantifier,
    unit: figure.unit,
    persons: figure.persons,
    scope: figure.scope,
    category: figure.category,
    term: figure.term,
    cause: figure.cause,
    hazard: figure.hazard,
    place: place && {
      name: place.name,
      id: place.placeId,
      country_iso3: place.countryIso3,
      role: place.role,
      accuracy: place.accuracy,
    },
    since: figure.since?.day ?? null,
    since_accuracy: figure.since?.accuracy ?? null,
    as_of: figure.asOf?.day ?? null,
    as_of_accuracy: figure.asOf?.accuracy ?? null,
    as_of_basis: figure.asOfBasis,
    counter: figure.counter,
    subset_of: figure.subsetOf,
    confidence: Math.round(figure.confidence * 100) / 100,
  }
}
