/** Claims of thousands of figures at once, each found or made, by number. */
import type { FoldedFigure } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { copyLine, copyRows } from '../connection/copy-rows.ts'
import { storableOrNull } from '../connection/text.ts'

/** A claim, and the figure that makes it. */
export interface ClaimWanted {
  subjectId: number
  /** The subject was made a moment ago for these figures: there is hardly such a claim yet. */
  isNew: boolean
  claimKey: string
  counterId: number | null
  figure: FoldedFigure
  eventId: number | null
}

const columns = [
  'subject_id', 'claim_key', 'unit', 'value', 'value_high', 'since', 'since_accuracy', 'as_of', 'as_of_accuracy', 'counter_id',
  'event_id', 'operation', 'round', 'assessment_type', 'coverage',
] // biome-ignore format: as the table has them

/**
 * Their ids in the order given, each claim wanted once. Made in the order of subject and key, as `ensureCountersSubjectsClaims`
 * does, so that writers never wait for each other crosswise. COPY takes new claims twice as fast as an insert that looks for
 * rivals. Where there is a rival after all it throws what `isClaimTaken` knows: try the whole transaction again, `contested`.
 */
export async function ensureClaims(
  tx: Sql,
  wanted: readonly ClaimWanted[],
  contested: boolean,
): Promise<(number | null)[]> {
  const ids: (number | null)[] = wanted.map(() => null)
  if (contested) {
    const all = wanted.map((claim) => ({ ...claim, isNew: false }))
    const missing = await findClaims(tx, all, ids)
    if (missing.length === 0) return ids
    await insertClaims(tx, wanted, missing)
    await findClaims(tx, all, ids)
    return ids
  }
  const missing = [...(await findClaims(tx, wanted, ids)), ...inNewSubjects(wanted)]
  if (missing.length === 0) return ids
  const made = await copyClaims(tx, wanted, missing)
  for (const [n, at] of missing.entries()) ids[at] = made[n] ?? null
  return ids
}

/** Another transaction made one of the claims meanwhile. */
export const isClaimTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint_name' in error && error.constraint_name === 'claim_subject_id_claim_key_key'

/** Puts what it finds of old subjects into `ids`, by position; returns the positions of the others, in the order of making. */
async function findClaims(tx: Sql, wanted: readonly ClaimWanted[], ids: (number | null)[]): Promise<number[]> {
  const [positions, subjects, keys]: [number[], number[], string[]] = [[], [], []]
  for (const [at, { isNew, subjectId, claimKey }] of wanted.entries()) {
    if (isNew) continue
    positions.push(at)
    subjects.push(subjectId)
    keys.push(claimKey)
  }
  if (positions.length === 0) return []
  // Two texts rather than a row each; a probe each (`offset 0`), whatever is known of the table's rows.
  const [row] = await tx<{ found: string | null; missing: string | null }[]>`
    select string_agg(i.n || ' ' || c.id, ',') as found,
      string_agg(i.n::text, ',' order by i.subject_id, i.claim_key) filter (where c.id is null) as missing
    from unnest(${subjects}::bigint[], ${keys}::text[]) with ordinality as i(subject_id, claim_key, n)
    left join lateral (
      select id from claim where subject_id = i.subject_id and claim_key = i.claim_key offset 0) as c on true`
  const positionOf = (n: string): number => positions[Number(n) - 1] ?? -1
  for (const pair of row?.found?.split(',') ?? []) {
    const [n, id] = pair.split(' ')
    ids[positionOf(n ?? '')] = Number(id)
  }
  return row?.missing?.split(',').map(positionOf) ?? []
}

/** As sorted for the index, not for others. */
const inNewSubjects = (wanted: readonly ClaimWanted[]): number[] =>
  wanted
    .flatMap(({ isNew, subjectId, claimKey }, at) => (isNew ? [{ at, subjectId, claimKey }] : []))
    .sort((a, b) => a.subjectId - b.subjectId || (a.claimKey < b.claimKey ? -1 : 1))
    .map(({ at }) => at)

async function copyClaims(tx: Sql, wanted: readonly ClaimWanted[], positions: readonly number[]): Promise<number[]> {
  const [row] = await tx<{ ids: string }[]>`
    select string_agg(nextval(s.name)::text, ',') as ids
    from (select pg_get_serial_sequence('claim', 'id')::regclass as name offset 0) as s,
      generate_series(1, ${positions.length}::int)`
  const ids = row?.ids.split(',').map(Number) ?? []
  await copyRows(tx, 'claim', ['id', ...columns], linesOf(wanted, positions, ids))
  return ids
}

/** Beside the row that another transaction made meanwhile. */
async function insertClaims(tx: Sql, wanted: readonly ClaimWanted[], positions: readonly number[]): Promise<void> {
  const all = tx.unsafe(columns.join(', '))
  await tx`create temporary table claim_made on commit drop as select ${all} from claim limit 0`
  await copyRows(tx, 'claim_made', columns, linesOf(wanted, positions, null))
  await tx`
    insert into claim (${all}) select ${all} from claim_made order by subject_id, claim_key
    on conflict (subject_id, claim_key) do nothing`
}

function* linesOf(
  wanted: readonly ClaimWanted[],
  positions: readonly number[],
  ids: readonly number[] | null,
): Generator<string> {
  for (const [n, at] of positions.entries()) {
    const claim = wanted[at]
    if (!claim) continue
    const { subjectId, claimKey, counterId, figure, eventId } = claim
    const { since } = figure
    const asOf = figure.asOfBasis === 'stated' ? figure.asOf : null
    const cells = [
      subjectId, claimKey, figure.unit, figure.value, figure.valueHigh, since?.day ?? null, since?.accuracy ?? null,
      asOf?.day ?? null, asOf?.accuracy ?? null, counterId, figure.eventId ?? eventId, storableOrNull(figure.operation),
      figure.round ?? null, storableOrNull(figure.assessmentType), figure.coverage ? [...figure.coverage] : null,
    ] // biome-ignore format: as the columns
    yield copyLine(ids === null ? cells : [ids[n], ...cells])
  }
}
