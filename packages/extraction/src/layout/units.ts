/**
 * Rows that name a unit or a cause alone: "Individuals: 3,210", "Households: 642", "Drought: 870" count what the heading above
 * them says, or what the row above them counts in another unit.
 */
import type { Tag } from '../languages/pack.ts'
import { type Span, senseOf } from '../reading/cell.ts'
import type { LabelRow } from '../reading/label-rows.ts'
import { hasAny, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import type { Sentence } from '../reading/sentence.ts'
import { type Token, tokenKinds } from '../reading/token.ts'
import { cellSentence, unitTags } from './tables.ts'

/** Longest heading, in tokens. */
const longestHeading = 14
const causeTags: readonly Tag[] = ['conflict', 'disaster', 'and', 'filler']

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
    if (!isPartOf(tokens, row.label, unitTags, lexicon) && !isPartOf(tokens, row.label, causeTags, lexicon)) {
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

function isPartOf(tokens: readonly Token[], { first, last }: Span, tags: readonly Tag[], lexicon: Lexicon): boolean {
  const words = readLexemes(tokens, first, last, lexicon).filter(({ kind }) => kind === tokenKinds.word)
  const telling = words.some((word) => hasAny(word, ['person', 'household', ...causeTags]))
  return telling && words.every((word) => hasAny(word, tags))
}
