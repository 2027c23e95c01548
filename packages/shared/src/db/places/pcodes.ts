/**
 * P-codes of imported lists. An import is one transaction, and the same list twice is no change. A list of a later date
 * replaces the codes of its countries and levels that it no longer has; they keep telling their place. One of an earlier
 * date adds what nobody knew yet, as replaced.
 */
import type { AttachedUnit, IsoDate, KnownPcode, PcodeMatch, PcodeMiss, PlaceId } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'

export interface PcodeListMeta {
  /** File name or address, without secrets. */
  name: string
  /** SHA-256 of the bytes as received, hex. */
  sha256: string
  actor: string
}

export interface PcodeImport {
  added: number
  changed: number
  /** Current codes that this newer list no longer has. */
  replaced: number
  /** Codes that were there and stayed as they were, those of a newer list among them. */
  unchanged: number
}

export interface PcodeRow {
  code: string
  countryIso3: string | null
  level: number
  name: string
  parentCode: string | null
  placeId: PlaceId | null
  matchedBy: PcodeMatch | null
  missedBy: PcodeMiss | null
  validFrom: IsoDate | null
  validTo: IsoDate | null
  replacedOn: IsoDate | null
  listName: string
}

/** Rows sent at once: a list of the world has some 400,000. */
const rowsAtOnce = 5_000
/** Any number, the same in every process that imports. */
const importLock = 7_305_218

export async function importPcodes(
  sql: Sql,
  list: PcodeListMeta,
  attached: readonly AttachedUnit[],
): Promise<PcodeImport> {
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(${importLock})`
    await sendRows(tx, attached)
    const found = attached.filter(({ placeId }) => placeId !== null).length
    const [row] = await tx<{ id: number }[]>`
      insert into pcode_list (name, sha256, units, attached, imported_by)
      values (${list.name}, ${list.sha256}, ${attached.length}, ${found}, ${list.actor}) returning id`
    const listId = row?.id ?? 0
    await compareDates(tx)
    const replaced = await replaceMissing(tx, listId)
    const { added, changed } = await upsertRows(tx, listId)
    const outcome = { added, changed, replaced, unchanged: attached.length - added - changed }
    if (added + changed + replaced === 0) await tx`delete from pcode_list where id = ${listId}`
    else
      await recordAudit(tx, {
        actor: list.actor,
        action: 'pcodes.import',
        subject: `pcode_list:${listId}`,
        detail: { name: list.name, ...outcome },
      })
    await tx`drop table pcode_incoming, pcode_dates`
    return outcome
  })
}

async function sendRows(tx: Sql, attached: readonly AttachedUnit[]): Promise<void> {
  await tx`create temporary table pcode_incoming (like pcode) on commit drop`
  await tx`alter table pcode_incoming alter column list_id drop not null, add primary key (code)`
  for (let at = 0; at < attached.length; at += rowsAtOnce) {
    const rows = attached.slice(at, at + rowsAtOnce).map(({ unit, countryIso3, placeId, matchedBy, missedBy }) => ({
      code: unit.pcode,
      country_iso3: countryIso3,
      level: unit.level,
      name: unit.name,
      parent_code: unit.parentPcode,
      place_id: placeId,
      matched_by: matchedBy,
      missed_by: missedBy,
      valid_from: unit.validFrom,
      valid_to: unit.validTo,
    }))
    await tx`
      insert into pcode_incoming (code, country_iso3, level, name, parent_code, place_id, matched_by, missed_by, valid_from, valid_to)
      select * from jsonb_to_recordset(${tx.json(rows)}) as r (
        code text, country_iso3 text, level smallint, name text, parent_code text, place_id text, matched_by text,
        missed_by text, valid_from date, valid_to date)`
  }
}

/** Of each country and level: since when its codes are valid here and there. A list without days is taken for newer. */
async function compareDates(tx: Sql): Promise<void> {
  await tx`
    create temporary table pcode_dates on commit drop as
    select i.country_iso3, i.level, i.valid_from as incoming, k.valid_from as known
    from (select country_iso3, level, max(valid_from) as valid_from from pcode_incoming group by 1, 2) i
    join (select country_iso3, level, max(valid_from) as valid_from from pcode where replaced_on is null group by 1, 2) k
      on k.country_iso3 = i.country_iso3 and k.level = i.level`
}

async function replaceMissing(tx: Sql, listId: number): Promise<number> {
  const { count } = await tx`
    update pcode p set replaced_on = d.incoming, list_id = ${listId}
    from pcode_dates d
    where d.country_iso3 = p.country_iso3 and d.level = p.level and d.incoming > d.known
      and p.replaced_on is null and not exists (select from pcode_incoming i where i.code = p.code)`
  return count
}

async function upsertRows(tx: Sql, listId: number): Promise<{ added: number; changed: number }> {
  const [row] = await tx<{ added: number; changed: number }[]>`
    with incoming as (
      select i.*, coalesce(d.incoming < d.known, false) as is_older, d.known
      from pcode_incoming i left join pcode_dates d on d.country_iso3 = i.country_iso3 and d.level = i.level
    ), written as (
      insert into pcode (code, country_iso3, level, name, parent_code, place_id, matched_by, missed_by, valid_from, valid_to, replaced_on, list_id)
      select i.code, i.country_iso3, i.level, i.name, i.parent_code, i.place_id, i.matched_by, i.missed_by,
        coalesce(i.valid_from, p.valid_from), i.valid_to, case when i.is_older then i.known end, ${listId}
      from incoming i left join pcode p on p.code = i.code
      where p.code is null or (not i.is_older and
        (p.country_iso3, p.level, p.name, p.parent_code, p.place_id, p.matched_by, p.missed_by, p.valid_from, p.valid_to, p.replaced_on)
        is distinct from
        (i.country_iso3, i.level, i.name, i.parent_code, i.place_id, i.matched_by, i.missed_by, coalesce(i.valid_from, p.valid_from), i.valid_to, null::date))
      on conflict (code) do update set
        country_iso3 = excluded.country_iso3, level = excluded.level, name = excluded.name, parent_code = excluded.parent_code,
        place_id = excluded.place_id, matched_by = excluded.matched_by, missed_by = excluded.missed_by,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to, replaced_on = excluded.replaced_on, list_id = excluded.list_id
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from written`
  return { added: row?.added ?? 0, changed: row?.changed ?? 0 }
}

/** Codes that stand for a unit of ours, in an order in which the last of several is the one to show. */
export const knownPcodes = (sql: Sql) => sql<KnownPcode[]>`
  select code as pcode, place_id as "placeId",
    replaced_on is null and (valid_to is null or valid_to >= current_date) as current
  from pcode where place_id is not null
  order by coalesce(replaced_on, valid_to, 'infinity'), valid_from nulls first, level desc, code`

/** Changes with every import that changed something; null before the first, and in a database of an older schema. */
export async function pcodeRevision(sql: Sql): Promise<string | null> {
  const [table] = await sql<{ exists: boolean }[]>`select to_regclass('public.pcode_list') is not null as exists`
  if (!table?.exists) return null
  const [row] = await sql<{ revision: string | null }[]>`select max(imported_at)::text as revision from pcode_list`
  return row?.revision ?? null
}

const columns = (sql: Sql) => sql`
  p.code, p.country_iso3 as "countryIso3", p.level, p.name, p.parent_code as "parentCode", p.place_id as "placeId",
  p.matched_by as "matchedBy", p.missed_by as "missedBy", p.valid_from as "validFrom", p.valid_to as "validTo",
  p.replaced_on as "replacedOn", l.name as "listName"`

/** All codes of these places, the one to show first. */
export const pcodesOfPlaces = (sql: Sql, placeIds: readonly PlaceId[]) => sql<PcodeRow[]>`
  select ${columns(sql)} from pcode p join pcode_list l on l.id = p.list_id
  where p.place_id = any(${[...placeIds]})
  order by p.place_id, coalesce(p.replaced_on, p.valid_to, 'infinity') desc, p.valid_from desc nulls last, p.level, p.code`

/** One code, whether it stands for a unit of ours or not. */
export async function getPcode(sql: Sql, code: string): Promise<PcodeRow | null> {
  const [row] = await sql<PcodeRow[]>`
    select ${columns(sql)} from pcode p join pcode_list l on l.id = p.list_id where p.code = ${code.trim().toUpperCase()}`
  return row ?? null
}
