/**
 * Key-figure boxes and narrow tables: a number alone on its line and its label on the line after, or before, become one
 * sentence. Which of the two a box does is decided by its first number.
 */
import type { Lexicon } from './lexicon.ts'
import type { Sentence } from './sentence.ts'
import { type Token, tokenKinds } from './token.ts'

/** Longest label, in words; longer lines are prose. */
const longestLabel = 12

interface Line {
  number: boolean
  label: boolean
}

function lineOf(tokens: readonly Token[], { first, last, ownLine }: Sentence, lexicon: Lexicon): Line {
  if (!ownLine || last - first > longestLabel + 2) return { number: false, label: false }
  let [digits, words, relevant] = [0, 0, false]
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (!token) continue
    if (token.kind === tokenKinds.digits) digits++
    else if (token.kind === tokenKinds.word) {
      const entry = lexicon.root.get(token.lower)?.entry ?? null
      if (entry?.tags.has('magnitude') || entry?.before || lexicon.pack.numerals.gluedMagnitudes[token.lower]) continue
      words++
      if (entry?.relevant || lexicon.root.get(token.lower)?.next) relevant = true
    }
  }
  return { number: digits > 0 && words === 0, label: digits === 0 && words > 0 && words <= longestLabel && relevant }
}

/** The sentences with the boxes joined; `joint` is the offset after a join, whose line break no longer parts. */
export function joinKeyFigures(tokens: readonly Token[], sentences: readonly Sentence[], lexicon: Lexicon): Sentence[] {
  const joined: Sentence[] = []
  let labelFirst: boolean | null = null
  for (let i = 0; i < sentences.length; i++) {
    const sentence = sentences[i]
    if (!sentence) break
    const line = lineOf(tokens, sentence, lexicon)
    if (!line.number) {
      if (!line.label) labelFirst = null
      joined.push(sentence)
      continue
    }
    const [before, next] = [joined.at(-1), sentences[i + 1]]
    const labelled = before !== undefined && before.joint === null && lineOf(tokens, before, lexicon).label
    const labels = next !== undefined && lineOf(tokens, next, lexicon).label
    labelFirst ??= labelled
    if (labelFirst && labelled)
      joined[joined.length - 1] = { ...before, last: sentence.last, end: sentence.end, joint: sentence.start }
    else if (!labelFirst && labels) {
      joined.push({ ...sentence, last: next.last, end: next.end, joint: next.start })
      i++
    } else joined.push(sentence)
  }
  return joined
}
