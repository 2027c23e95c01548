/** A line in sentences: for the picture's description, the page's headline and screen readers. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { type Category, type DatedDay, datedDayInWords, dayAsStated } from '@displacement-monitor/shared/domain'
import { sayAmount, sayNumber } from './say-claim.ts'

type TrendLine = TrendJson['series'][number]
type TrendPoint = TrendLine['points'][number]

const headings: Record<Category, string> = {
  internal_displacements: 'internal displacements',
  cross_border_displacements: 'displacements across borders',
  returns: 'returns',
  idps: 'internally displaced people',
  refugees: 'refugees',
  returnees: 'returnees',
  displaced_unspecified: 'displaced people',
}
export const headingOf = (category: Category): string => headings[category]

const causes = {
  conflict: 'conflict',
  disaster: 'disaster',
  other: 'another cause',
  mixed: 'several causes',
  all: 'all causes',
}

/** "North-west Syria: internal displacements since 1 December 2019 (conflict)". */
export function lineTitle(line: TrendLine, placeName: string): string {
  const since =
    line.since && line.since_accuracy
      ? ` since ${datedDayInWords({ day: line.since, accuracy: line.since_accuracy })}`
      : ''
  const cause = line.cause ? ` (${causes[line.cause]})` : ''
  const unit = line.unit === 'household' ? ', households' : ''
  const scope = line.scope === 'all' ? '' : `, ${line.scope.replaceAll('_', ' ')}`
  return `${placeName}: ${headings[line.category]}${since}${cause}${scope}${unit}`
}

/**
 * "more than 800,000"; "not known". A value that the line's bounds have moved away from what was printed is told without
 * the words of the print: nobody said "nearly 961,000" who said "nearly 1,000,000".
 */
export function amountInWords({
  value,
  low,
  high,
  quantifier,
}: Pick<TrendPoint, 'value' | 'low' | 'high' | 'quantifier'>): string {
  if (value === null) return 'not known'
  const isRange = quantifier === 'range' || quantifier === 'vague'
  const isMoved =
    (quantifier === 'more_than' && low !== null && value !== low) ||
    ((quantifier === 'nearly' || quantifier === 'up_to') && high !== null && value !== high)
  return sayAmount(value, isRange ? high : null, isMoved ? 'exact' : (quantifier ?? 'exact'))
}

/** Where a running count begins at nothing. */
export const beginOf = (line: TrendLine): { day: string; says: string } | null =>
  line.kind === 'cumulative' && line.since && line.since_accuracy
    ? {
        day: line.since,
        says: `the count begins, ${datedDayInWords({ day: line.since, accuracy: line.since_accuracy })}`,
      }
    : null

/** The days that the claims of a point state; without them its day is told to the day. */
export type StatedDays = (point: TrendPoint) => readonly DatedDay[]

/** The last day of a step; else the as-of, as exactly as it was said. */
export function dayOfPoint(point: TrendPoint, statedOf: StatedDays = () => []): DatedDay | null {
  if (point.to !== undefined) return { day: point.to, accuracy: 'day' }
  return point.as_of === null ? null : dayAsStated(point.as_of, statedOf(point))
}

export function pointInWords(point: TrendPoint, statedOf?: StatedDays): string {
  const day = dayOfPoint(point, statedOf)
  const when = day === null ? '' : `${datedDayInWords(day)}: `
  if (point.value === null) return `${when}not known`
  const reports = `${sayNumber(point.witnesses)} report${point.witnesses === 1 ? '' : 's'}`
  return `${when}${amountInWords(point)}, from ${reports}`
}

/** How the line went, from its first number to its last, and how its numbers were checked. */
export function lineInWords(line: TrendLine, statedOf?: StatedDays): string {
  const known = line.points.filter(({ value }) => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return 'No number is known in the days asked for.'
  const counted = line.counter ? ` The line follows ${line.counter}.` : ''
  const legend = line.legend ? ` It counts ${line.legend}.` : ''
  const state =
    line.state === 'closed' ? ' Nobody has continued this count for 60 days: it is closed, and history.' : ''
  if (first === last)
    return `One number: ${pointInWords(last, statedOf)}.${counted}${legend}${state} ${reviewInWords(line)}`
  return `${known.length} numbers, from ${pointInWords(first, statedOf)}, to ${pointInWords(last, statedOf)}.${counted}${legend}${state} ${reviewInWords(line)}`
}

export function reviewInWords({ points }: Pick<TrendLine, 'points'>): string {
  const known = points.filter(({ value }) => value !== null)
  const checked = known.filter(({ review }) => review === 'cleared').length
  if (checked === 0) return 'All were read by machine; no person has checked them yet.'
  if (checked === known.length) return 'All were checked by a person.'
  return `${checked} of ${known.length} were checked by a person, the rest was read by machine.`
}
