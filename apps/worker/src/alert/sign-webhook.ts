/** The signature header of Standard Webhooks: one a living secret, so that a receiver may verify with the old or the new. */
import type { SigningSecret } from '@displacement-monitor/shared/domain'
import { Webhook } from 'standardwebhooks'

/** `v1,<base64>`, a space between them, in the order of the secrets. */
export function signaturesOf(id: string, now: Date, body: string, secrets: readonly SigningSecret[]): string {
  const living = secrets.filter(({ until }) => until === null || Date.parse(until) > now.getTime())
  // All may have ended by an operator's slip: the first of them signs rather than none.
  const signing = living.length > 0 ? living : secrets.slice(0, 1)
  return signing.map(({ secret }) => new Webhook(secret).sign(id, now, body)).join(' ')
}
