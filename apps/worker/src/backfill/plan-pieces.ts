/** Cuts the days of a backfill into the pieces in which an archive is asked: each day once, none left out, none before the archive begins. */
import { addDays, type IsoDate, spanOf } from '@displacement-monitor/shared/domain'
import type { Days, Past, PastGrain } from '../sources/past/past.ts'

/**
 * Oldest first. Inner borders are those of the calendar, so that two ranges asked of one archive share their pieces but for
 * the ends. Empty where the range ends before it begins, or before the archive does.
 */
export function planPieces({ from, to }: Days, { grain, beginsOn }: Pick<Past, 'grain' | 'beginsOn'>): Days[] {
  const pieces: Days[] = []
  let first = beginsOn !== undefined && beginsOn > from ? beginsOn : from
  while (first <= to) {
    const border = lastDayOf(first, grain)
    // A border beyond the range is its end; nothing is added to the last day of the calendar, which has no next one.
    if (border === null || border >= to) {
      pieces.push({ from: first, to })
      break
    }
    pieces.push({ from: first, to: border })
    first = addDays(border, 1)
  }
  return pieces
}

/** Of the calendar's piece that holds the day; null where one dump tells of all days. */
const lastDayOf = (day: IsoDate, grain: PastGrain): IsoDate | null =>
  grain === 'whole' ? null : spanOf({ day, accuracy: grain }).last
