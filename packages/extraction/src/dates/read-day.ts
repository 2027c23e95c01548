/** One date as written: "25 May 2021", "May 25", "3-5 May", "late December", "end of 2013", "May", "2019", or in digits. */
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { digitsAt, isDay, isYear, numericDay } from './numeric-day.ts'
import type { PartialDay } from './time-mention.ts'

export interface DaysAt {
  first: PartialDay
  last: PartialDay
  next: number
  /** "5/6/2021": the same with day and month changed, if it may be read so. */
  swapped?: PartialDay | null
}

const ordinals = new Set(['st', 'nd', 'rd', 'th', 'er', 'ro', 'º', '°'])
export const monthAt = (lexemes: readonly Lexeme[], i: number): number | null => {
  const lexeme = lexemes[i]
  // "may" and "march" are months only with a capital; other languages write "mai" and "marzo" small.
  return has(lexeme, 'month') && (lexeme?.capital || has(lexeme, 'smallName')) ? lexeme?.entry?.value || null : null
}
const skipOrdinal = (lexemes: readonly Lexeme[], i: number) =>
  ordinals.has(lexemes[i]?.lower ?? '') && lexemes[i]?.gap === gaps.none ? i + 1 : i
const skipComma = (lexemes: readonly Lexeme[], i: number) =>
  lexemes[i]?.lower === ',' || (has(lexemes[i], 'of') && !lexemes[i]?.lower.includes(' ')) ? i + 1 : i

const daysOfYear = 365
const rangeSigns = new Set(['-', '–', '—', '/', '&'])
/** "Sept. 3": the dot of a short month. */
const skipDot = (lexemes: readonly Lexeme[], i: number) =>
  lexemes[i]?.lower === '.' && lexemes[i]?.gap === gaps.none && (lexemes[i - 1]?.lower.length ?? 9) <= 4 ? i + 1 : i

/** "ديسمبر/كانون الأول 2019": the same month by its other name. */
const afterTwin = (lexemes: readonly Lexeme[], i: number, month: number) =>
  ['/', '('].includes(lexemes[i]?.lower ?? '') && monthAt(lexemes, i + 1) === month
    ? i + (lexemes[i + 2]?.lower === ')' ? 3 : 2)
    : i

/** A count follows, so the digits are no year: "in 2000 people", "January 2,500". */
const grouped = (lexemes: readonly Lexeme[], i: number) => {
  const [sign, digits] = [lexemes[i], lexemes[i + 1]]
  return (
    (sign?.lower === ',' || sign?.lower === '.') &&
    sign.gap === gaps.none &&
    digits?.kind === tokenKinds.digits &&
    digits.gap === gaps.none &&
    digits.lower.length === 3
  )
}

/** `short`: "15 Jun 21" may end in a year of two digits, where nothing counted follows. */
function yearAfter(lexemes: readonly Lexeme[], i: number, short = false): [number | null, number] {
  const at = skipComma(lexemes, i)
  const year = digitsAt(lexemes, at)
  if (short && at === i && year !== null && lexemes[at]?.lower.length === 2 && lexemes[at]?.gap !== gaps.line) {
    const after = lexemes[at + 1]
    if (!after || [')', ':', ';', '–', '—'].includes(after.lower) || after.gap >= gaps.line)
      return [2000 + year, at + 1]
  }
  if (isYear(year) && !grouped(lexemes, at + 1) && !(hasAny(lexemes[at + 1], ['person', 'household', 'idp']) && at > i))
    return [year, at + 1]
  return [null, i]
}

/** The date that begins at `i`, or null. */
export function readDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const days = numericDay(lexemes, i) ?? writtenDay(lexemes, i)
  return days && days.last.year === null ? withRelativeYear(lexemes, days) : days
}

/** "October last year", "in May of this year"; other languages put the adjective behind ("mayo del año pasado"). */
function withRelativeYear(lexemes: readonly Lexeme[], days: DaysAt): DaysAt {
  let at = days.next
  if (lexemes[at]?.lower === ',') at++
  if (has(lexemes[at], 'of') || has(lexemes[at], 'during')) at++
  const isUnit = (i: number) => has(lexemes[i], 'timeUnit') && lexemes[i]?.entry?.value === daysOfYear
  const word = isUnit(at + 1) ? at : isUnit(at) ? at + 1 : -1
  const back = has(lexemes[word], 'lastPeriod') ? 1 : has(lexemes[word], 'thisPeriod') ? 0 : null
  if (word < 0 || back === null) return days
  const add = (day: PartialDay): PartialDay => ({ ...day, yearsBack: back })
  return { ...days, first: add(days.first), last: add(days.last), next: at + 2 }
}

function writtenDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const head = lexemes[i]
  if (!head) return null
  if (hasAny(head, ['early', 'middle', 'late', 'beginning'])) return partOf(lexemes, i)
  return dayThenMonth(lexemes, i) ?? monthThenDay(lexemes, i) ?? bareYear(lexemes, i)
}

const one = (year: number | null, month: number | null, day: number | null, next: number): DaysAt => {
  const partial = { year, month, day }
  return { first: partial, last: partial, next }
}

/** "late December", "the beginning of 2013", "mid-2019". */
function partOf(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const head = lexemes[i]
  let at = i + 1
  // "late last December", "late in 2013".
  while (
    ['-', '–'].includes(lexemes[at]?.lower ?? '') ||
    (hasAny(lexemes[at], ['of', 'determiner', 'in']) && !has(lexemes[at], 'timeUnit'))
  )
    at++
  const month = monthAt(lexemes, at)
  if (month !== null) {
    const [year, next] = yearAfter(lexemes, afterTwin(lexemes, skipDot(lexemes, at + 1), month))
    return one(year, month, null, year === null ? at + 1 : next)
  }
  const year = digitsAt(lexemes, at)
  if (!isYear(year) || grouped(lexemes, at + 1)) return null
  return one(year, has(head, 'late') ? 12 : has(head, 'middle') ? 6 : 1, null, at + 1)
}

/** "25 May 2021", "the 3rd of May", "3 to 5 May", "3 & 5 May". */
function dayThenMonth(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const day = digitsAt(lexemes, i)
  if (!isDay(day)) return null
  let at = skipOrdinal(lexemes, i + 1)
  let until: number | null = null
  // "3, 4 and 5 May": up to the last of them; "No. 5, 12 May" is no such row.
  const afterFirst = at
  let joined = true
  for (let more = 0; more < 4; more++) {
    const join = lexemes[at]
    if (!join || !(rangeSigns.has(join.lower) || join.lower === ',' || has(join, 'rangeJoin'))) break
    const second = digitsAt(lexemes, at + 1)
    if (!isDay(second) || second <= (until ?? day)) break
    until = second
    joined = join.lower !== ','
    at = skipOrdinal(lexemes, at + 2)
  }
  if (!joined) [until, at] = [null, afterFirst]
  if (has(lexemes[at], 'of')) at++
  if (has(lexemes[at], 'determiner')) at++
  const month = monthAt(lexemes, at)
  if (month === null) return null
  const short = (lexemes[at]?.lower.length ?? 9) <= 4
  const [year, next] = yearAfter(lexemes, afterTwin(lexemes, skipDot(lexemes, at + 1), month), short)
  return { first: { year, month, day }, last: { year, month, day: until ?? day }, next: year === null ? at + 1 : next }
}

/** "May 25, 2021", "Sept. 3", "May 3-5", "May 2021", "May". */
function monthThenDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const month = monthAt(lexemes, i)
  if (month === null) return null
  let at = skipDot(lexemes, i + 1)
  const first = digitsAt(lexemes, at)
  if (
    isDay(first) &&
    !grouped(lexemes, at + 1) &&
    !hasAny(lexemes[at + 1], ['person', 'household', 'idp', 'magnitude', 'percent'])
  ) {
    at = skipOrdinal(lexemes, at + 1)
    let second: number | null = null
    const join = lexemes[at]
    if (join && (rangeSigns.has(join.lower) || has(join, 'rangeJoin'))) {
      const last = digitsAt(lexemes, at + 1)
      if (isDay(last) && last > first && !grouped(lexemes, at + 2) && monthAt(lexemes, at + 2) === null)
        [second, at] = [last, skipOrdinal(lexemes, at + 2)]
    }
    const [year, next] = yearAfter(lexemes, at)
    return { first: { year, month, day: first }, last: { year, month, day: second ?? first }, next }
  }
  const [year, next] = yearAfter(lexemes, afterTwin(lexemes, at, month))
  return one(year, month, null, year === null ? i + 1 : next)
}

const beforeYear: readonly Tag[] = [
  'during', 'since', 'asOf', 'between', 'until', 'early', 'late', 'thisPeriod', 'and', 'by', 'of', 'after', 'before',
] // biome-ignore format: one list
const yearSigns = new Set(['(', '-', '–', '/'])
/** What years are put before: "the 2010 earthquake", "the 2007-08 post-election violence". */
export const eventNouns: readonly Tag[] = ['disaster', 'conflict', 'exodus', 'displacement', 'evacuation', 'otherCause']
const countedNouns: readonly Tag[] = [
  'person', 'household', 'idp', 'refugee', 'migrant', 'thing', 'percent', 'returnee', 'evacuee', 'part',
] // biome-ignore format: one list

/** True where a noun of an event stands among the next three words. */
export function namesEvent(lexemes: readonly Lexeme[], i: number): boolean {
  for (let at = i; at < i + 4; at++) {
    if (hasAny(lexemes[at], eventNouns)) return true
    if (lexemes[at]?.kind !== tokenKinds.word && lexemes[at]?.lower !== '-') return false
    if (hasAny(lexemes[at], ['during', 'and', 'be', 'bePast', 'have', 'person', 'household'])) return false
  }
  return false
}

/** "in 2019", "2007-08", "the 2010 earthquake"; other digits of four are counts as a rule. */
function bareYear(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const year = digitsAt(lexemes, i)
  if (!isYear(year) || lexemes[i]?.lower.length !== 4 || grouped(lexemes, i + 1)) return null
  const until = shortYear(lexemes, i, year)
  const next = until === null ? i + 1 : i + 3
  const [before, after] = [lexemes[i - 1], lexemes[next]]
  const span: DaysAt = { ...one(year, null, null, next), last: { year: until ?? year, month: null, day: null } }
  const named = has(before, 'determiner') && namesEvent(lexemes, next)
  // "2015-2018" is no count.
  // "2010: An earthquake leaves 1.5 million homeless."
  if (i === 0 && lexemes[next]?.lower === ':') return span
  if (named || (until !== null && lexemes[next - 1]?.lower.length === 4)) return span
  if (!hasAny(before, beforeYear) && !yearSigns.has(before?.lower ?? '')) return null
  // "In 2020 floods displaced …".
  const counted = (hasAny(after, countedNouns) && !hasAny(after, eventNouns)) || after?.lower === '%'
  if (counted && !has(after, 'displace') && !(has(before, 'in') && has(after, 'person'))) return null
  return span
}

/** "2007-08" and "2019/20" end a year later, "2015-2018" when it says. */
function shortYear(lexemes: readonly Lexeme[], i: number, year: number): number | null {
  const [sign, end] = [lexemes[i + 1], lexemes[i + 2]]
  if (!sign || !['-', '–', '/'].includes(sign.lower) || end?.kind !== tokenKinds.digits || end.gap !== gaps.none)
    return null
  const value = digitsAt(lexemes, i + 2) ?? 0
  if (end.lower.length === 4) return isYear(value) && value > year ? value : null
  return end.lower.length === 2 && value === (year + 1) % 100 ? year + 1 : null
}
