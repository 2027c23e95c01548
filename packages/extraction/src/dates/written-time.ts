/** A date or a span of dates as written, with its role: "between 1 and 15 February", "(OCHA 13/02/2020)", "on 5 May". */
import type { DatedDay } from '@displacement-monitor/shared/domain'
import type { Tag } from '../languages/pack.ts'
import { digitsValue } from '../numbers/read-digits.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/marks.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { yearOf } from './calendar.ts'
import { completeDay } from './complete-day.ts'
import { type DaysAt, namesEvent, readDay } from './read-day.ts'
import type { PartialDay, TimeMention, TimeReference, TimeRole } from './time-mention.ts'
import { introductionOf } from './time-role.ts'

/** Before a bracket with a date alone: then the date is of a count or of who counted. */
const countedOrOffice: readonly Tag[] = [
  'person', 'household', 'idp', 'refugee', 'returnee', 'evacuee', 'migrant', 'number', 'acronym', 'office', 'source',
] // biome-ignore format: one list
const openers: readonly Tag[] = ['early', 'middle', 'late', 'beginning', 'month']

/** "(OCHA 3 June; IOM 5 June)" cites two. */
const closesCitation = new Set([')', ';'])

export function writtenTime(lexemes: readonly Lexeme[], i: number, reference: TimeReference): TimeMention | null {
  const head = lexemes[i]
  if (head?.kind !== tokenKinds.digits && !hasAny(head, openers)) return null
  const days = bareRange(lexemes, i) ?? readDay(lexemes, i)
  if (!days) return null
  const { role, from } = introductionOf(lexemes, i, days.next)
  const span = withEnd(lexemes, i, from, days)
  const offset = head?.start ?? 0
  let last = completeDay(span.last, null, reference, offset)
  const end = last ? { ...span.last, year: yearOf(last.day) } : span.last
  let first = completeDay(days.first, end, reference, offset)
  if (first && last && days.swapped && isFuture(first, reference))
    first = last = completeDay(days.swapped, null, reference, offset) ?? first
  if (!first || !last || first.day > last.day) {
    const one = last ?? first
    return one ? { role, from, to: span.next, first: one, last: one } : null
  }
  if (
    role === 'since' &&
    first.accuracy === 'month' &&
    first.day === last.day &&
    lexemes.slice(i, span.next).some((lexeme) => has(lexeme, 'month'))
  )
    first = last = begun(first, head)
  return { role: roleOf(lexemes, i, span.next, role, first, last, days.first), from, to: span.next, first, last }
}

/** "Since mid-December", "since late December": a count from there on is another one than since the month began. */
function begun({ day, accuracy }: DatedDay, head: Lexeme | undefined): DatedDay {
  const from = has(head, 'middle') ? '11' : has(head, 'late') ? '22' : null
  return from === null ? { day, accuracy } : { day: `${day.slice(0, 8)}${from}`, accuracy: 'week' }
}

const isFuture = ({ day }: DatedDay, { present }: TimeReference) => present !== null && day > present.day

/** "3 May – 9 May", "from June 2018 to 15 January": "and" joins the two only behind a word that opens a span. */
function withEnd(lexemes: readonly Lexeme[], i: number, from: number, { first, last, next }: DaysAt) {
  const join = lexemes[next]
  const opened = has(lexemes[from], 'between') || has(lexemes[i - 1], 'between')
  if (!join || !(isDash(join.lower) || (hasAny(join, ['rangeJoin', 'until']) && (opened || !has(join, 'and')))))
    return { last, next }
  let at = next + 1
  while (hasAny(lexemes[at], ['determiner', 'weekday']) || (lexemes[at]?.lower === ',' && at > next + 1)) at++
  const end = readDay(lexemes, at)
  return end && (end.first.month !== null || first.month === null) ? { last: end.last, next: end.next } : { last, next }
}

/** "between 1 and 15 February": the first day lends its month from the second. */
function bareRange(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const [a, join] = [lexemes[i], lexemes[i + 1]]
  const opening = lexemes[i - 1]
  // "entre el 4 y el 8 de enero", "entre le 3 et le 9 février".
  const opened = has(opening, 'between') || (has(opening, 'determiner') && has(lexemes[i - 2], 'between'))
  if (a?.kind !== tokenKinds.digits || a.lower.length > 2 || !hasAny(join, ['rangeJoin', 'until']) || !opened)
    return null
  const second = readDay(lexemes, has(lexemes[i + 2], 'determiner') ? i + 3 : i + 2)
  if (!second || second.first.day === null) return null
  return { first: { ...second.first, day: digitsValue(a.lower) }, last: second.last, next: second.next }
}

function roleOf(
  lexemes: readonly Lexeme[],
  i: number,
  to: number,
  role: TimeRole,
  first: DatedDay,
  last: DatedDay,
  printed: PartialDay,
): TimeRole {
  if (first.day !== last.day) return printed.month === null && namesEvent(lexemes, to) ? 'event' : 'window'
  // "the 2010 earthquake", "the 12 January earthquake".
  if (role !== 'since' && role !== 'before' && has(lexemes[i - 1], 'determiner') && namesEvent(lexemes, to))
    return 'event'
  // "figures of 5 May", "OCHA, 5 May)", "(as reported on 5 May)".
  const after = lexemes[to]
  if (has(after, 'source') || isLabelled(lexemes, i, to)) return 'asOf'
  if (closesCitation.has(after?.lower ?? '') && printed.day !== null && citedInBracket(lexemes, i)) return 'asOf'
  return role
}

/** "Update Jan. 27, 10:33 UTC:" dates what follows. */
function isLabelled(lexemes: readonly Lexeme[], i: number, to: number): boolean {
  if (!has(lexemes[i - 1], 'dateLabel')) return false
  for (let at = to; at < to + 6; at++) if (lexemes[at]?.lower === ':' && lexemes[at + 1]?.gap !== gaps.none) return true
  return false
}

/** "(OCHA 13/02/2020)" and "3,000 IDPs (13 February)" date a count; "(on 13 February)" and "the attack (13 February)" what happened. */
function citedInBracket(lexemes: readonly Lexeme[], i: number): boolean {
  for (let j = i - 1; j >= 0 && i - j < 8; j--) {
    if (lexemes[j]?.lower === ';') return hasAny(lexemes[j + 1], ['acronym', 'office', 'source'])
    if (lexemes[j]?.lower !== '(') continue
    if (has(lexemes[j - 1], 'weekday')) return false
    if (j === i - 1) return lexemes.slice(Math.max(0, j - 4), j).some((lexeme) => hasAny(lexeme, countedOrOffice))
    return !hasAny(lexemes[j + 1], ['during', 'since', 'weekday'])
  }
  return false
}
