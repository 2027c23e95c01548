/** What each kind of series hands back, and how a reading is left out of it. */

import type { LeftOut, SeriesPoint } from '@displacement-monitor/shared/domain'
import type { Reading } from './reading.ts'

export interface Line {
  points: SeriesPoint[]
  leftOut: LeftOut[]
}

/** All claims that a reading stands for, with one reason. */
export const leave = (reading: Reading, reason: string): LeftOut[] =>
  reading.claimIds.map((claimId) => ({ claimId, reason }))

/** For sentences: 1,234,567. */
export const grouped = (value: number): string => value.toLocaleString('en-GB')

export const counterOf = (reading: Reading): string => reading.office ?? 'Nobody named'
