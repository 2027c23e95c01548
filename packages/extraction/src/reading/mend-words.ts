/**
 * Words that a PDF broke or glued, as the lexicon knows them: "dis- placed", "evacu ated", "weredisplaced", "familieswere".
 * Words of the lexicon stay as they are; of the others only what gives known words is changed.
 */
import { shortestMended } from './glued-words.ts'
import type { Lexicon } from './lexicon.ts'
import { gaps, newToken, type Token, tokenKinds } from './token.ts'
import { wordOf } from './word.ts'

/** Whether any of the tokens from `first` to `last` (excluded) may be broken; few sentences hold such a word. */
export function isBroken(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): boolean {
  for (let i = first; i < last; i++) if (mayMend(tokens, i, lexicon)) return true
  return false
}

/** The tokens from `first` to `last` (excluded) with broken words joined and glued words parted. */
export function mendWords(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): Token[] {
  const mended: Token[] = []
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (!token) continue
    if (token.kind !== tokenKinds.word) {
      if (token.gap > gaps.none || i === first || !isNote(token)) mended.push(token)
      continue
    }
    const next = i + 1 < last ? tokens[i + 1] : undefined
    const rest = i + 2 < last ? tokens[i + 2] : undefined
    if (next && rest && isBreak(next) && continues(token, rest, lexicon)) {
      mended.push(join(token, rest))
      i += 2
    } else if (next && next.gap === gaps.blank && isTorn(token, next, lexicon)) {
      mended.push(join(token, next))
      i++
    } else {
      const two = parted(token, lexicon)
      if (two) mended.push(two.head, two.tail)
      else mended.push(token)
    }
  }
  return mended
}

/** Whether anything is to be mended at an index: a quick test, which a dash behind a word and the mark of a note pass too. */
export function mayMend(tokens: readonly Token[], i: number, lexicon: Lexicon): boolean {
  const token = tokens[i]
  if (!token) return false
  const next = tokens[i + 1]
  if (token.kind !== tokenKinds.word)
    return token.gap === gaps.none && (token.lower === '-' ? (next?.gap ?? gaps.none) > gaps.none : isNote(token))
  return (
    (next !== undefined && next.gap === gaps.blank && isTorn(token, next, lexicon)) || parted(token, lexicon) !== null
  )
}

/** The mark of a footnote behind a word or number: "IDPs** 24,160". */
const isNote = ({ lower, kind }: Token) => kind === tokenKinds.sign && notes.has(lower.charCodeAt(0))
const notes = new Set([...'*†‡¹²³⁰⁴⁵⁶⁷⁸⁹'].map((sign) => sign.charCodeAt(0)))

const isBreak = ({ lower, gap }: Token) => lower === '-' && gap === gaps.none

const continues = (token: Token, rest: Token, lexicon: Lexicon) =>
  rest.kind === tokenKinds.word && rest.gap > gaps.none && !rest.capital && lexicon.isWhole(token.lower + rest.lower)

/** One of the pieces is no word, both together are one. */
function isTorn(token: Token, next: Token, lexicon: Lexicon): boolean {
  const head = lexicon.meaningOf(token.word)
  // "Yemen is", "to day": a name and a function word are whole.
  if (!head.begins || next.kind !== tokenKinds.word || token.capital || next.capital) return false
  // "f led", "of ficials": the letters of a ligature stand apart.
  if (token.lower.endsWith('f') && 'fil'.includes(next.lower.charAt(0)) && lexicon.isWhole(token.lower + next.lower))
    return true
  if (head.functional || token.lower.length + next.lower.length < shortestMended) return false
  const tail = lexicon.meaningOf(next.word)
  if (tail.functional || (head.known && tail.known)) return false
  return lexicon.isWhole(token.lower + next.lower)
}

const join = (token: Token, rest: Token): Token =>
  newToken(token.start, rest.end, token.kind, token.gap, wordOf(token.lower + rest.lower), token.capital)

/** "displacedpeople": its two words; null for any other word. */
function parted({ lower, start, end, kind, gap, word, capital }: Token, lexicon: Lexicon): Parted | null {
  const { cut } = lexicon.meaningOf(word)
  // A token whose folded form has another length (ligatures) has no offsets inside.
  if (cut === 0 || lower.length !== end - start) return null
  return {
    head: newToken(start, start + cut, kind, gap, wordOf(lower.slice(0, cut)), capital),
    tail: newToken(start + cut, end, kind, gaps.blank, wordOf(lower.slice(cut)), false),
  }
}

interface Parted {
  head: Token
  tail: Token
}
