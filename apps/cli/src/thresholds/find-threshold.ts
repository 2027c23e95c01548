/** The threshold that a person means by its number or its name; else the nearest names. */
import type { Sql } from '@displacement-monitor/shared/db'
import type { Threshold } from '@displacement-monitor/shared/domain'
import { didYouMean } from '../command/did-you-mean.ts'
import { notFound } from '../command/failure.ts'

export async function thresholdAsked(sql: Sql, asked: string): Promise<Threshold> {
  const { listThresholds } = await import('@displacement-monitor/shared/db')
  const all = await listThresholds(sql)
  const found = all.find(({ id, name }) => name === asked || String(id) === asked)
  if (found) return found
  const names = all.map(({ name }) => name)
  throw notFound(
    `There is no threshold '${asked}'.`,
    ...didYouMean(asked, names),
    'All of them: npx monitor thresholds',
  )
}
