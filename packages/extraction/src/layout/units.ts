/**
 * Rows that name a unit alone: "Individuals: 3,210" and "Households: 642" count what the heading above them says, or what the
 * row above them counts in another unit.
 */
import { type Span, senseOf } from '../reading/cell.ts'
import type { LabelRow } from '../reading/label-rows.ts'
import { hasAny, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import type { Sentence } from '../reading/sentence.ts'
import { type Token, tokenKinds } from '../reading/token.ts'
import { cellSentence, unitTags } from './tables.ts'

/** Longest heading, in tokens. */
const longestHeading = 14

/** The sentences with such rows as cells under their heading. */
export function withUnits(
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  rows: ReadonlyMap<number, LabelRow>,
  lexicon: Lexicon,
): Sentence[] {
  if (rows.size === 0) return [...sentences]
  let heading: Span | null = null
  let ordinal = 0
  return sentences.map((sentence) => {
    const row = rows.get(sentence.first)
    if (!row) {
      heading = headingOf(tokens, sentence, lexicon)
      ordinal = 0
      return sentence
    }
    if (!isUnit(tokens, row.label, lexicon)) {
      heading = senseOf(tokens, row.label, lexicon) ? row.label : null
      return sentence
    }
    if (!heading) return sentence
    const cell = cellSentence(tokens, row.value, row.first, {
      labels: [heading],
      unit: row.label,
      name: null,
      preposition: null,
      opening: null,
      item: null,
      needsPlace: false,
      ordinal: ordinal++,
    })
    return { ...cell, paragraph: sentence.paragraph }
  })
}

function headingOf(tokens: readonly Token[], { first, last, ownLine }: Sentence, lexicon: Lexicon): Span | null {
  if (!ownLine || last - first > longestHeading || tokens[last - 1]?.lower === '.') return null
  return senseOf(tokens, { first, last }, lexicon) ? { first, last } : null
}

function isUnit(tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon): boolean {
  const words = readLexemes(tokens, first, last, lexicon).filter(({ kind }) => kind === tokenKinds.word)
  return words.some((word) => hasAny(word, ['person', 'household'])) && words.every((word) => hasAny(word, unitTags))
}
