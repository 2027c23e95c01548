/** Words written as a letter of the next word stand alone: وبإدلب is و + ب + إدلب. Offsets stay those of the text. */
import type { LanguagePack } from '../languages/pack.ts'
import { isArabicWord, withoutArticle } from './arabic-script.ts'
import type { Lexicon } from './lexicon.ts'
import { gaps, newToken, type Token, tokenKinds } from './token.ts'
import { foldWord, wordOf } from './word.ts'

/** Letters of a word that must remain behind a clitic, where the lexicon does not know the rest. */
const leastUnknown = 3

/** The tokens with clitics of the pack parted from words that it does not know whole. The same array where it has none. */
export function splitClitics(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const { clitics, dualNouns, numerals } = lexicon.pack
  if (!clitics) return tokens
  const parted = partClitics(tokens, clitics, lexicon)
  const { two } = numerals
  return dualNouns && two ? parted.flatMap((token) => splitDual(token, foldWord(two), dualNouns)) : parted
}

/** "عائلتان" is two families: the ending is the number, written behind its noun, read before it. */
function splitDual(token: Token, two: string, dualNouns: Readonly<Record<string, string>>): Token[] {
  const noun = token.kind === tokenKinds.word ? dualNouns[token.lower] : undefined
  if (noun === undefined) return [token]
  const middle = token.end - 2
  return [
    newToken(token.start, middle, token.kind, token.gap, wordOf(two)),
    newToken(middle, token.end, token.kind, gaps.blank, wordOf(foldWord(noun))),
  ]
}

function partClitics(tokens: readonly Token[], clitics: readonly string[], lexicon: Lexicon): readonly Token[] {
  return tokens.flatMap((token, i) =>
    // "و700": digits behind a clitic are not glued to a word.
    token.kind === tokenKinds.digits && token.gap === gaps.none && clitics.includes(tokens[i - 1]?.lower ?? '')
      ? [newToken(token.start, token.end, token.kind, gaps.blank, token.word)]
      : token.kind === tokenKinds.word && isArabicWord(token.lower) && !lexicon.meaningOf(token.word).known
        ? (split(token, clitics, lexicon) ?? [token])
        : [token],
  )
}

function split(token: Token, clitics: NonNullable<LanguagePack['clitics']>, lexicon: Lexicon): Token[] | null {
  const { lower } = token
  const letter = lower.charAt(0)
  if (lower.length < 3 || !clitics.includes(letter)) return null
  const printed = lower.slice(1)
  const before = lexicon.pack.cliticsBefore?.[letter]
  if (before !== undefined && !before.includes(printed.charAt(0))) return null
  const article = printed.startsWith('ال') && printed.length - 2 >= leastUnknown
  const rests = [withoutArticle(printed), printed]
  // The preposition ل swallows the alif of the article: للنازحين is ل + النازحين.
  const swallowed = letter === 'ل' && printed.startsWith('ل') && printed.length > leastUnknown
  if (swallowed) rests.push(printed.slice(1))
  const known = rests.find((rest) => lexicon.has(rest))
  const { start, end, kind, gap } = token
  const head = newToken(start, start + 1, kind, gap, wordOf(letter))
  const rest = (word: string) => newToken(start + 1, end, kind, gaps.blank, wordOf(word))
  if (known) return [head, rest(known)]
  const inner = split(rest(withoutArticle(printed)), clitics, lexicon)
  if (inner) return [head, ...inner]
  return article ? [head, rest(withoutArticle(printed))] : swallowed ? [head, rest(printed.slice(1))] : null
}
