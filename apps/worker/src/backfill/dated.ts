/** Which entries of an archive's answer lie in the days asked for. */
import { type IsoDate, utcDay } from '@displacement-monitor/shared/domain'
import type { Days } from '../sources/past/past.ts'

export interface Dated {
  publishedOn?: IsoDate | null
  publishedAt: Date | null
}

const dayOf = ({ publishedOn, publishedAt }: Dated): IsoDate | null =>
  publishedOn ?? (publishedAt === null ? null : utcDay(publishedAt))

/** One without a day belongs wherever it is listed. */
export function isWithin(entry: Dated, { from, to }: Days): boolean {
  const day = dayOf(entry)
  return day === null || (day >= from && day <= to)
}

/** There are dated entries, and they all lie before. */
export function allBefore(entries: readonly Dated[], { from }: Days): boolean {
  const days = entries.map(dayOf).filter((day) => day !== null)
  return days.length > 0 && days.every((day) => day < from)
}
