/** One message to its channel: composed when it leaves, sent once an attempt, its outcome recorded. */
import { chartsOfMessage, composeMessage, leavePath, linkTo } from '@displacement-monitor/alerts'
import {
  type Attempt,
  type AttemptOutcome,
  beginDelivery,
  type ChannelWithSettings,
  closeWindows,
  type Database,
  disableChannel,
  earlierDeliveries,
  getChannel,
  recordDelivered,
  recordDeliveryFailure,
} from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { asFailure, type PipelineError } from '@displacement-monitor/shared/errors'
import { failDuring } from '../failpoints.ts'
import type { Alerting } from './alerting.ts'
import { holdBack } from './hold-delayed.ts'
import { nextAttemptAt } from './retry-schedule.ts'

export interface DeliveryContext {
  sql: Database
  gazetteer: Gazetteer
  alerting: Alerting
  now: () => Date
  stopping: AbortSignal
}

export interface Delivered {
  outcome: AttemptOutcome['outcome']
  channel: string
  attempt: number
  alerts: number
  /** Of a failure. */
  failure: PipelineError | null
  /** When it is tried again; null where it is not. */
  retryAt: Date | null
}

/** Null where there is nothing to do: not due, sent, dropped, or in another worker's hands. */
export async function deliver(context: DeliveryContext, deliveryId: string): Promise<Delivered | null> {
  const { sql, now } = context
  // The job may come for a message whose window has just ended.
  await closeWindows(sql, now())
  const attempt = await beginDelivery(sql, deliveryId, now())
  const channel = attempt && (await getChannel(sql, attempt.delivery.channelId))
  return attempt && channel ? send(context, attempt, channel) : null
}

async function send(context: DeliveryContext, attempt: Attempt, channel: ChannelWithSettings): Promise<Delivered> {
  const { sql, gazetteer, alerting, now, stopping } = context
  const { delivery } = attempt
  const store = { sql, gazetteer, publicUrl: alerting.publicUrl }
  await holdBack(sql, gazetteer, delivery.id, now())
  const message = await composeMessage(store, delivery, now())
  const told = {
    channel: channel.name,
    attempt: attempt.attempt,
    alerts: message?.alerts.length ?? 0,
    failure: null,
    retryAt: null,
  }
  const done = async (outcome: AttemptOutcome['outcome'], status: number | null = null, says: string | null = null) => {
    await recordDelivered(sql, delivery.id, { outcome, status, message: says }, now())
    return { ...told, outcome }
  }
  const sender = alerting.senders.get(channel.kind)
  if (message === null) return done('nothing_open')
  if (!sender) return done('published')
  if (alerting.dryRun) return done('dry_run')
  try {
    const charts = await chartsOfMessage(store, message, now())
    const outgoing = { message, charts, earlier: await earlierDeliveries(sql, delivery.id) }
    const { post, openSocket, publicUrl } = alerting
    const unsubscribeUrl =
      publicUrl === null ? null : (recipient: string) => linkTo({ publicUrl }, leavePath(message.id, recipient))
    const sending = { attempt: attempt.attempt, now: now(), post, openSocket, unsubscribeUrl, signal: stopping }
    const { status, says } = await failDuring('during-alert-send', () =>
      sender.send(outgoing, channel.settings, sending),
    )
    return await done('delivered', status, says)
  } catch (error) {
    const failure = asFailure(error)
    return { ...told, outcome: 'failed', failure, retryAt: await recordFailure(context, attempt, channel, failure) }
  }
}

/** Transient failures are tried again on the published schedule; what can never arrive is given up at once, and seen. */
async function recordFailure(
  { sql, now }: DeliveryContext,
  { delivery, failures }: Attempt,
  channel: ChannelWithSettings,
  failure: PipelineError,
): Promise<Date | null> {
  // Our own outage is nobody's failure: the lease ends, and the message is due again.
  if (failure.code === 'database_unavailable') throw failure
  const retryAt =
    failure.kind === 'transient' ? nextAttemptAt(failures + 1, now(), Math.random, failure.retryAfterMs) : null
  await recordDeliveryFailure(sql, delivery.id, { status: failure.status, message: failure.message, retryAt }, now())
  if (failure.code === 'receiver_gone') await disableChannel(sql, channel.id, failure.message)
  return retryAt
}
