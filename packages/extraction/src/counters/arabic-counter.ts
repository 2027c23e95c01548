/** Arabic names of those who count stand behind the verb: قالت المفوضية إن. */

import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isQuote } from '../reading/marks.ts'
import { tokenKinds } from '../reading/token.ts'
import type { Span } from './counter-name.ts'

const longest = 14
const heads: readonly Tag[] = ['office', 'acronym', 'source', 'title', 'rank', 'observer']
const ends: readonly Tag[] = [
  'said',
  'accordingTo',
  'relative',
  'but',
  'in',
  'from',
  'by',
  'during',
  'after',
  'since',
  'determiner',
]
const listeners: readonly Tag[] = ['person', 'otherPeople', 'source']

/** With the article, of which the preposition ل leaves one letter (للأمم). */
const isDefined = ({ start }: Lexeme, text: string): boolean =>
  text.startsWith('ال', start) || (start > 0 && text.startsWith('لل', start - 1))
const isWord = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.kind === tokenKinds.word && lexeme.number === null && !lexeme.dated

/**
 * An office with the words that belong to its name: those with the article, the noun that an indefinite one is of
 * (وزارة حقوق الإنسان), what it is for (لتنسيق الشؤون الإنسانية) and what "and" adds to it (للإغاثة والأعمال الإنسانية).
 */
export function arabicName(lexemes: readonly Lexeme[], from: number, text: string): Span | null {
  let last = from
  let owes = false
  while (last < lexemes.length && last - from < longest) {
    const lexeme = lexemes[last]
    if (!lexeme) break
    if (isQuote(lexeme.lower)) {
      last++
      continue
    }
    if (!isWord(lexeme)) break
    if (has(lexeme, 'of') && hasAny(lexemes[last - 1], ['title', 'source'])) owes = true
    else if (hasAny(lexeme, heads) && !(has(lexeme, 'said') && !owes)) owes = !isDefined(lexeme, text)
    else if (last === from) break
    else {
      const joined = joins(lexemes, last, text)
      if (joined) {
        owes = !isDefined(joined, text)
        last++
      } else if (hasAny(lexeme, ends) || has(lexeme, 'to') || lexeme.end - lexeme.start === 1) break
      else if (isDefined(lexeme, text)) owes = false
      else if (!owes && !has(lexeme, 'lastPeriod') && !isOwnName(lexemes, last, text)) break
    }
    last++
  }
  const name = lexemes.slice(from, last)
  return name.some((lexeme) => hasAny(lexeme, ['office', 'acronym', 'rank', 'observer'])) ? [from, last] : null
}

/** قال ستيفان دوجاريك إن: two to four unknown words before "that" are who says it. */
export function arabicPerson(lexemes: readonly Lexeme[], from: number): Span | null {
  let last = from
  while (last - from < longestPerson && isWord(lexemes[last]) && !lexemes[last]?.entry) last++
  return last - from >= 2 && has(lexemes[last], 'determiner') ? [from, last] : null
}
const longestPerson = 4

/** The noun behind "for" or "and" that goes on with the name; "told journalists" and "told Reuters" name who was told. */
function joins(lexemes: readonly Lexeme[], at: number, text: string): Lexeme | null {
  const [joint, noun, next] = [lexemes[at], lexemes[at + 1], lexemes[at + 2]]
  const one = joint !== undefined && joint.end - joint.start === 1
  if (!one || !hasAny(joint, ['for', 'and']) || !isWord(noun) || hasAny(noun, [...listeners, ...ends])) return null
  if (isDefined(noun, text)) return noun
  if (has(joint, 'for') && hasAny(noun, ['office', 'acronym'])) return null
  // لحقوق الإنسان, لإغاثة وتشغيل اللاجئين
  const of = has(joint, 'for') && has(next, 'and') ? lexemes[at + 4] : next
  return isWord(of) && isDefined(of, text) ? noun : null
}

/** Unknown words before "that" are who holds the office (محافظ مأرب … إن), before "for" whom it is called after (مركز الملك …). */
function isOwnName(lexemes: readonly Lexeme[], at: number, text: string): boolean {
  for (let i = at; i < at + 3; i++) {
    if (i > at && (has(lexemes[i], 'determiner') || (has(lexemes[i], 'for') && joins(lexemes, i, text)))) return true
    if (!isWord(lexemes[i]) || (i === at && lexemes[i]?.entry)) return false
  }
  return false
}

/** ذكرت «شينخوا» أن: a name in quotation marks behind the verb and before "that". */
export function quotedMedium(lexemes: readonly Lexeme[], from: number): Span | null {
  if (!isQuote(lexemes[from]?.lower ?? '')) return null
  let last = from + 1
  while (last - from <= 4 && isWord(lexemes[last])) last++
  return last > from + 1 && isQuote(lexemes[last]?.lower ?? '') && has(lexemes[last + 1], 'determiner')
    ? [from + 1, last]
    : null
}
