/** Two words that a PDF glued: "weredisplaced", "familieswere". */
import type { Lexicon } from './lexicon.ts'

/** Shortest word that is put together from two pieces, or taken apart into two words. */
export const shortestMended = 6

/** The letters of the first of two known words of which one tells of displaced people; 0 for any other word. */
export function cutOf(lower: string, lexicon: Lexicon): number {
  if (lower.length < shortestMended || !lexicon.mayHoldKey(lower)) return 0
  for (let cut = lower.length - 2; cut >= 2; cut--) {
    const left = lower.slice(0, cut)
    if (!lexicon.isWhole(left)) continue
    const right = lower.slice(cut)
    if (!lexicon.isWhole(right)) continue
    const [head, tail] = [lexicon.isFunctionWord(left), lexicon.isFunctionWord(right)]
    if (!(head || left.length > 2) || !(tail || right.length > 2)) continue
    // "townspeople" and "caseworkers" are words; "weredisplaced" and "internallydisplaced" are not.
    if (lexicon.isKey(left) || (lexicon.isKey(right) && (head || !lexicon.isNoun(right)))) return cut
  }
  return 0
}
