/** A folded figure as one row: with its claim, subject and counter, which packages/series works out beforehand. */
import type { FoldedFigure } from '../../domain/index.ts'
import type { JsonValue } from '../connection/client.ts'
import { storable, storableOrNull } from '../connection/text.ts'

/** What a figure says itself, in the columns of the table `figure`. */
export const figureColumns = [
  'position', 'excerpt_start', 'excerpt_end', 'excerpt_text', 'value', 'value_high', 'quantifier', 'unit', 'household_size',
  'persons', 'category', 'border', 'term', 'scope', 'cause', 'hazard', 'occurred', 'status', 'repeated', 'place_name',
  'place_id', 'country_iso3', 'place_role', 'place_accuracy', 'since', 'since_accuracy', 'as_of', 'as_of_accuracy',
  'as_of_basis', 'window_kind', 'counter_name', 'event_id', 'confidence', 'role', 'operation', 'round', 'assessment_type',
  'coverage',
] as const // biome-ignore format: a list

/** In the order of `figureColumns`: a list is made in a fraction of the time that an object of so many keys takes. */
export function figureCells(figure: FoldedFigure, position: number, eventId: number | null): JsonValue[] {
  const { excerpt, place, since, asOf } = figure
  return [
    position, excerpt.start, excerpt.end, storable(excerpt.text), figure.value, figure.valueHigh, figure.quantifier,
    figure.unit, figure.householdSize, figure.persons, figure.category, figure.border, figure.term, figure.scope,
    figure.cause, storableOrNull(figure.hazard), figure.occurred, figure.status, figure.repeated,
    storableOrNull(place?.name), place?.placeId ?? null, place?.countryIso3 ?? null, place?.role ?? null,
    place?.accuracy ?? null, since?.day ?? null, since?.accuracy ?? null, asOf?.day ?? null, asOf?.accuracy ?? null,
    figure.asOfBasis, figure.window ?? null, storableOrNull(figure.counter), figure.eventId ?? eventId,
    figure.confidence, figure.role ?? 'candidate', storableOrNull(figure.operation), figure.round ?? null,
    storableOrNull(figure.assessmentType), figure.coverage ? [...figure.coverage] : null,
  ] // biome-ignore format: as the columns
}

/** One row for `jsonb_to_recordset`, in the columns of `figure` and, where they differ, of `claim`. */
export function figureRow(figure: FoldedFigure, position: number, eventId: number | null): Record<string, JsonValue> {
  const row: Record<string, JsonValue> = {}
  for (const [n, cell] of figureCells(figure, position, eventId).entries()) row[figureColumns[n] ?? ''] = cell
  const { subject } = figure
  return {
    ...row,
    counter: storableOrNull(figure.counterName),
    counter_family: storableOrNull(figure.counterFamily),
    counter_reliability: figure.counterReliability,
    own_document: figure.ownDocument ?? null,
    sensitivity: figure.sensitivity ?? null,
    subset_position: figure.subsetOf,
    claim_key: claimKeyOf(figure),
    subject_place_id: subject?.placeId ?? null,
    subject_place_role: subject?.placeRole ?? null,
    subject_category: subject?.category ?? null,
    subject_scope: subject?.scope ?? null,
    subject_cause: subject?.cause ?? null,
  }
}

/** As it is stored; without a subject there is no claim. */
export const claimKeyOf = ({ subject, claimKey }: FoldedFigure): string | null =>
  subject === null ? null : storableOrNull(claimKey)

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
