/** Rows of series and of their points, of many subjects in one statement each. */
import type { IsoDate, Series, SeriesPoint } from '../../domain/index.ts'
import type { JsonValue, Sql } from '../connection/client.ts'
import type { StoredPoint } from './series.ts'

/** Of a subject, removed ones among them. */
export interface KnownSeries {
  id: number
  subjectId: number
  kind: Series['kind']
  unit: Series['unit']
  day: IsoDate | null
  accuracy: 'day' | null
  version: number
  removed: boolean
  face: SeriesFace
}

/** What a reader sees of a series beside its points. */
export interface SeriesFace {
  counter: string | null
  state: string
  rule: string
  leftOut: { claimId: number; reason: string }[]
  sourceIds: string[]
  severeClaims: number[]
}

export interface NewSeries extends SeriesFace {
  subjectId: number
  kind: Series['kind']
  unit: Series['unit']
  since: Series['since']
}

/** A series that exists, as it is from now on. */
export interface ChangedFace extends SeriesFace {
  id: number
}

export interface NewPoint extends SeriesPoint {
  seriesId: number
}

const faceRecord = 'counter text, state text, rule text, left_out jsonb, source_ids text[], severe_claims bigint[]'
const faceRow = ({ counter, state, rule, leftOut, sourceIds, severeClaims }: SeriesFace) => ({
  counter,
  state,
  rule,
  left_out: leftOut as unknown as JsonValue,
  source_ids: sourceIds,
  severe_claims: severeClaims,
})

/** By id. */
export async function knownSeries(tx: Sql, subjectIds: readonly number[]): Promise<KnownSeries[]> {
  const rows = await tx<(Omit<KnownSeries, 'face'> & SeriesFace)[]>`
    select id, subject_id as "subjectId", kind, unit, since as day, since_accuracy as accuracy, version,
      counter_family as counter, state, rule, left_out as "leftOut", source_ids as "sourceIds",
      severe_claims as "severeClaims", removed_at is not null as removed
    from series where subject_id = any(${[...subjectIds]}::bigint[]) order by id`
  return rows.map(({ id, subjectId, kind, unit, day, accuracy, version, removed, ...face }) => ({
    id, subjectId, kind, unit, day, accuracy, version, removed, face,
  })) // biome-ignore format: one line of names
}

/** Points shown now. */
export async function currentPoints(tx: Sql, seriesIds: readonly number[]): Promise<StoredPoint[]> {
  if (seriesIds.length === 0) return []
  return tx<StoredPoint[]>`
    select id, series_id as "seriesId", from_on as "from", as_of as "asOf", value, low, high, quantifier, review, witnesses,
      claim_ids as "claimIds", flags, reason
    from series_point where series_id = any(${[...seriesIds]}::bigint[]) and superseded_at is null`
}

/** Their ids, in the order given, which is that of their numbers, too. */
export async function insertSeries(tx: Sql, series: readonly NewSeries[]): Promise<number[]> {
  if (series.length === 0) return []
  const rows = series.map(({ subjectId, kind, unit, since, ...face }, n) => ({
    n,
    subject_id: subjectId,
    kind,
    unit,
    since: since?.day ?? null,
    since_accuracy: since?.accuracy ?? null,
    ...faceRow(face),
  }))
  const made = await tx<{ id: number }[]>`
    insert into series (subject_id, kind, unit, since, since_accuracy, counter_family, state, rule, left_out, source_ids,
                        severe_claims)
    select subject_id, kind, unit, since, since_accuracy, counter, state, rule, left_out, source_ids, severe_claims
    from jsonb_to_recordset(${tx.json(rows)}::jsonb) as s(
      n integer, subject_id bigint, kind text, unit text, since date, since_accuracy text, ${tx.unsafe(faceRecord)})
    order by n returning id`
  if (made.length !== rows.length) throw new Error(`${rows.length - made.length} series were not stored`)
  return made.map(({ id }) => id)
}

/** A version further each. */
export async function updateSeries(tx: Sql, series: readonly ChangedFace[]): Promise<void> {
  if (series.length === 0) return
  const rows = series.map(({ id, ...face }) => ({ id, ...faceRow(face) }))
  await tx`
    update series e set counter_family = s.counter, state = s.state, rule = s.rule, left_out = s.left_out,
      source_ids = s.source_ids, severe_claims = s.severe_claims, version = e.version + 1,
      updated_at = clock_timestamp(), removed_at = null
    from jsonb_to_recordset(${tx.json(rows)}::jsonb) as s(id bigint, ${tx.unsafe(faceRecord)})
    where e.id = s.id`
}

/** They have no claim any more. */
export async function removeSeries(tx: Sql, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx`
    update series set version = version + 1, updated_at = clock_timestamp(), removed_at = clock_timestamp()
    where id = any(${[...ids]}::bigint[])`
}

/** One instant for all, taken under the locks: the old end when the new begin. */
export async function replacePoints(tx: Sql, gone: readonly number[], came: readonly NewPoint[]): Promise<void> {
  if (gone.length === 0 && came.length === 0) return
  const [{ at } = { at: '' }] = await tx<{ at: string }[]>`select clock_timestamp()::text as at`
  if (gone.length > 0)
    await tx`update series_point set superseded_at = ${at}::text::timestamptz where id = any(${[...gone]}::bigint[])`
  if (came.length === 0) return
  const rows = came.map((point) => ({
    series_id: point.seriesId,
    from_on: point.from,
    as_of: point.asOf,
    value: point.value,
    low: point.low,
    high: point.high,
    quantifier: point.quantifier,
    review: point.review,
    witnesses: point.witnesses,
    claim_ids: [...point.claimIds],
    flags: [...point.flags],
    reason: point.reason,
  }))
  await tx`
    insert into series_point (series_id, from_on, as_of, value, low, high, quantifier, review, witnesses, claim_ids, flags,
                              reason, recorded_at)
    select series_id, from_on, as_of, value, low, high, quantifier, review, witnesses, claim_ids, flags, reason,
      ${at}::text::timestamptz
    from jsonb_to_recordset(${tx.json(rows)}::jsonb) as p(
      series_id bigint, from_on date, as_of date, value bigint, low bigint, high bigint, quantifier text, review text,
      witnesses integer, claim_ids bigint[], flags text[], reason text)
    order by series_id, as_of, from_on`
}
