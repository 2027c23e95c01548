/** When an entry says that it was changed, beside the day of its print. */
import type { DiscoveredReport } from '@displacement-monitor/shared/domain'
import { readPublicationDate } from '../../parse/publication-date.ts'

/**
 * Nothing where it does not say. A day alone stands for its beginning: a page that was fetched before is older for sure, and one that was
 * fetched on that day is left as it is.
 */
export function toldChange(printed: string | null): Pick<DiscoveredReport, 'changedAt'> {
  const { publishedAt, publishedOn } = readPublicationDate(printed)
  const changedAt = publishedAt ?? (publishedOn === null ? null : new Date(publishedOn))
  return changedAt === null ? {} : { changedAt }
}
