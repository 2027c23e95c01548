/** A folded figure as one row: with its claim, subject and counter, which packages/series works out beforehand. */
import type { FoldedFigure } from '../domain/index.ts'
import type { JsonValue } from './client.ts'
import { storable, storableOrNull } from './text.ts'

/** One row for `jsonb_to_recordset`, in the columns of `figure` and, where they differ, of `claim`. */
export function figureRow(figure: FoldedFigure, position: number, eventId: number | null): Record<string, JsonValue> {
  const { place, since, asOf, subject } = figure
  return {
    position,
    excerpt_start: figure.excerpt.start,
    excerpt_end: figure.excerpt.end,
    excerpt_text: storable(figure.excerpt.text),
    value: figure.value,
    value_high: figure.valueHigh,
    quantifier: figure.quantifier,
    unit: figure.unit,
    household_size: figure.householdSize,
    persons: figure.persons,
    category: figure.category,
    border: figure.border,
    term: figure.term,
    scope: figure.scope,
    cause: figure.cause,
    hazard: storableOrNull(figure.hazard),
    occurred: figure.occurred,
    status: figure.status,
    repeated: figure.repeated,
    place_name: storableOrNull(place?.name),
    place_id: place?.placeId ?? null,
    country_iso3: place?.countryIso3 ?? null,
    place_role: place?.role ?? null,
    place_accuracy: place?.accuracy ?? null,
    since: since?.day ?? null,
    since_accuracy: since?.accuracy ?? null,
    as_of: asOf?.day ?? null,
    as_of_accuracy: asOf?.accuracy ?? null,
    as_of_basis: figure.asOfBasis,
    window_kind: figure.window ?? null,
    counter_name: storableOrNull(figure.counter),
    counter: storableOrNull(figure.counterName),
    counter_family: storableOrNull(figure.counterFamily),
    counter_reliability: figure.counterReliability,
    own_document: figure.ownDocument ?? null,
    event_id: figure.eventId ?? eventId,
    confidence: figure.confidence,
    role: figure.role ?? 'candidate',
    sensitivity: figure.sensitivity ?? null,
    operation: storableOrNull(figure.operation),
    round: figure.round ?? null,
    assessment_type: storableOrNull(figure.assessmentType),
    coverage: figure.coverage ? [...figure.coverage] : null,
    subset_position: figure.subsetOf,
    claim_key: subject === null ? null : storableOrNull(figure.claimKey),
    subject_place_id: subject?.placeId ?? null,
    subject_place_role: subject?.placeRole ?? null,
    subject_category: subject?.category ?? null,
    subject_scope: subject?.scope ?? null,
    subject_cause: subject?.cause ?? null,
  }
}

/** The columns of `figureRow`, with the reading and the report that it is of. */
export const figureRecord = `
  reading_id bigint, report_id bigint, position integer, excerpt_start integer, excerpt_end integer, excerpt_text text, value bigint, value_high bigint,
  quantifier text, unit text, household_size real, persons bigint, category text, border text, term text, scope text,
  cause text, hazard text, occurred text, status text, repeated boolean, place_name text, place_id text,
  country_iso3 text, place_role text, place_accuracy text, since date, since_accuracy text, as_of date,
  as_of_accuracy text, as_of_basis text, window_kind text, counter_name text, counter text, counter_family text,
  counter_reliability real, own_document boolean, event_id bigint, confidence real, role text, sensitivity text,
  operation text, round integer, assessment_type text, coverage text[], subset_position integer, claim_key text,
  subject_place_id text, subject_place_role text, subject_category text, subject_scope text, subject_cause text`
