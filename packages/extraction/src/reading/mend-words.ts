/**
 * Words that a PDF broke or glued, as the lexicon knows them: "dis- placed", "evacu ated", "weredisplaced", "familieswere".
 * Words of the lexicon stay as they are; of the others only what gives known words is changed.
 */
import type { Lexicon } from './lexicon.ts'
import { gaps, type Token, tokenKinds } from './token.ts'

/** Shortest word that is put together from two pieces, or taken apart into two words. */
const shortest = 6

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
const isNote = ({ lower, kind }: Token) => kind === tokenKinds.sign && notes.includes(lower.charAt(0))
const notes = '*†‡¹²³⁰⁴⁵⁶⁷⁸⁹'

const isBreak = ({ lower, gap }: Token) => lower === '-' && gap === gaps.none

const continues = (token: Token, rest: Token, lexicon: Lexicon) =>
  rest.kind === tokenKinds.word && rest.gap > gaps.none && !rest.capital && lexicon.isWhole(token.lower + rest.lower)

/** One of the pieces is no word, both together are one. */
function isTorn(token: Token, next: Token, lexicon: Lexicon): boolean {
  // "Yemen is", "to day": a name and a function word are whole.
  if (next.kind !== tokenKinds.word || token.capital || next.capital || !lexicon.mayBegin(token.lower)) return false
  // "f led", "of ficials": the letters of a ligature stand apart.
  if (token.lower.endsWith('f') && 'fil'.includes(next.lower.charAt(0)) && lexicon.isWhole(token.lower + next.lower))
    return true
  if (token.lower.length + next.lower.length < shortest) return false
  if (lexicon.isFunctionWord(token.lower) || lexicon.isFunctionWord(next.lower)) return false
  if (lexicon.has(token.lower) && lexicon.has(next.lower)) return false
  return lexicon.isWhole(token.lower + next.lower)
}

const join = (token: Token, rest: Token): Token => ({ ...token, end: rest.end, lower: token.lower + rest.lower })

/** "displacedpeople": two known words of which one tells of displaced people; null for any other word. */
function parted(token: Token, lexicon: Lexicon): { head: Token; tail: Token } | null {
  const { lower, start, end } = token
  // A token whose folded form has another length (ligatures) has no offsets inside.
  if (lower.length < shortest || lower.length !== end - start || !lexicon.mayHoldKey(lower)) return null
  if (lexicon.has(lower)) return null
  for (let cut = lower.length - 2; cut >= 2; cut--) {
    const left = lower.slice(0, cut)
    if (!lexicon.isWhole(left)) continue
    const right = lower.slice(cut)
    if (!lexicon.isWhole(right)) continue
    const [head, tail] = [lexicon.isFunctionWord(left), lexicon.isFunctionWord(right)]
    if (!(head || left.length > 2) || !(tail || right.length > 2)) continue
    // "townspeople" and "caseworkers" are words; "weredisplaced" and "internallydisplaced" are not.
    if (!lexicon.isKey(left) && !(lexicon.isKey(right) && (head || !lexicon.isNoun(right)))) continue
    return {
      head: { ...token, end: start + cut, lower: left },
      tail: { ...token, start: start + cut, lower: right, gap: gaps.blank, capital: false },
    }
  }
  return null
}
