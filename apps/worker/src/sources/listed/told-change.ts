/** When an entry says that it was changed, beside the day of its print. */
import type { DiscoveredReport } from '@displacement-monitor/shared/domain'
import { readPublicationDate } from '../../parse/publication-date.ts'

/** Nothing where it does not say, or tells a day alone. */
export function toldChange(printed: string | null): Pick<DiscoveredReport, 'changedAt'> {
  const { publishedAt } = readPublicationDate(printed)
  return publishedAt === null ? {} : { changedAt: publishedAt }
}
