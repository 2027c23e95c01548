/** The channel that a person means by its number or its name; else the nearest names. */
import type { ChannelWithSettings, Sql } from '@displacement-monitor/shared/db'
import { didYouMean } from '../command/did-you-mean.ts'
import { notFound } from '../command/failure.ts'

export async function channelAsked(sql: Sql, asked: string): Promise<ChannelWithSettings> {
  const { listChannels } = await import('@displacement-monitor/shared/db')
  const all = await listChannels(sql)
  const found = all.find(({ id, name }) => name === asked || String(id) === asked)
  if (found) return found
  const names = all.map(({ name }) => name)
  throw notFound(`There is no channel '${asked}'.`, ...didYouMean(asked, names), 'All of them: npx monitor channels')
}
