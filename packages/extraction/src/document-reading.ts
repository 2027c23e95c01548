/** Reads a document sentence by sentence and puts each statement into its context: time, place, counter, cause. */
import type { Figure, Gazetteer, TextDocument } from '@displacement-monitor/shared/domain'
import { buildFigure } from './build-figure.ts'
import { ContextReader } from './context/context-reader.ts'
import { TextCalendar } from './dates/text-calendar.ts'
import { readStatements } from './figures/read-statements.ts'
import { sceneAround } from './figures/scene.ts'
import type { Statement } from './figures/statement.ts'
import { sentencesOf } from './layout/layout.ts'
import { readCell } from './layout/read-cell.ts'
import { mayState } from './may-state.ts'
import type { Sentence } from './reading/sentence.ts'
import type { TextPieces } from './reading/text-pieces.ts'
import { readWords, type SentenceReading, sentenceWords } from './sentence-reading.ts'

/** "That figure rose to …" speaks of a figure at most this many sentences before. */
const anaphorReach = 3

export function figuresOf(document: TextDocument, pieces: TextPieces, gazetteer: Gazetteer): Figure[] {
  const { lexicon } = pieces
  const calendar = new TextCalendar(document, pieces.opening, lexicon)
  const sentences: Sentence[] = []
  /** Sentences around a statement are asked again; those of the tokens that are kept need not be read again. */
  const silent: SentenceReading[] = []
  const found: { reading: SentenceReading; statements: Statement[] }[] = []
  let previous: { statement: Statement; index: number } | null = null
  for (const piece of pieces.pieces) {
    const tokens = pieces.tokensOf(piece)
    const paragraphs = (sentences.at(-1)?.paragraph ?? -1) + 1
    for (const sentence of sentencesOf(tokens, lexicon)) {
      sentence.paragraph += paragraphs
      const index = sentences.push(sentence) - 1
      if (sentence.cell) {
        const read = readCell(tokens, sentence, sentence.cell, index, lexicon, calendar)
        if (read) found.push(read)
        continue
      }
      if (!mayState(tokens, sentence, lexicon)) continue
      const words = sentenceWords(tokens, sentence, lexicon)
      if (!words.some((word) => word.entry?.relevant)) continue
      const reading = readWords(words, sentence, index, lexicon, calendar)
      const near: Statement | null = previous && index - previous.index <= anaphorReach ? previous.statement : null
      const statements = readStatements(reading.lexemes, lexicon.pack, near, sceneAround(tokens, sentence, lexicon))
      const last = statements.at(-1)
      if (last) previous = { statement: last, index }
      if (statements.length > 0) found.push({ reading, statements })
      else if (pieces.holds(sentence) && sentence.omitted.length === 0) silent.push(reading)
    }
  }
  if (found.length === 0) return []
  const context = new ContextReader(document, calendar, sentences, pieces, gazetteer)
  for (const reading of silent) context.remember(reading)
  for (const { reading } of found) context.remember(reading)
  const figures: Figure[] = []
  const transfers = new Set<Figure>()
  for (const { reading, statements } of found) {
    const base = figures.length
    if (!context.isPlaced(reading)) continue
    for (const statement of statements) {
      const { figure, transfer } = buildFigure(statement, reading, context, document, base)
      figures.push(figure)
      if (transfer) transfers.add(figure)
    }
    linkPairs(statements, figures, base)
  }
  return transfers.size > 0 ? without(figures, transfers) : figures
}

/** The list without some figures; parts keep pointing at their wholes, parts of what is gone go too. */
function without(figures: readonly Figure[], gone: ReadonlySet<Figure>): Figure[] {
  const kept = figures.filter((figure) => {
    const whole = figure.subsetOf === null ? null : figures[figure.subsetOf]
    return !gone.has(figure) && !(whole && gone.has(whole))
  })
  return kept.map((figure) => {
    const whole = figure.subsetOf === null ? undefined : figures[figure.subsetOf]
    return whole ? { ...figure, subsetOf: kept.indexOf(whole) } : figure
  })
}

/** "10,110 families, 50,550 people" give each other the size of a household and the persons. */
function linkPairs(statements: readonly Statement[], figures: Figure[], base: number): void {
  statements.forEach((statement, i) => {
    const [second, first] = [figures[base + i], figures[base + (statement.pairOf ?? -1)]]
    if (statement.pairOf === null || !first || !second || first.unit === second.unit) return
    const [households, persons] = first.unit === 'household' ? [first, second] : [second, first]
    const size = Math.round((persons.value / households.value) * 100) / 100
    // Outside of these the two numbers do not speak of the same people.
    if (size < 1 || size > 20) return
    households.householdSize = size
    persons.householdSize = size
    households.persons = persons.value
    // The same people: as sure as the first.
    second.confidence = first.confidence
    second.place = first.place
    second.category = first.category
    second.term = first.term
    second.border = first.border
    second.scope = first.scope
    second.occurred = first.occurred
    second.cause = first.cause
    second.hazard = first.hazard
    if (second.since === null) Object.assign(second, { since: first.since, window: first.window ?? null })
    second.counter ??= first.counter
    if (first.asOfBasis === 'stated' && second.asOfBasis !== 'stated') {
      second.asOf = first.asOf
      second.asOfBasis = 'stated'
      if (first.asOfTold) second.asOfTold = true
    }
  })
}
