/** Leaving a mail channel with one click (RFC 8058): the link knows its recipient without naming him. */
import { createHash } from 'node:crypto'

/** A message's id is known to those who have it; from it and a recipient comes his own token. */
export const leaveToken = (messageId: string, recipient: string): string =>
  createHash('sha256').update(`leave ${messageId} ${recipient}`).digest('base64url').slice(0, 22)

export const leavePath = (messageId: string, recipient: string): string =>
  `/leave/${messageId}/${leaveToken(messageId, recipient)}`
