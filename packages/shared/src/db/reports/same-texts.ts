/**
 * Reports that print one text: found by the bands of their signatures, confirmed by the words they share. A group is named by
 * its least report. Whichever of them came first, the groups are the same.
 */
import { isSameText, type Shingles, sameTexts, shinglesOf } from '../../domain/index.ts'
import { inTransaction, type Sql } from '../connection/client.ts'

/** Readings in one transaction, texts that one is compared with, members of a group that is told apart again. */
const [readingsAtOnce, mostCompared, mostMembers] = [20, 200, 500]
/** Any number that no other lock has. */
const lockKey = 7_300_117

interface Printed {
  reportId: number
  group: number | null
  text: string
}

/** Groups the readings that wait for it, one worker at a time. Returns their number. Killed between, it is safe to run again. */
export async function groupSameTexts(sql: Sql): Promise<number> {
  let done = 0
  for (;;) {
    const taken = await inTransaction(sql, groupSome)
    done += taken
    if (taken < readingsAtOnce) return done
  }
}

async function groupSome(tx: Sql): Promise<number> {
  const [waiting] = await tx`select id from reading where text_due limit 1`
  if (!waiting) return 0
  await tx`select pg_advisory_xact_lock(${lockKey})`
  const due = await tx<{ id: number; reportId: number }[]>`
    select id, report_id as "reportId" from reading where text_due order by id limit ${readingsAtOnce}`
  for (const reportId of new Set(due.map((reading) => reading.reportId))) await regroup(tx, reportId)
  await tx`update reading set text_due = false where id = any(${due.map(({ id }) => id)}::bigint[])`
  return due.length
}

async function regroup(tx: Sql, reportId: number): Promise<void> {
  const [own] = await tx<
    (Omit<Printed, 'text'> & { text: string | null; bands: number[] | null; isRevised: boolean })[]
  >`
    select r.id as "reportId", r.text_group as "group", d.text, d.text_bands as bands,
      d.id is null or exists (select from reading o where o.report_id = r.id and o.superseded_at is not null) as "isRevised"
    from report r left join reading d on d.report_id = r.id and d.superseded_at is null where r.id = ${reportId}`
  if (!own) return
  const touched = new Set<number>()
  // What was read once is where it is by this very text: another report of the same text came first.
  const stays = own.group !== null && !own.isRevised
  if (own.group !== null && !stays) for (const id of await split(tx, own.group, reportId)) touched.add(id)
  if (own.text !== null && own.bands !== null)
    for (const id of await join(tx, { reportId, group: stays ? own.group : null }, shinglesOf(own.text), own.bands))
      touched.add(id)
  await markWitnesses(tx, [...touched])
}

/** The group without one of its reports, whose text is another now: what does not hang together any more is parted. */
async function split(tx: Sql, group: number, without: number): Promise<number[]> {
  const members = await tx<Printed[]>`
    select r.id as "reportId", r.text_group as "group", d.text
    from report r join reading d on d.report_id = r.id and d.superseded_at is null
    where r.text_group = ${group} and r.id <> ${without} order by r.id limit ${mostMembers}`
  await tx`update report set text_group = null where text_group = ${group}`
  const shingles = new Map(members.map(({ reportId, text }) => [reportId, shinglesOf(text)]))
  for (const part of sameTexts(members, ({ reportId }) => shingles.get(reportId) ?? new Set()))
    await nameGroup(
      tx,
      part.map(({ reportId }) => reportId),
    )
  return [without, ...members.map(({ reportId }) => reportId)]
}

/** One group of the report, its present one and all whose text is its own; those of groups that it brings together are touched. */
async function join(
  tx: Sql,
  { reportId, group: present }: Omit<Printed, 'text'>,
  own: Shingles,
  bands: readonly number[],
): Promise<number[]> {
  const alike = await tx<Printed[]>`
    select r.id as "reportId", r.text_group as "group", d.text
    from reading d join report r on r.id = d.report_id
    where d.superseded_at is null and d.text_bands is not null and d.text_bands && ${[...bands]}::integer[]
      and d.report_id <> ${reportId} and r.withdrawn_at is null
    order by r.id limit ${mostCompared}`
  const groups = new Set(present === null ? [] : [present])
  const alone: number[] = []
  for (const { reportId: id, group, text } of alike) {
    // One member that is the same brings its whole group.
    if ((group !== null && groups.has(group)) || !isSameText(own, shinglesOf(text))) continue
    if (group === null) alone.push(id)
    else groups.add(group)
  }
  if (alone.length === 0 && groups.size === (present === null ? 0 : 1)) return []
  const members = await tx<{ id: number }[]>`select id from report where text_group = any(${[...groups]}::bigint[])`
  const ids = members.map(({ id }) => id)
  await nameGroup(tx, [reportId, ...alone, ...ids])
  return groups.size > 1 || alone.length > 0 ? [reportId, ...alone, ...ids] : [reportId]
}

async function nameGroup(tx: Sql, ids: readonly number[]): Promise<void> {
  const sorted = [...ids].sort((a, b) => a - b)
  await tx`select id from report where id = any(${sorted}::bigint[]) order by id for no key update`
  await tx`
    update report set text_group = ${sorted[0] ?? null}
    where id = any(${sorted}::bigint[]) and text_group is distinct from ${sorted[0] ?? null}`
}

/** How many independent voices tell a claim has changed: its series are built anew. */
async function markWitnesses(tx: Sql, reportIds: readonly number[]): Promise<void> {
  if (reportIds.length === 0) return
  await tx`
    insert into series_mark (subject_id)
    select distinct c.subject_id from figure f join claim c on c.id = f.claim_id
    where f.report_id = any(${[...reportIds]}::bigint[]) and f.superseded_at is null order by 1`
}
