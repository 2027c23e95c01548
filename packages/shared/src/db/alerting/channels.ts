/** Channels as operators set them. Their settings may hold secrets: only the sender reads those. */
import type { Approval, ChannelKind, Severity, SigningSecret } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type JsonValue, type Sql } from '../connection/client.ts'
import { inOrder } from './in-order.ts'

export const digests = ['none', 'daily', 'weekly'] as const
export type Digest = (typeof digests)[number]

export interface Channel {
  id: number
  name: string
  kind: ChannelKind
  approval: Approval
  minimumSeverity: Severity
  enabled: boolean
  /** Why it was switched off by itself; else null. */
  disabledReason: string | null
  /** Alerts of so many minutes go as one message. */
  gatherMinutes: number
  digest: Digest
  /** Hour of the digest in `timeZone`. */
  digestHour: number
  /** 1 is Monday. */
  digestWeekday: number
  timeZone: string
  createdAt: Date
}

export interface ChannelWithSettings extends Channel {
  settings: Record<string, JsonValue>
}

/** What a person states. */
export type NewChannel = Omit<ChannelWithSettings, 'id' | 'disabledReason' | 'createdAt'>

const columns = (sql: Sql) => sql`
  id, name, kind, approval, minimum_severity as "minimumSeverity", enabled, disabled_reason as "disabledReason",
  gather_minutes as "gatherMinutes", digest, digest_hour as "digestHour", digest_weekday as "digestWeekday",
  time_zone as "timeZone", created_at as "createdAt"`

/** By name. */
export async function listChannels(sql: Sql): Promise<ChannelWithSettings[]> {
  return sql<
    ChannelWithSettings[]
  >`select ${columns(sql)}, settings from channel where removed_at is null order by name`
}

export async function getChannel(sql: Sql, id: number): Promise<ChannelWithSettings | null> {
  const [row] = await sql<ChannelWithSettings[]>`
    select ${columns(sql)}, settings from channel where id = ${id} and removed_at is null`
  return row ?? null
}

export async function findChannel(sql: Sql, name: string): Promise<ChannelWithSettings | null> {
  const [row] = await sql<ChannelWithSettings[]>`
    select ${columns(sql)}, settings from channel where name = ${name} and removed_at is null`
  return row ?? null
}

/** Adds the channel of this name, or changes it; being switched on again forgets why it was switched off. */
export async function putChannel(
  sql: Sql,
  { settings, ...stated }: NewChannel,
  actor: string,
): Promise<{ outcome: 'added' | 'changed' | 'unchanged'; channel: ChannelWithSettings }> {
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`channel ${stated.name}`}))`
    const known = await findChannel(tx, stated.name)
    if (known && sameStatement(known, { settings, ...stated })) return { outcome: 'unchanged', channel: known }
    const fields = {
      name: stated.name,
      kind: stated.kind,
      settings: tx.json(settings),
      approval: stated.approval,
      minimum_severity: stated.minimumSeverity,
      enabled: stated.enabled,
      gather_minutes: stated.gatherMinutes,
      digest: stated.digest,
      digest_hour: stated.digestHour,
      digest_weekday: stated.digestWeekday,
      time_zone: stated.timeZone,
    }
    const [row] = known
      ? await tx<ChannelWithSettings[]>`
          update channel set ${tx(fields)}, disabled_reason = null where id = ${known.id} returning ${columns(tx)}, settings`
      : await tx<ChannelWithSettings[]>`insert into channel ${tx(fields)} returning ${columns(tx)}, settings`
    if (!row) throw new Error(`the channel "${stated.name}" was not stored`)
    // Settings hold secrets: the audit says that they were written, not what.
    await recordAudit(tx, {
      actor,
      action: known ? 'channel.change' : 'channel.add',
      subject: `channel:${row.id}`,
      detail: { name: row.name, kind: row.kind, approval: row.approval, enabled: row.enabled },
    })
    return { outcome: known ? 'changed' : 'added', channel: row }
  })
}

function sameStatement(known: ChannelWithSettings, stated: NewChannel): boolean {
  const { id: _, createdAt: __, disabledReason, ...statement } = known
  // One that switched itself off and is wanted on again is a change.
  return disabledReason === null && inOrder(statement) === inOrder(stated)
}

/** Adds a channel, and changes none: null where its name is taken. */
export async function addChannel(sql: Sql, stated: NewChannel, actor: string): Promise<ChannelWithSettings | null> {
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`channel ${stated.name}`}))`
    if (await findChannel(tx, stated.name)) return null
    return (await putChannel(tx, stated, actor)).channel
  })
}

/** New signing secrets made of those it has, with nobody between. Null where there is no such webhook. */
export async function rotateSecrets(
  sql: Sql,
  id: number,
  rotate: (secrets: readonly SigningSecret[]) => readonly SigningSecret[],
  actor: string,
): Promise<ChannelWithSettings | null> {
  return inTransaction(sql, async (tx) => {
    const [known] = await tx<{ secrets: SigningSecret[] | null }[]>`
      select settings->'secrets' as secrets from channel
      where id = ${id} and kind = 'webhook' and removed_at is null for update`
    if (!known) return null
    const secrets = rotate(known.secrets ?? []).map((one) => ({ ...one }))
    const [row] = await tx<ChannelWithSettings[]>`
      update channel set settings = settings || ${tx.json({ secrets })} where id = ${id} returning ${columns(tx)}, settings`
    await recordAudit(tx, { actor, action: 'channel.rotate', subject: `channel:${id}` })
    return row ?? null
  })
}

/** Messages that have not left are dropped. False where there is none. */
export async function removeChannel(sql: Sql, id: number, actor: string): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      update channel set removed_at = now(), enabled = false, settings = '{}' where id = ${id} and removed_at is null`
    if (count === 0) return false
    await tx`
      update delivery set state = 'dropped', next_attempt_at = null, decided_by = ${actor}, decided_at = now()
      where channel_id = ${id} and state in ('gathering', 'waiting', 'due')`
    await recordAudit(tx, { actor, action: 'channel.remove', subject: `channel:${id}` })
    return true
  })
}

/** The receiver is gone for good (410): nobody is asked again until a person switches it on. */
export async function disableChannel(sql: Sql, id: number, reason: string): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await tx`update channel set enabled = false, disabled_reason = ${reason} where id = ${id} and removed_at is null`
    await recordAudit(tx, { actor: 'worker', action: 'channel.disable', subject: `channel:${id}`, detail: { reason } })
  })
}

/** What every database serves: a feed and CAP that a person releases, and a stream of events. Repeatable. */
export async function ensurePublishedChannels(sql: Sql): Promise<void> {
  await sql`
    insert into channel (name, kind, settings, approval, gather_minutes)
    select * from (values ('atom', 'atom', '{}'::jsonb, 'required', 5), ('events', 'sse', '{}'::jsonb, 'none', 0),
                          ('cap', 'cap', '{}'::jsonb, 'required', 5)) as own(name, kind, settings, approval, gather_minutes)
    where not exists (select from channel c where c.kind = own.kind)`
}
