/** Names of places in a script without capitals: the word for a kind of place says that a name follows (بلدة العديسة). */
import { isArabicWord } from '../reading/arabic-script.ts'
import { has, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'

const mostWords = 3
const article = 'ال'

const isUnknown = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.kind === tokenKinds.word &&
  isArabicWord(lexeme.lower) &&
  lexeme.entry === null &&
  lexeme.number === null &&
  !lexeme.dated &&
  lexeme.gap < gaps.paragraph

/** Endings of adjectives: منطقة جبلية is a mountainous area. */
const isAdjective = (word: string) => /[يةه]$/u.test(word)

/** One after the last word of the name that stands behind the kind at `at`; `at + 1` where none does. */
export function nameBehindKind(lexemes: readonly Lexeme[], at: number, text: string): number {
  const printed = (i: number) => text.slice(lexemes[i]?.start ?? 0, lexemes[i]?.end ?? 0)
  const kind = lexemes[at]
  let to = at + 1
  // "The old town": with the article the noun is not one that a name completes; no more are "areas".
  if (!kind || has(kind, 'portion') || !isArabicWord(kind.lower)) return to
  if (printed(at).startsWith(article) || text.startsWith('لل', kind.start - 1)) return to
  while (to - at <= mostWords && has(lexemes[to], 'particle')) to++
  const first = lexemes[to]
  if (!isUnknown(first)) return at + 1
  const bare = to === at + 1 && !printed(to).startsWith(article)
  return bare && isAdjective(first.lower) ? at + 1 : to + 1
}
