/** Publishers that the worker reads: their terms, when they are due, and how well their last polls went. */
import type { Redistribution, Sensitivity, SourceHealth } from '../../domain/index.ts'
import type { PipelineError } from '../../errors/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type JsonValue, type Sql } from '../connection/client.ts'
import { storable } from '../connection/text.ts'

export interface Source {
  /** Lower-case slug, 2 to 64 characters. */
  id: string
  name: string
  /** Id of a source adapter ("feed"); "none" for a source that is never polled. */
  adapter: string
  url: string
  settings?: Record<string, JsonValue>
  /** ISO 639-1; null where it is mixed. */
  language: string | null
  licence: string
  attribution: string
  redistribution: Redistribution
  sensitivity?: Sensitivity
  enabled?: boolean
  pollIntervalS?: number
  minDelayMs?: number
}

export interface SourceRow extends Required<Source> {
  nextDueAt: Date
  etag: string | null
  lastModified: string | null
  /** Where permanent redirects led at the newest successful poll, and where the next one begins; null: its own address. */
  movedTo: string | null
  health: SourceHealth
  /** In words for a person: why it fails, or how a healthy one's answer differs from what is known of it; else null. */
  healthReason: string | null
  /** Polls failed in a row. */
  failures: number
  lastPolledAt: Date | null
  lastSuccessAt: Date | null
  /** Entries that the newest successful poll saw, and those of them not known before. */
  lastFound: number | null
  lastDiscovered: number | null
  createdAt: Date
}

export type PollOutcome =
  | {
      ok: true
      etag: string | null
      lastModified: string | null
      discovered: number
      found: number
      /** How the answer differs from what is known of the service; absent or null: not at all. */
      notes?: string | null
      /** Where permanent redirects lead to; absent: as before. */
      movedTo?: string | null
    }
  | { ok: false; failure: PipelineError }

const columns = (sql: Sql) => sql`
  id, name, adapter, url, settings, language, licence, attribution, redistribution, sensitivity, enabled,
  poll_interval_s as "pollIntervalS", min_delay_ms as "minDelayMs", next_due_at as "nextDueAt", etag,
  last_modified as "lastModified", moved_to as "movedTo", health, health_reason as "healthReason", failures,
  last_polled_at as "lastPolledAt", last_success_at as "lastSuccessAt", last_found as "lastFound",
  last_discovered as "lastDiscovered", created_at as "createdAt"`

export async function listSources(sql: Sql): Promise<SourceRow[]> {
  return sql<SourceRow[]>`select ${columns(sql)} from source order by id`
}

export async function getSource(sql: Sql, id: string): Promise<SourceRow | null> {
  const [row] = await sql<SourceRow[]>`select ${columns(sql)} from source where id = ${id}`
  return row ?? null
}

/** Adds a source; one that is there stays as its operator has it. True if it was added. */
export async function addSource(sql: Sql, source: Source, actor = 'system'): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const [known] = await tx`select 1 from source where id = ${source.id}`
    return known ? false : upsertSource(tx, source, actor)
  })
}

/** Makes the source or brings its description up to date; its health and what it has read stay. True if anything changed. */
export async function upsertSource(sql: Sql, source: Source, actor = 'system'): Promise<boolean> {
  const wanted = {
    settings: {},
    sensitivity: 'moderate',
    enabled: true,
    pollIntervalS: 3600,
    minDelayMs: 1000,
    ...source,
  }
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      insert into source (id, name, adapter, url, settings, language, licence, attribution, redistribution, sensitivity,
                          enabled, poll_interval_s, min_delay_ms)
      values (${wanted.id}, ${wanted.name}, ${wanted.adapter}, ${wanted.url}, ${tx.json(wanted.settings)}, ${wanted.language},
              ${wanted.licence}, ${wanted.attribution}, ${wanted.redistribution}, ${wanted.sensitivity}, ${wanted.enabled},
              ${wanted.pollIntervalS}, ${wanted.minDelayMs})
      on conflict (id) do update set
        name = excluded.name, adapter = excluded.adapter, url = excluded.url, settings = excluded.settings,
        language = excluded.language, licence = excluded.licence, attribution = excluded.attribution,
        redistribution = excluded.redistribution, sensitivity = excluded.sensitivity, enabled = excluded.enabled,
        poll_interval_s = excluded.poll_interval_s, min_delay_ms = excluded.min_delay_ms,
        -- Another address knows nothing of the old one's validators and deserves a fresh try.
        etag = case when source.url = excluded.url then source.etag end,
        last_modified = case when source.url = excluded.url then source.last_modified end,
        moved_to = case when source.url = excluded.url then source.moved_to end,
        health = case when source.url = excluded.url then source.health else 'new' end,
        next_due_at = case when source.url = excluded.url then source.next_due_at else now() end
      where (source.name, source.adapter, source.url, source.settings, source.language, source.licence, source.attribution,
             source.redistribution, source.sensitivity, source.enabled, source.poll_interval_s, source.min_delay_ms)
        is distinct from (excluded.name, excluded.adapter, excluded.url, excluded.settings, excluded.language,
             excluded.licence, excluded.attribution, excluded.redistribution, excluded.sensitivity, excluded.enabled,
             excluded.poll_interval_s, excluded.min_delay_ms)`
    if (count > 0) await recordAudit(tx, { actor, action: 'source.upsert', subject: `source:${source.id}` })
    return count > 0
  })
}

/** Off or on; on again also wakes one that was stopped. False where there is no such source. */
export async function setSourceEnabled(sql: Sql, id: string, enabled: boolean, actor = 'system'): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      update source set enabled = ${enabled},
        next_due_at = case when ${enabled} then now() else next_due_at end,
        failures = case when ${enabled} then 0 else failures end,
        health = case when ${enabled} and health = 'stopped' then 'new' else health end
      where id = ${id}`
    if (count > 0)
      await recordAudit(tx, { actor, action: enabled ? 'source.enable' : 'source.disable', subject: `source:${id}` })
    return count > 0
  })
}

/**
 * What its adapter needs besides the address, such as a key that the service gave; it is tried at once. The audit names no
 * value. False where there is no such source.
 */
export async function setSourceSettings(
  sql: Sql,
  id: string,
  settings: Record<string, JsonValue>,
  actor = 'system',
): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      update source set settings = ${tx.json(settings)}, etag = null, last_modified = null, next_due_at = now()
      where id = ${id}`
    if (count > 0) await recordAudit(tx, { actor, action: 'source.set', subject: `source:${id}` })
    return count > 0
  })
}

/** A claim holds so long, or the source's interval if that is shorter. */
export const claimSeconds = 120

/**
 * Due sources, claimed: of several schedulers each gets other ones. A poll that died is tried again when its claim
 * ends; `recordPoll` sets the true next time.
 */
export async function claimDueSources(sql: Sql, limit: number): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    update source set next_due_at = now() + make_interval(secs => least(poll_interval_s, ${claimSeconds}))
    where id in (
      select id from source
      where enabled and health <> 'stopped' and next_due_at <= now()
      order by next_due_at limit ${limit} for update skip locked)
    returning ${columns(sql)}`
}

/** Sources that are due, not claimed. */
export async function dueSources(sql: Sql): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    select ${columns(sql)} from source
    where enabled and health <> 'stopped' and next_due_at <= now() order by next_due_at`
}

/** The pause after the n-th failure in a row doubles from the interval up to a day; gone for good (410) stops the polls. */
export async function recordPoll(sql: Sql, sourceId: string, outcome: PollOutcome): Promise<void> {
  if (outcome.ok) {
    await sql`
      update source set health = 'healthy', health_reason = ${outcome.notes == null ? null : storable(outcome.notes)}, failures = 0, etag = ${outcome.etag},
        last_modified = ${outcome.lastModified}, last_found = ${outcome.found}, last_discovered = ${outcome.discovered},
        moved_to = case when ${outcome.movedTo === undefined} then moved_to else ${outcome.movedTo ?? null} end,
        last_polled_at = now(), last_success_at = now(), next_due_at = now() + make_interval(secs => poll_interval_s)
      where id = ${sourceId}`
    return
  }
  const { code, message, retryAfterMs } = outcome.failure
  await sql`
    update source set
      -- A new address that fails is given up for the stated one, of which a permanent redirect was no proof.
      health = case when ${code === 'http_gone'} and moved_to is null then 'stopped' else 'failing' end,
      moved_to = null, health_reason = ${storable(message)}, failures = failures + 1, last_polled_at = now(),
      next_due_at = now() + make_interval(secs => greatest(
        least(poll_interval_s * 2.0 ^ least(failures + 1, 12), 86400),
        poll_interval_s, ${(retryAfterMs ?? 0) / 1000}::float8))
    where id = ${sourceId}`
}
