/**
 * Key-figure boxes and narrow tables: a number alone on its line and its label on the line after, or before, become one
 * sentence. Which of the two a box does is decided by its first number.
 */
import type { Tag } from '../languages/pack.ts'
import type { Lexicon } from './lexicon.ts'
import type { Sentence } from './sentence.ts'
import { type Token, tokenKinds } from './token.ts'

/** Longest label, in words; longer lines are prose. */
const longestLabel = 12
/** Longest line that begins with a participle, in tokens. */
const longestVerbal = 40
const verbs: readonly Tag[] = [
  'displace',
  'evacuate',
  'relocate',
  'homeless',
  'shelter',
  'registered',
  'recorded',
  'return',
]

interface Line {
  number: boolean
  /** The number stands with its noun ("131,136 persons"): only a verb of the next line can be its label. */
  noun: boolean
  /** It begins with a participle: "Displaced across 136 sites", "Reported across 26 of them". */
  verbal: boolean
  label: boolean
}

function lineOf(tokens: readonly Token[], { first, last, ownLine }: Sentence, lexicon: Lexicon): Line {
  const opening = lexicon.root.get(tokens[first]?.lower ?? '')?.entry?.tags
  const verbal = last - first <= longestVerbal && opening !== undefined && verbs.some((tag) => opening.has(tag))
  if (!ownLine || last - first > longestLabel + 2) return { number: false, noun: false, verbal, label: false }
  let [digits, words, nouns, relevant] = [0, 0, 0, false]
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (!token) continue
    if (token.kind === tokenKinds.digits) digits++
    else if (token.kind === tokenKinds.word) {
      const entry = lexicon.root.get(token.lower)?.entry ?? null
      if (entry?.tags.has('magnitude') || entry?.before || lexicon.pack.numerals.gluedMagnitudes[token.lower]) continue
      words++
      if (entry?.tags.has('person') || entry?.tags.has('household')) nouns++
      if (lexicon.root.has(token.lower)) relevant = true
    }
  }
  const noun = digits > 0 && words === 1 && nouns === 1
  const label = digits === 0 && words > 0 && words <= longestLabel && relevant
  return { number: noun || (digits > 0 && words === 0), noun, verbal, label }
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
    if (line.noun) {
      if (next && lineOf(tokens, next, lexicon).verbal) {
        joined.push({ ...sentence, last: next.last, end: next.end, joint: next.start })
        i++
      } else joined.push(sentence)
      labelFirst = null
      continue
    }
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
