/** Arabic names of those who count stand behind the verb: قالت المفوضية إن. */
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Span } from './counter-name.ts'

/** An office with the words that belong to its name: those with the article, and what it is an office of. */
export function arabicName(lexemes: readonly Lexeme[], from: number, text: string): Span | null {
  const named = (lexeme: Lexeme | undefined) => hasAny(lexeme, ['office', 'acronym'])
  const article = (lexeme: Lexeme) => /^(ال|لل)/.test(text.slice(lexeme.start, lexeme.start + 2))
  let last = from
  for (; last < lexemes.length && last - from < 10; last++) {
    const lexeme = lexemes[last]
    if (!lexeme || lexeme.number || lexeme.dated || hasAny(lexeme, ['said', 'relative', 'but'])) break
    if (named(lexeme) || hasAny(lexeme, ['source', 'title']) || ['"', '«', '»', '“', '”'].includes(lexeme.lower))
      continue
    if (last > from && article(lexeme)) continue
    if (!(has(lexeme, 'of') && hasAny(lexemes[last - 1], ['title', 'source'])) && !has(lexeme, 'lastPeriod')) break
  }
  return lexemes.slice(from, last).some(named) ? [from, last] : null
}
