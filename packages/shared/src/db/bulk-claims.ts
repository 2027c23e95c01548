/** Claims of thousands of figures at once, each found or made, by number. */
import type { Sql } from './client.ts'
import { copyLine, copyRows } from './copy-rows.ts'
import type { FigureRow } from './figure-source.ts'

/** A claim, and the row of a figure that makes it. */
export interface ClaimWanted {
  subjectId: number
  claimKey: string
  counterId: number | null
  row: () => FigureRow
}

const columns = [
  'subject_id', 'claim_key', 'unit', 'value', 'value_high', 'since', 'since_accuracy', 'as_of', 'as_of_accuracy', 'counter_id',
  'event_id', 'operation', 'round', 'assessment_type', 'coverage',
] // biome-ignore format: as the table has them

/**
 * Their ids in the order given, each claim wanted once. Call it once a transaction: the keys go into a table of its own. Made
 * in the order of subject and key, as `ensureCountersSubjectsClaims` does, so that writers never wait for each other crosswise.
 * COPY takes new claims twice as fast as an insert that looks for rivals. Where there is a rival after all it throws what
 * `isClaimTaken` knows: try the whole transaction again, `contested`.
 */
export async function ensureClaims(
  tx: Sql,
  wanted: readonly ClaimWanted[],
  contested: boolean,
): Promise<(number | null)[]> {
  if (wanted.length === 0) return []
  await tx`create temporary table claim_in (n integer, subject_id bigint, claim_key text) on commit drop`
  await copyRows(tx, 'claim_in', ['n', 'subject_id', 'claim_key'], keysOf(wanted))
  const { ids, missing } = await findClaims(tx, wanted.length)
  if (missing.length === 0) return ids
  if (contested) {
    await insertClaims(tx, wanted, missing)
    return (await findClaims(tx, wanted.length)).ids
  }
  const made = await copyClaims(tx, wanted, missing)
  for (const [n, at] of missing.entries()) ids[at] = made[n] ?? null
  return ids
}

/** Another transaction made one of the claims meanwhile. */
export const isClaimTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint_name' in error && error.constraint_name === 'claim_subject_id_claim_key_key'

/** Ids by position, null where there is no such claim yet; and those positions in the order of making. */
async function findClaims(tx: Sql, count: number): Promise<{ ids: (number | null)[]; missing: number[] }> {
  // Two texts rather than a row each; a probe each (`offset 0`), as nothing is known yet of the table's own rows.
  const [row] = await tx<{ found: string | null; missing: string | null }[]>`
    select string_agg(i.n || ' ' || c.id, ',') as found,
      string_agg(i.n::text, ',' order by i.subject_id, i.claim_key) filter (where c.id is null) as missing
    from claim_in i left join lateral (
      select id from claim where subject_id = i.subject_id and claim_key = i.claim_key offset 0) as c on true`
  const ids: (number | null)[] = Array.from({ length: count }, () => null)
  for (const pair of row?.found?.split(',') ?? []) {
    const [n, id] = pair.split(' ')
    ids[Number(n)] = Number(id)
  }
  return { ids, missing: row?.missing?.split(',').map(Number) ?? [] }
}

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

function* keysOf(wanted: readonly ClaimWanted[]): Generator<string> {
  for (const [n, { subjectId, claimKey }] of wanted.entries()) yield copyLine([n, subjectId, claimKey])
}

function* linesOf(
  wanted: readonly ClaimWanted[],
  positions: readonly number[],
  ids: readonly number[] | null,
): Generator<string> {
  for (const [n, at] of positions.entries()) {
    const claim = wanted[at]
    if (!claim) continue
    const { subjectId, claimKey, counterId } = claim
    const row = claim.row()
    const stated = row.as_of_basis === 'stated'
    const cells = [
      subjectId, claimKey, row.unit, row.value, row.value_high, row.since, row.since_accuracy,
      stated ? row.as_of : null, stated ? row.as_of_accuracy : null, counterId, row.event_id, row.operation, row.round,
      row.assessment_type, row.coverage,
    ] // biome-ignore format: as the columns
    yield copyLine(ids === null ? cells : [ids[n], ...cells])
  }
}
