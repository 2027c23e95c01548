/** All days and windows of a sentence, from left to right. */
import { has, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { partOfYear } from './part-of-year.ts'
import { readDay } from './read-day.ts'
import { relativeTime } from './relative-time.ts'
import type { TimeMention, TimeReference } from './time-mention.ts'
import { introductionOf } from './time-role.ts'
import { writtenTime } from './written-time.ts'

/** Mentions in order, none overlapping. */
export function readTimes(lexemes: readonly Lexeme[], reference: TimeReference): TimeMention[] {
  const times: TimeMention[] = []
  for (let i = 0; i < lexemes.length; ) {
    if (lexemes[i]?.kind !== tokenKinds.digits && !lexemes[i]?.entry?.timely) {
      i++
      continue
    }
    // "calle 19 de Abril": a street that bears a day.
    const street = has(lexemes[i - 1], 'namedAfter') && lexemes[i]?.gap === gaps.blank ? readDay(lexemes, i) : null
    if (street) {
      i = street.next
      continue
    }
    const mention =
      partMention(lexemes, i, reference) ?? writtenTime(lexemes, i, reference) ?? relativeTime(lexemes, i, reference)
    if (mention) times.push(mention)
    i = Math.max(mention?.to ?? 0, i + 1)
  }
  return times
}

function partMention(lexemes: readonly Lexeme[], i: number, reference: TimeReference): TimeMention | null {
  const part = partOfYear(lexemes, i, reference)
  if (!part) return null
  const { role, from } = introductionOf(lexemes, i)
  return { ...part, role: part.first.day === part.last.day || role === 'before' ? role : 'window', from }
}
