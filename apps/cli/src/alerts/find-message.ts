/** The message that a person means by the beginning of its id. */
import type { DeliveryRow, Sql } from '@displacement-monitor/shared/db'
import { notFound, usageFailure } from '../command/failure.ts'

const fewest = 4

export async function messageAsked(sql: Sql, asked: string): Promise<DeliveryRow> {
  const { deliveriesLike } = await import('@displacement-monitor/shared/db')
  const word = asked.toLowerCase()
  if (!/^[0-9a-f-]{4,36}$/u.test(word))
    throw usageFailure(
      `'${asked}' is no id of a message: give at least ${fewest} of its first characters.`,
      'All of them: npx monitor messages',
    )
  const found = await deliveriesLike(sql, word, 2)
  const [first] = found
  if (first && found.length === 1) return first
  throw notFound(
    first ? `Several messages begin with '${asked}'; give more of it.` : `There is no message '${asked}'.`,
    'All of them: npx monitor messages --state all',
  )
}
