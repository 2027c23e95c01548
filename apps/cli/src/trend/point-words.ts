/** One point of a line in words: its number, what its words allow, what there is to remark. */
import type { Witness } from '@displacement-monitor/shared/db'
import type { PointFlag, SeriesPoint } from '@displacement-monitor/shared/domain'
import { amountInWords, grouped } from '../output/amounts.ts'
import type { WitnessesByClaim } from './load-witnesses.ts'

/** The quantifier belongs to the printed number: one that the line bounds, or a sum, is told without it. */
export function valueInWords(point: SeriesPoint, witnesses: WitnessesByClaim): string {
  if (point.value === null) return 'unknown'
  return printedOf(point, witnesses) === null
    ? amountInWords(point.value, null, point.quantifier)
    : grouped(point.value)
}

export const interval = ({ value, low, high }: SeriesPoint): string =>
  low === null || high === null || (low === value && high === value) ? '' : `${grouped(low)}–${grouped(high)}`

export function remarks(point: SeriesPoint, witnesses: WitnessesByClaim): string {
  const printed = printedOf(point, witnesses)
  const bounded = printed && `printed: ${amountInWords(printed.value, printed.valueHigh, printed.quantifier)}`
  return [bounded, ...point.flags.map((flag) => flagWords[flag])].filter(Boolean).join(', ')
}

/** What was printed where the line shows another number; null where it shows the printed one, or nobody prints it. */
function printedOf({ value, claimIds }: SeriesPoint, witnesses: WitnessesByClaim): Witness | null {
  const prints = claimIds.flatMap((id) => witnesses.get(id) ?? [])
  if (value === null || prints.some((print) => print.value === value)) return null
  return prints[0] ?? null
}

export const reviewWords = { machine_read: 'no', partly: 'in part', cleared: 'yes' } as const
export const reviewSentences = {
  machine_read: 'read by machine',
  partly: 'checked in part',
  cleared: 'checked by a person',
} as const

const flagWords: Readonly<Record<PointFlag, string>> = {
  revised: 'revised by its counter',
  restated: 'restated from a wider place',
  conflict: 'counters disagree',
  stale: 'nothing known from here on',
  lead_change: 'another counter leads from here',
  carried: 'carried on',
  inferred: 'day of print',
  attribution: 'two offices named',
  coverage_break: 'other units assessed than before',
  start_untold: 'first day not told',
}
