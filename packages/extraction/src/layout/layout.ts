/** From the sentences of a text to those that its layout makes: cells of tables, items of lists, boxes of key figures. */
import { joinKeyFigures } from '../reading/key-figures.ts'
import { labelRowsOf } from '../reading/label-rows.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { type Sentence, splitSentences } from '../reading/sentence.ts'
import type { Token } from '../reading/token.ts'
import { withLists } from './lists.ts'
import { withSeries } from './series.ts'
import { type Block, tablesOf } from './tables.ts'
import { withUnits } from './units.ts'

export function sentencesOf(tokens: readonly Token[], lexicon: Lexicon): Sentence[] {
  const rows = labelRowsOf(tokens, lexicon)
  const split = withUnits(tokens, splitSentences(tokens, lexicon, rows), rows, lexicon)
  const tabled = withTables(tokens, split, tablesOf(tokens, lexicon))
  const listed = withLists(tokens, tabled, lexicon)
  return joinKeyFigures(
    tokens,
    listed.flatMap((sentence) =>
      sentence.cell || sentence.omitted.length > 0 ? sentence : withSeries(tokens, sentence),
    ),
    lexicon,
  )
}

/** The sentences with the rows of tables replaced by the cells that count people. */
function withTables(tokens: readonly Token[], sentences: readonly Sentence[], blocks: readonly Block[]): Sentence[] {
  if (blocks.length === 0) return [...sentences]
  const out: Sentence[] = []
  let b = 0
  for (const sentence of sentences) {
    let rest: Sentence | null = sentence
    while (rest && b < blocks.length) {
      const block: Block | undefined = blocks[b]
      if (!block || rest.last <= block.first) break
      const { paragraph } = rest
      if (rest.first < block.first) out.push(cut(tokens, rest, rest.first, block.first))
      if (rest.first <= block.first) out.push(...block.cells.map((cell) => ({ ...cell, paragraph })))
      if (rest.last < block.last) rest = null
      else {
        rest = rest.last > block.last ? cut(tokens, rest, block.last, rest.last) : null
        b++
      }
    }
    if (rest) out.push(rest)
  }
  return out
}

const cut = (tokens: readonly Token[], sentence: Sentence, first: number, last: number): Sentence => ({
  ...sentence,
  first,
  last,
  start: tokens[first]?.start ?? sentence.start,
  end: tokens[last - 1]?.end ?? sentence.end,
})
