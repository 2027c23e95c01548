/** Stores what the rules made of subjects' claims: only what changed is written, and what was shown before stays. */
import type { FoundIn, Series, SeriesPoint } from '../../domain/index.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { type ClaimTerms, termsOfClaims, termsOfSeries } from '../figures/claim-terms.ts'
import { markForEvaluation } from './evaluation-marks.ts'
import type { StoredPoint } from './series.ts'
import {
  type ChangedFace, currentPoints, insertSeries, type KnownSeries, knownSeries, type NewPoint, type NewSeries, removeSeries,
  replacePoints, type SeriesFace, updateSeries,
} from './series-rows.ts' // biome-ignore format: a list

export interface ChangedSeries {
  seriesId: number
  version: number
  /** It has no claim any more. */
  removed: boolean
}

/** A subject with all its series, each identity once. */
export interface BuiltSubject {
  subjectId: number
  series: readonly Series[]
  /** Default: live. Of a run over the past it raises no alarm. */
  foundIn?: FoundIn
}

export interface StoredSubjects {
  /** Series that changed in any way: those that have claims, subject by subject, then those that have none any more. */
  changed: ChangedSeries[]
  /** By subject: the claims that its series told until now, on a line or left off it. */
  claimsBefore: ReadonlyMap<number, ReadonlySet<number>>
}

/** One subject's. Hold its lock (`takeMarkedSubjects`). */
export async function storeSeries(sql: Sql, subjectId: number, series: readonly Series[]): Promise<ChangedSeries[]> {
  return (await storeSubjects(sql, [{ subjectId, series }])).changed
}

/**
 * Brings the stored series of many subjects to what was built: a few statements, however many there are. Hold the subjects'
 * locks (`takeMarkedSubjects`). The same input again changes nothing.
 * Errors: a subject has two series of one identity; then nothing is stored.
 */
export async function storeSubjects(sql: Sql, subjects: readonly BuiltSubject[]): Promise<StoredSubjects> {
  if (subjects.length === 0) return { changed: [], claimsBefore: new Map() }
  return inTransaction(sql, async (tx) => {
    const ids = subjects.map(({ subjectId }) => subjectId)
    const foundInOf = new Map(subjects.map(({ subjectId, foundIn }) => [subjectId, foundIn]))
    const known = await knownSeries(tx, ids)
    const points = await currentPoints(
      tx,
      known.map(({ id }) => id),
    )
    const terms = await termsOfClaims(
      tx,
      subjects.flatMap(({ series }) => series),
    )
    const changes = changesOf(subjects, known, points, terms)
    const changed = await write(tx, changes)
    for (const foundIn of ['live', 'backfill'] as const)
      await markForEvaluation(
        tx,
        changed.filter((one) => (foundInOf.get(one.subjectId) ?? 'live') === foundIn).map(({ seriesId }) => seriesId),
        foundIn,
      )
    await tx`update subject set reconciled_at = clock_timestamp() where id = any(${ids}::bigint[])`
    return {
      changed: changed.map(({ subjectId: _, ...one }) => one),
      claimsBefore: claimsOf(known, points),
    }
  })
}

/** Within a subject: what makes one line another line (design: series identity). */
const keyOf = (subjectId: number, { kind, unit, since }: Pick<Series, 'kind' | 'unit' | 'since'>) =>
  [subjectId, kind, unit, since?.day ?? '', since?.accuracy ?? ''].join(' ')

const knownKey = ({ subjectId, kind, unit, day, accuracy }: KnownSeries) =>
  keyOf(subjectId, { kind, unit, since: day && accuracy ? { day, accuracy } : null })

/** One series that differs; without `known` it is new, without `built` it goes. */
interface Change {
  known: KnownSeries | null
  built: NewSeries | null
  gone: number[]
  came: readonly SeriesPoint[]
}

function changesOf(
  subjects: readonly BuiltSubject[],
  known: readonly KnownSeries[],
  points: readonly StoredPoint[],
  terms: ReadonlyMap<number, ClaimTerms>,
): Change[] {
  const left = new Map(known.map((series) => [knownKey(series), series]))
  const shown = new Map<number, StoredPoint[]>(known.map(({ id }) => [id, []]))
  for (const point of points) shown.get(point.seriesId)?.push(point)
  const changes: Change[] = []
  const seen = new Set<string>()
  for (const { subjectId, series: all } of subjects) {
    for (const series of all) {
      const key = keyOf(subjectId, series)
      if (seen.has(key)) throw new Error(`subject ${subjectId} has two series "${key}"`)
      seen.add(key)
      const old = left.get(key) ?? null
      left.delete(key)
      const face = faceOfSeries(series, terms)
      const { kind, unit, since } = series
      const change = { known: old, built: { subjectId, kind, unit, since, ...face }, ...differing(shown, old, series) }
      const same = old !== null && !old.removed && JSON.stringify(old.face) === JSON.stringify(face)
      if (!same || change.gone.length > 0 || change.came.length > 0) changes.push(change)
    }
  }
  for (const old of left.values())
    if (!old.removed) changes.push({ known: old, built: null, ...differing(shown, old, { points: [] }) })
  return changes
}

/** In the order of `SeriesFace`, so that two are compared as text. */
function faceOfSeries(series: Series, terms: ReadonlyMap<number, ClaimTerms>): SeriesFace {
  const { counter, state, rule } = series
  const leftOut = series.leftOut.map(({ claimId, reason }) => ({ reason, claimId }))
  return { counter, state, rule, leftOut, ...termsOfSeries(series, terms) }
}

/** Everything that a reader sees of a point; two that agree here are the same. */
const faceOf = (point: SeriesPoint) =>
  JSON.stringify([
    point.from, point.asOf, point.value, point.low, point.high, point.quantifier, point.review, point.witnesses,
    point.claimIds, point.flags, point.reason,
  ]) // biome-ignore format: the columns in order

function differing(
  shown: ReadonlyMap<number, readonly StoredPoint[]>,
  known: KnownSeries | null,
  { points }: Pick<Series, 'points'>,
) {
  const came = new Map(points.map((point) => [faceOf(point), point]))
  const gone: number[] = []
  for (const point of (known && shown.get(known.id)) ?? []) if (!came.delete(faceOf(point))) gone.push(point.id)
  return { gone, came: [...came.values()] }
}

async function write(tx: Sql, changes: readonly Change[]): Promise<(ChangedSeries & { subjectId: number })[]> {
  const fresh = changes.flatMap(({ known, built }) => (known === null && built !== null ? [built] : []))
  const ids = (await insertSeries(tx, fresh)).values()
  const changed: (ChangedSeries & { subjectId: number })[] = []
  const faces: ChangedFace[] = []
  const removed: number[] = []
  const gone: number[] = []
  const came: NewPoint[] = []
  for (const change of changes) {
    const { known, built } = change
    const seriesId = known?.id ?? ids.next().value
    if (seriesId === undefined) throw new Error('a series was not stored')
    if (known && built) faces.push({ id: seriesId, ...onlyFace(built) })
    if (!built) removed.push(seriesId)
    gone.push(...change.gone)
    for (const point of change.came) came.push({ ...point, seriesId })
    const subjectId = built?.subjectId ?? known?.subjectId ?? 0
    changed.push({ subjectId, seriesId, version: (known?.version ?? 0) + 1, removed: !built })
  }
  await updateSeries(tx, faces)
  await removeSeries(tx, removed)
  await replacePoints(tx, gone, came)
  return changed
}

const onlyFace = ({ subjectId: _, kind: __, unit: ___, since: ____, ...face }: NewSeries): SeriesFace => face

function claimsOf(known: readonly KnownSeries[], points: readonly StoredPoint[]): Map<number, Set<number>> {
  const subjectOf = new Map(known.map(({ id, subjectId }) => [id, subjectId]))
  const claims = new Map<number, Set<number>>()
  const add = (subjectId: number, claimIds: readonly number[]) => {
    const told = claims.get(subjectId) ?? new Set<number>()
    claims.set(subjectId, told)
    for (const id of claimIds) told.add(id)
  }
  for (const { subjectId, removed, face } of known)
    if (!removed)
      add(
        subjectId,
        face.leftOut.map(({ claimId }) => claimId),
      )
  for (const { seriesId, claimIds } of points) add(subjectOf.get(seriesId) ?? 0, claimIds)
  return claims
}
