/** Stores what the rules made of a subject's claims: only what changed is written, and what was shown before stays. */
import type { Series, SeriesPoint } from '../domain/index.ts'
import { markForEvaluation } from './alerting/evaluation-marks.ts'
import { inTransaction, type JsonValue, type Sql } from './client.ts'
import type { StoredPoint } from './series.ts'

export interface ChangedSeries {
  seriesId: number
  version: number
  /** It has no claim any more. */
  removed: boolean
}

interface Known {
  id: number
  key: string
  version: number
  same: string
  removed: boolean
}

/** Within a subject: what makes one line another line (design: series identity). */
const keyOf = ({ kind, unit, since }: Pick<Series, 'kind' | 'unit' | 'since'>) =>
  [kind, unit, since?.day ?? '', since?.accuracy ?? ''].join(' ')

/**
 * Brings a subject's stored series to `built`, which is all of them, each identity once. Hold the subject's lock
 * (`takeMarkedSubjects`). Returns the series that changed in any way; the same input again changes nothing.
 */
export async function storeSeries(sql: Sql, subjectId: number, built: readonly Series[]): Promise<ChangedSeries[]> {
  return inTransaction(sql, async (tx) => {
    const known = new Map((await knownSeries(tx, subjectId)).map((series) => [series.key, series]))
    const terms = await termsOfClaims(tx, built)
    const changed: ChangedSeries[] = []
    const seen = new Set<string>()
    for (const series of built) {
      const key = keyOf(series)
      if (seen.has(key)) throw new Error(`subject ${subjectId} has two series "${key}"`)
      seen.add(key)
      const change = await storeOne(tx, subjectId, series, known.get(key) ?? null, terms)
      if (change) changed.push(change)
    }
    for (const series of known.values())
      if (!seen.has(series.key) && !series.removed) changed.push(await removeOne(tx, series.id))
    await markForEvaluation(
      tx,
      changed.map(({ seriesId }) => seriesId),
    )
    await tx`update subject set reconciled_at = clock_timestamp() where id = ${subjectId}`
    return changed
  })
}

async function knownSeries(tx: Sql, subjectId: number): Promise<Known[]> {
  const rows = await tx<
    {
      id: number
      kind: Series['kind']
      unit: Series['unit']
      day: string | null
      accuracy: 'day' | null
      version: number
      counter: string | null
      state: string
      rule: string
      leftOut: JsonValue
      sourceIds: string[]
      severeClaims: number[]
      removed: boolean
    }[]
  >`
    select id, kind, unit, since as day, since_accuracy as accuracy, version, counter_family as counter, state, rule,
      left_out as "leftOut", source_ids as "sourceIds", severe_claims as "severeClaims", removed_at is not null as removed
    from series where subject_id = ${subjectId} order by id`
  return rows.map(({ id, kind, unit, day, accuracy, version, removed, ...face }) => ({
    id,
    key: keyOf({ kind, unit, since: day && accuracy ? { day, accuracy } : null }),
    version,
    same: sameAs(face.counter, face.state, face.rule, face.leftOut, face.sourceIds, face.severeClaims),
    removed,
  }))
}

async function storeOne(
  tx: Sql,
  subjectId: number,
  series: Series,
  known: Known | null,
  terms: ReadonlyMap<number, ClaimTerms>,
): Promise<ChangedSeries | null> {
  const { sourceIds, severeClaims } = termsOfSeries(series, terms)
  const leftOut = series.leftOut.map(({ claimId, reason }) => ({ reason, claimId }))
  if (!known) {
    const [row] = await tx<{ id: number }[]>`
      insert into series (subject_id, kind, unit, since, since_accuracy, counter_family, state, rule, left_out,
                          source_ids, severe_claims)
      values (${subjectId}, ${series.kind}, ${series.unit}, ${series.since?.day ?? null}, ${series.since?.accuracy ?? null},
              ${series.counter}, ${series.state}, ${series.rule}, ${tx.json(leftOut)}, ${sourceIds}, ${severeClaims}::bigint[])
      returning id`
    if (!row) throw new Error(`a series of subject ${subjectId} was not stored`)
    await storePoints(tx, row.id, series.points)
    return { seriesId: row.id, version: 1, removed: false }
  }
  const pointsChanged = await storePoints(tx, known.id, series.points)
  const same = known.same === sameAs(series.counter, series.state, series.rule, leftOut, sourceIds, severeClaims)
  if (!pointsChanged && same && !known.removed) return null
  await tx`
    update series set counter_family = ${series.counter}, state = ${series.state}, rule = ${series.rule},
      left_out = ${tx.json(leftOut)}, source_ids = ${sourceIds}, severe_claims = ${severeClaims}::bigint[], version = version + 1, updated_at = clock_timestamp(), removed_at = null
    where id = ${known.id}`
  return { seriesId: known.id, version: known.version + 1, removed: false }
}

/** What a reader sees of a series beside its points. */
const sameAs = (...face: readonly unknown[]): string => JSON.stringify(face)

interface ClaimTerms {
  sources: string[]
  severe: boolean
}

/** Who prints each claim, and whether nobody prints it whom everybody may read. Withdrawn reports print nothing. */
async function termsOfClaims(tx: Sql, built: readonly Series[]): Promise<Map<number, ClaimTerms>> {
  const claimIds = [...new Set(built.flatMap((series) => [...claimsOnLine(series), ...claimsLeftOut(series)]))]
  if (claimIds.length === 0) return new Map()
  const rows = await tx<(ClaimTerms & { id: number })[]>`
    select f.claim_id as id, array_agg(distinct r.source_id) as sources, bool_and(f.sensitivity = 'severe') as severe
    from figure f join report r on r.id = f.report_id
    where f.claim_id = any(${claimIds}::bigint[]) and r.withdrawn_at is null group by f.claim_id`
  return new Map(rows.map(({ id, ...terms }) => [id, terms]))
}

const claimsOnLine = ({ points }: Series) => points.flatMap(({ claimIds }) => claimIds)
const claimsLeftOut = ({ leftOut }: Series) => leftOut.map(({ claimId }) => claimId)

function termsOfSeries(series: Series, terms: ReadonlyMap<number, ClaimTerms>) {
  const onLine = new Set(claimsOnLine(series))
  const all = new Set([...onLine, ...claimsLeftOut(series)])
  return {
    sourceIds: [...new Set([...onLine].flatMap((id) => terms.get(id)?.sources ?? []))].sort(),
    severeClaims: [...all].filter((id) => terms.get(id)?.severe ?? true).sort((a, b) => a - b),
  }
}

async function removeOne(tx: Sql, seriesId: number): Promise<ChangedSeries> {
  await storePoints(tx, seriesId, [])
  const [row] = await tx<{ version: number }[]>`
    update series set version = version + 1, updated_at = clock_timestamp(), removed_at = clock_timestamp()
    where id = ${seriesId} returning version`
  return { seriesId, version: row?.version ?? 0, removed: true }
}

/** Everything that a reader sees of a point; two that agree here are the same. */
const faceOf = (point: SeriesPoint) =>
  JSON.stringify([
    point.from, point.asOf, point.value, point.low, point.high, point.quantifier, point.review, point.witnesses,
    point.claimIds, point.flags, point.reason,
  ]) // biome-ignore format: the columns in order

/** True if any point changed. One instant for all, taken under the lock: the old ends when the new begins. */
async function storePoints(tx: Sql, seriesId: number, points: readonly SeriesPoint[]): Promise<boolean> {
  const current = await tx<StoredPoint[]>`
    select id, series_id as "seriesId", from_on as "from", as_of as "asOf", value, low, high, quantifier, review, witnesses,
      claim_ids as "claimIds", flags, reason
    from series_point where series_id = ${seriesId} and superseded_at is null`
  const wanted = new Map(points.map((point) => [faceOf(point), point]))
  const gone: number[] = []
  for (const point of current) if (!wanted.delete(faceOf(point))) gone.push(point.id)
  if (gone.length === 0 && wanted.size === 0) return false
  const [{ at } = { at: '' }] = await tx<{ at: string }[]>`select clock_timestamp()::text as at`
  if (gone.length > 0)
    await tx`update series_point set superseded_at = ${at}::text::timestamptz where id = any(${gone}::bigint[])`
  const rows = [...wanted.values()].map((point) => ({
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
  if (rows.length > 0)
    await tx`
      insert into series_point (series_id, from_on, as_of, value, low, high, quantifier, review, witnesses, claim_ids, flags,
                                reason, recorded_at)
      select ${seriesId}, from_on, as_of, value, low, high, quantifier, review, witnesses, claim_ids, flags, reason, ${at}::text::timestamptz
      from jsonb_to_recordset(${tx.json(rows)}::jsonb) as p(
        from_on date, as_of date, value bigint, low bigint, high bigint, quantifier text, review text, witnesses integer,
        claim_ids bigint[], flags text[], reason text)
      order by as_of, from_on`
  return true
}
