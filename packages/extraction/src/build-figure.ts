/** One statement and its context become one figure. */
import type { Excerpt, Figure, TextDocument } from '@displacement-monitor/shared/domain'
import { confidenceOf } from './confidence.ts'
import { causeInSentence } from './context/cause.ts'
import type { ContextReader } from './context/context-reader.ts'
import { counterOf } from './context/counter-of-statement.ts'
import { windowInContext } from './context/window-in-context.ts'
import { classify } from './figures/category.ts'
import type { Statement } from './figures/statement.ts'
import { crossingOf } from './places/crossing.ts'
import { findPlace, roleOf } from './places/find-place.ts'
import { hasAny, type Lexeme } from './reading/lexeme.ts'
import { tokenKinds } from './reading/token.ts'
import type { SentenceReading } from './sentence-reading.ts'

export interface Built {
  figure: Figure
  /** Moved by an office over a border ("evacuated from Libya to Niger"): counted in passing, not displaced. */
  transfer: boolean
}

/** `base`: index in the document's list of the first figure of this sentence. */
export function buildFigure(
  statement: Statement,
  reading: SentenceReading,
  context: ContextReader,
  document: TextDocument,
  base: number,
): Built {
  const { lexemes, index } = reading
  const { phrase, unit } = statement
  const place = findPlace(statement, reading, context)
  const crossing = crossingOf(statement, reading, place, context)
  const classified = classify(statement, lexemes, crossing)
  const window = windowInContext(statement, classified, reading, context)
  const told = causeInSentence(lexemes, statement.from, statement.to) ?? context.causeAround(index)
  // A refugee is one who fled persecution, conflict or violence (1951 Convention, and its regional widenings).
  const cause =
    told.cause === null && classified.category === 'refugees' ? { cause: 'conflict' as const, hazard: null } : told
  const named = place?.cue?.relation
  const transfer =
    statement.family === 'evacuate' &&
    cause.cause !== 'disaster' &&
    place?.place.accuracy === 'adm0' &&
    (named === 'from' || named === 'to')
  const figure: Figure = {
    excerpt: reading.sentence.cell
      ? wordsBetween(reading.sentence, document.text)
      : excerptOf(statement, lexemes, document.text),
    value: phrase.number.value,
    valueHigh: phrase.number.high,
    quantifier: phrase.quantifier,
    unit,
    householdSize: null,
    persons: unit === 'person' ? phrase.number.value : null,
    ...classified,
    ...cause,
    place: place ? { ...place.place, role: roleOf(place.cue, statement) } : null,
    ...window,
    counter: counterOf(statement, reading, context),
    subsetOf: statement.partOf === null ? null : base + statement.partOf,
    confidence: confidenceOf(statement),
  }
  return { figure, transfer }
}

const excerptStops = [
  'and',
  'but',
  'relative',
  'be',
  'bePast',
  'have',
  'said',
  'accordingTo',
  'since',
  'asOf',
  'including',
] as const

/** Of a cell the words from its row's or item's name to its number. */
const wordsBetween = ({ start, end }: { start: number; end: number }, text: string): Excerpt => ({
  start,
  end,
  text: text.slice(start, end),
})

/** The number with its noun and verb, and the words that follow up to the next clause. */
function excerptOf({ from, to }: Statement, lexemes: readonly Lexeme[], text: string): Excerpt {
  let last = to
  for (; last < lexemes.length && last - to < 10; last++) {
    const lexeme = lexemes[last]
    if (!lexeme || lexeme.number || lexeme.dated || hasAny(lexeme, excerptStops)) break
    if (lexeme.kind === tokenKinds.sign && lexeme.lower !== '-' && lexeme.lower !== "'") break
  }
  while (
    last > to &&
    (hasAny(lexemes[last - 1], ['in', 'to', 'from', 'by', 'of', 'for', 'determiner', 'during']) ||
      lexemes[last - 1]?.kind === tokenKinds.sign)
  )
    last--
  const [start, end] = [lexemes[from]?.start ?? 0, lexemes[last - 1]?.end ?? 0]
  return { start, end, text: text.slice(start, end) }
}
