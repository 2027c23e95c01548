/** Spans that end where the text stands in time: "in the past 48 hours", "over the last six months". */
import { addDays, type DatedDay } from '@displacement-monitor/shared/domain'
import { digitsValue } from '../numbers/read-digits.ts'
import { has, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import { exactly, isoDay, monthOf, monthsBefore, yearOf } from './calendar.ts'
import type { TimeMention } from './time-mention.ts'
import { introductionOf } from './time-role.ts'

/** "the last few days" are at least this many. */
const few = 3
const [daysOfMonth, daysOfYear] = [30, 365]

export function spanBackFrom(lexemes: readonly Lexeme[], i: number, present: DatedDay): TimeMention | null {
  if (!has(lexemes[i], 'lastPeriod')) return null
  const turned = turnedSpan(lexemes, i, present)
  if (turned) return turned
  let at = i + 1
  const counted = lexemes[at]
  let count: number | null = null
  if (counted?.kind === tokenKinds.digits) count = digitsValue(counted.lower)
  else if (has(counted, 'number')) count = counted?.entry?.value ?? 1
  else if (has(counted, 'several')) count = few
  if (count !== null) at++
  if (lexemes[at]?.lower === '-') at++
  const unit = lexemes[at]
  const days = has(unit, 'timeUnit') ? (unit?.entry?.value ?? 0) : 0
  if (days === 0) return null
  // "past week" is the seven days before; "last days" and "last week" are no such span.
  if (count === null && (has(unit, 'pluralUnit') || !has(lexemes[i], 'rollsBack'))) return null
  const first = begin(days, count ?? 1, present)
  return first && { role: 'rolling', from: introductionOf(lexemes, i).from, to: at + 1, first, last: present }
}

/** "ces trois derniers jours", الأيام الثلاثة الماضية: the number before the adjective, the unit on either side. */
function turnedSpan(lexemes: readonly Lexeme[], i: number, present: DatedDay): TimeMention | null {
  const counted = lexemes[i - 1]
  const count =
    counted?.kind === tokenKinds.digits
      ? digitsValue(counted.lower)
      : has(counted, 'number')
        ? (counted?.entry?.value ?? 0)
        : 0
  if (count < 1 || count > 100) return null
  const behind = has(lexemes[i + 1], 'timeUnit')
  const unit = behind ? lexemes[i + 1] : lexemes[i - 2]
  if (!has(unit, 'timeUnit')) return null
  const first = begin(unit?.entry?.value ?? 0, count, present)
  const from = behind ? i - 1 : i - 2
  return (
    first && {
      role: 'rolling',
      from: introductionOf(lexemes, from).from,
      to: i + (behind ? 2 : 1),
      first,
      last: present,
    }
  )
}

function begin(days: number, count: number, { day, accuracy }: DatedDay): DatedDay | null {
  if (days === daysOfYear) return { day: isoDay(yearOf(day) - count, monthOf(day), 1), accuracy: 'month' }
  if (accuracy === 'year') return null
  if (days >= daysOfMonth)
    return { day: monthsBefore(day, Math.round((count * days) / daysOfMonth)), accuracy: 'month' }
  return accuracy === 'day' ? exactly(addDays(day, -Math.max(1, Math.round(days * count)))) : null
}
