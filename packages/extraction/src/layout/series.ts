/** "Missing: 3, Displaced: 1,200, Evacuated: 3,400": labels with their numbers in one line, each read by itself. */
import type { Sentence } from '../reading/sentence.ts'
import { type Token, tokenKinds } from '../reading/token.ts'

/** Most tokens of a label between two numbers. */
const longestLabel = 7

/** The sentence cut behind each number; the sentence alone where it holds no two labels with a colon. */
export function withSeries(tokens: readonly Token[], sentence: Sentence): Sentence[] {
  const cuts: number[] = []
  let pairs = 0
  for (let i = sentence.first; i < sentence.last; i++) {
    if (tokens[i]?.lower !== ':' || tokens[i + 1]?.kind !== tokenKinds.digits) continue
    pairs++
    const cut = pairs > 1 ? labelStart(tokens, i, sentence.first) : null
    if (cut !== null) cuts.push(cut)
  }
  if (cuts.length === 0 || cuts.length !== pairs - 1) return [sentence]
  const bounds = [sentence.first, ...cuts, sentence.last]
  return bounds.slice(0, -1).map((first, k) => {
    const last = bounds[k + 1] ?? sentence.last
    return {
      ...sentence,
      first,
      last,
      start: tokens[first]?.start ?? sentence.start,
      end: tokens[last - 1]?.end ?? sentence.end,
      ownLine: false,
    }
  })
}

/** Where the label before a colon begins: behind the number, bracket or comma before it, with a capital letter. */
function labelStart(tokens: readonly Token[], colon: number, floor: number): number | null {
  for (let i = colon - 1; i > floor && colon - i <= longestLabel + 1; i--) {
    const token = tokens[i]
    if (token?.kind === tokenKinds.digits || [')', ',', ';', '|'].includes(token?.lower ?? '')) {
      const label = tokens[i + 1]
      return i + 1 < colon && (label?.capital || label?.lower === '#') ? i + 1 : null
    }
  }
  return null
}
