/** One point of a line in words: its number, what its words allow, what there is to remark. */
import type { TrendPointJson } from '@displacement-monitor/shared/contracts'
import type { Witness } from '@displacement-monitor/shared/db'
import { dayAsStated, type PointFlag } from '@displacement-monitor/shared/domain'
import { amountInWords, grouped } from '../output/amounts.ts'
import type { ClaimsById } from './load-claims.ts'

/** The quantifier belongs to the printed number: one that the line bounds, or a sum, is told without it. */
export function valueInWords(point: TrendPointJson, claims: ClaimsById): string {
  if (point.value === null) return 'unknown'
  return printedOf(point, claims) === null
    ? amountInWords(point.value, null, point.quantifier ?? 'exact')
    : grouped(point.value)
}

/** The last day of a step; else the as-of as exactly as it was said: "2020-02-17", "2020-02" of a month, "2020". */
export function dayOfPoint(point: TrendPointJson, claims: ClaimsById): string {
  if (point.to !== undefined || point.as_of === null) return point.to ?? ''
  const stated = point.claims.flatMap((id) => claims.get(id)?.asOf ?? [])
  const { day, accuracy } = dayAsStated(point.as_of, stated)
  return { day, week: `week of ${day}`, month: day.slice(0, 7), year: day.slice(0, 4) }[accuracy]
}

export const interval = ({ value, low, high }: TrendPointJson): string =>
  low === null || high === null || (low === value && high === value) ? '' : `${grouped(low)}–${grouped(high)}`

export function remarks(point: TrendPointJson, claims: ClaimsById): string {
  const printed = printedOf(point, claims)
  const bounded = printed && `printed: ${amountInWords(printed.value, printed.valueHigh, printed.quantifier)}`
  return [bounded, ...point.flags.map((flag) => flagWords[flag])].filter(Boolean).join(', ')
}

/** What was printed where the line shows another number; null where it shows the printed one, or nobody prints it. */
function printedOf({ value, claims: ids }: TrendPointJson, claims: ClaimsById): Witness | null {
  const prints = ids.flatMap((id) => claims.get(id)?.witnesses ?? [])
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
  naive: 'plain addition, no number of people',
}
