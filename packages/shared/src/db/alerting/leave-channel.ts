/** A recipient of mail who wants no more of it. */
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'

/**
 * Takes the recipient out of the channel that sent this message; the last one to leave switches it off. False where nobody
 * of them leaves: left already, or never there.
 */
export async function leaveChannel(
  sql: Sql,
  deliveryId: string,
  isLeaving: (recipient: string) => boolean,
): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ id: number; to: string[] }[]>`
      select c.id, c.settings -> 'to' as "to" from delivery d join channel c on c.id = d.channel_id
      where d.id = ${deliveryId} and c.kind = 'mail' and c.removed_at is null for update of c`
    if (!row?.to.some(isLeaving)) return false
    const left = row.to.filter((recipient) => !isLeaving(recipient))
    await tx`
      update channel set settings = jsonb_set(settings, '{to}', ${tx.json(left)}),
        enabled = enabled and ${left.length > 0},
        disabled_reason = case when ${left.length === 0} then 'The last recipient has left.' else disabled_reason end
      where id = ${row.id}`
    // Whoever left is nobody else's business: that somebody did, and how many are left.
    await recordAudit(tx, {
      actor: 'recipient',
      action: 'channel.leave',
      subject: `channel:${row.id}`,
      detail: { recipientsLeft: left.length },
    })
    return true
  })
}
