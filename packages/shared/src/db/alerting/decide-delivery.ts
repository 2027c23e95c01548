/** What a person does with a message: release, drop, send again, try a channel. */
import { randomUUID } from 'node:crypto'
import type { DeliveryState } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'

export type Decided = 'done' | 'unknown' | 'not_waiting' | 'more_joined'

export interface Decision {
  by: string
  /** Shown in the message. */
  note?: string | null
  /** How many alerts the person saw in it; more have joined where the number differs. */
  alerts?: number | null
}

/** A waiting message goes out. */
export async function releaseDelivery(sql: Sql, id: string, decision: Decision): Promise<Decided> {
  return decide(sql, id, decision, 'release')
}

/** A waiting message goes to nobody. */
export async function dropDelivery(sql: Sql, id: string, decision: Decision): Promise<Decided> {
  return decide(sql, id, decision, 'drop')
}

async function decide(sql: Sql, id: string, { by, note, alerts }: Decision, act: 'release' | 'drop'): Promise<Decided> {
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ state: DeliveryState }[]>`select state from delivery where id = ${id} for update`
    if (!row) return 'unknown'
    if (row.state !== 'waiting') return 'not_waiting'
    if (alerts !== undefined && alerts !== null) {
      const [{ joined } = { joined: 0 }] = await tx<{ joined: number }[]>`
        select count(*) as joined from delivery_alert where delivery_id = ${id}`
      if (joined !== alerts) return 'more_joined'
    }
    await tx`
      update delivery set state = ${act === 'release' ? 'due' : 'dropped'}, note = coalesce(${note ?? null}, note),
        next_attempt_at = ${act === 'release' ? tx`now()` : null}, decided_by = ${by}, decided_at = now()
      where id = ${id}`
    await recordAudit(tx, { actor: by, action: `delivery.${act}`, subject: `delivery:${id}` })
    return 'done'
  })
}

/** A message that was given up or delivered is sent again, under the same id. */
export async function resendDelivery(sql: Sql, id: string, by: string): Promise<Decided> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      update delivery set state = 'due', failures = 0, next_attempt_at = now(), failure_message = null
      where id = ${id} and state in ('dead', 'delivered')`
    if (count === 0) return (await tx`select from delivery where id = ${id}`).count === 0 ? 'unknown' : 'not_waiting'
    await recordAudit(tx, { actor: by, action: 'delivery.resend', subject: `delivery:${id}` })
    return 'done'
  })
}

/** A message without alerts that only shows whether the channel works. */
export async function addTestDelivery(sql: Sql, channelId: number, by: string): Promise<string> {
  const id = randomUUID()
  await inTransaction(sql, async (tx) => {
    await tx`
      insert into delivery (id, channel_id, kind, state, closes_at, next_attempt_at, decided_by, decided_at)
      values (${id}, ${channelId}, 'test', 'due', now(), now(), ${by}, now())`
    await recordAudit(tx, { actor: by, action: 'channel.test', subject: `channel:${channelId}` })
  })
  return id
}
