/** Messages on their way as the API and the terminal tell them. */
import type { DeliveryRowJson } from '@displacement-monitor/shared/contracts'
import type { DeliveryRow } from '@displacement-monitor/shared/db'

export function deliveryRowJson(row: DeliveryRow): DeliveryRowJson {
  return {
    id: row.id,
    channel: { id: row.channelId, name: row.channelName, kind: row.channelKind },
    kind: row.kind,
    state: row.state,
    alerts: row.alerts,
    created_at: row.createdAt.toISOString(),
    closes_at: row.closesAt.toISOString(),
    note: row.note,
    decided_by: row.decidedBy,
    decided_at: row.decidedAt?.toISOString() ?? null,
    attempts: row.attempts,
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    failure: row.failureMessage,
    links: { self: `/v1/deliveries/${row.id}`, channel: `/v1/channels/${row.channelId}` },
  }
}
