/** A source by its id, or the nearest ids. */
import type { SourceRow, Sql } from '@displacement-monitor/shared/db'
import { didYouMean } from '../command/did-you-mean.ts'
import { notFound } from '../command/failure.ts'

export async function findSource(sql: Sql, id: string): Promise<SourceRow> {
  const { getSource, listSources } = await import('@displacement-monitor/shared/db')
  const source = await getSource(sql, id)
  if (source) return source
  const ids = (await listSources(sql)).map((other) => other.id)
  throw notFound(`There is no source '${id}'.`, ...didYouMean(id, ids), 'All sources: npx monitor sources')
}
