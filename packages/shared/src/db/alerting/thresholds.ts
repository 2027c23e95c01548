/** Thresholds as people and files write them. Each change is audited, and its series are marked to be looked at. */
import type { Category, PlaceId, Scope, Severity, Threshold, ThresholdRule, Watch } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type JsonValue, type Sql } from '../connection/client.ts'
import { inOrder } from './in-order.ts'

/** What a person states; the rest is the store's. */
export type NewThreshold = Omit<Threshold, 'id' | 'createdBy' | 'createdAt'>

interface Flat extends Omit<Watch, 'placeId'> {
  id: number
  name: string
  placeId: PlaceId | null
  rule: ThresholdRule
  forDays: number
  coolDownDays: number
  escalateRatio: number | null
  severity: Severity
  enabled: boolean
  createdBy: string
  createdAt: Date
}

const columns = (sql: Sql) => sql`
  id, name, place_id as "placeId", with_children as "withChildren", admin_level as "adminLevel", category, cause, scope,
  series_kind as "seriesKind", minimum_confidence as "minimumConfidence", minimum_reliability as "minimumReliability",
  reviewed_only as "reviewedOnly", rule, for_days as "forDays", cool_down_days as "coolDownDays",
  escalate_ratio as "escalateRatio", severity, enabled, created_by as "createdBy", created_at as "createdAt"`

function thresholdOf({
  placeId, withChildren, adminLevel, category, cause, scope, seriesKind, minimumConfidence, minimumReliability, reviewedOnly, ...rest
}: Flat): Threshold {
  const watch = { placeId, withChildren, adminLevel, category, cause, scope, seriesKind, minimumConfidence, minimumReliability, reviewedOnly }
  return { ...rest, watch }
} // biome-ignore format: the fields of a watch

export interface ThresholdFilter {
  /** Default: those that are switched off as well. */
  enabledOnly?: boolean
}

/** By name. */
export async function listThresholds(sql: Sql, { enabledOnly = false }: ThresholdFilter = {}): Promise<Threshold[]> {
  const rows = await sql<Flat[]>`
    select ${columns(sql)} from threshold
    where removed_at is null ${enabledOnly ? sql`and enabled` : sql``} order by name`
  return rows.map(thresholdOf)
}

export async function getThreshold(sql: Sql, id: number): Promise<Threshold | null> {
  const [row] = await sql<Flat[]>`select ${columns(sql)} from threshold where id = ${id} and removed_at is null`
  return row ? thresholdOf(row) : null
}

export async function findThreshold(sql: Sql, name: string): Promise<Threshold | null> {
  const [row] = await sql<Flat[]>`select ${columns(sql)} from threshold where name = ${name} and removed_at is null`
  return row ? thresholdOf(row) : null
}

export type ThresholdChange = { outcome: 'added' | 'changed' | 'unchanged'; threshold: Threshold }

/**
 * Brings the threshold of this name to what is stated, adding it where there is none: the same statement twice changes
 * nothing. A changed one is looked at as if it were new: what it finds now is told once.
 */
export async function putThreshold(sql: Sql, stated: NewThreshold, actor: string): Promise<ThresholdChange> {
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`threshold ${stated.name}`}))`
    const known = await findThreshold(tx, stated.name)
    if (known && sameStatement(known, stated)) return { outcome: 'unchanged', threshold: known }
    const threshold = known ? await change(tx, known.id, stated) : await add(tx, stated, actor)
    await recordAudit(tx, {
      actor,
      action: known ? 'threshold.change' : 'threshold.add',
      subject: `threshold:${threshold.id}`,
      detail: { name: stated.name, rule: { ...stated.rule }, watch: { ...stated.watch }, severity: stated.severity },
    })
    if (threshold.enabled) await markWatched(tx, threshold)
    return { outcome: known ? 'changed' : 'added', threshold }
  })
}

/** Adds a threshold, and changes none: `taken` where its name says something else. */
export async function addThreshold(
  sql: Sql,
  stated: NewThreshold,
  actor: string,
): Promise<{ outcome: 'added' | 'unchanged' | 'taken'; threshold: Threshold }> {
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`threshold ${stated.name}`}))`
    const known = await findThreshold(tx, stated.name)
    if (!known) {
      const { threshold } = await putThreshold(tx, stated, actor)
      return { outcome: 'added', threshold }
    }
    return { outcome: sameStatement(known, stated) ? 'unchanged' : 'taken', threshold: known }
  })
}

function sameStatement(known: Threshold, stated: NewThreshold): boolean {
  const { id: _, createdBy: __, createdAt: ___, ...statement } = known
  return inOrder(statement) === inOrder(stated)
}

const fieldsOf = (tx: Sql, { watch, rule, ...rest }: NewThreshold) => ({
  name: rest.name,
  kind: rule.kind,
  rule: tx.json({ ...rule } as JsonValue),
  place_id: watch.placeId,
  with_children: watch.withChildren,
  admin_level: watch.adminLevel,
  category: watch.category,
  cause: watch.cause,
  scope: watch.scope,
  series_kind: watch.seriesKind,
  minimum_confidence: watch.minimumConfidence,
  minimum_reliability: watch.minimumReliability,
  reviewed_only: watch.reviewedOnly,
  for_days: rest.forDays,
  cool_down_days: rest.coolDownDays,
  escalate_ratio: rest.escalateRatio,
  severity: rest.severity,
  enabled: rest.enabled,
})

async function add(tx: Sql, stated: NewThreshold, actor: string): Promise<Threshold> {
  const row = { ...fieldsOf(tx, stated), created_by: actor }
  const [made] = await tx<Flat[]>`insert into threshold ${tx(row)} returning ${columns(tx)}`
  if (!made) throw new Error(`the threshold "${stated.name}" was not stored`)
  return thresholdOf(made)
}

async function change(tx: Sql, id: number, stated: NewThreshold): Promise<Threshold> {
  const [row] = await tx<Flat[]>`
    update threshold set ${tx(fieldsOf(tx, stated))}, changed_at = now() where id = ${id} returning ${columns(tx)}`
  if (!row) throw new Error(`the threshold "${stated.name}" was not stored`)
  return thresholdOf(row)
}

/** Its incidents stay as history; those that were open end without a message. False where there is none. */
export async function removeThreshold(sql: Sql, id: number, actor: string): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } =
      await tx`update threshold set removed_at = now(), enabled = false where id = ${id} and removed_at is null`
    if (count === 0) return false
    await tx`
      with ended as (
        update incident set state = 'cleared', cleared_at = now(), changed_at = now()
        where threshold_id = ${id} and state in ('pending', 'possible', 'firing') returning id, crossing)
      insert into incident_transition (incident_id, state, reason, evidence, actor)
      select id, 'cleared', 'the threshold was removed', crossing, ${actor} from ended`
    await tx`delete from evaluation_mark where threshold_id = ${id}`
    await recordAudit(tx, { actor, action: 'threshold.remove', subject: `threshold:${id}` })
    return true
  })
}

/** Living series that it may watch, and those that it watched; whether a place lies inside another is asked when they are looked at. */
async function markWatched(tx: Sql, { id, watch }: Threshold): Promise<void> {
  const own = watch.placeId !== null && !watch.withChildren
  await tx`
    insert into evaluation_mark (series_id, threshold_id)
    select e.id, ${id} from series e join subject s on s.id = e.subject_id
    where e.removed_at is null and s.scope = ${watch.scope satisfies Scope}
      ${own ? tx`and s.place_id = ${watch.placeId}` : tx``}
      ${watch.category === null ? tx`` : tx`and s.category = ${watch.category satisfies Category}`}
      ${watch.seriesKind === null ? tx`` : tx`and e.kind = ${watch.seriesKind}`}
    union
    select series_id, threshold_id from incident
    where threshold_id = ${id} and state in ('pending', 'possible', 'firing')
    order by 1`
}
