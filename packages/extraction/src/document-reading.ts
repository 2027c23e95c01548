/** Reads a document sentence by sentence and puts each statement into its context: time, place, counter, cause. */
import type { Figure, Gazetteer, TextDocument } from '@displacement-monitor/shared/domain'
import { ContextReader } from './context/context-reader.ts'
import { readTimes, type TimeReference } from './context/read-times.ts'
import type { TimeMention } from './context/time-mention.ts'
import { buildFigure } from './figures/build-figure.ts'
import { readStatements, type Statement } from './figures/statement.ts'
import type { LanguagePack, Tag } from './languages/pack.ts'
import { readNumbers } from './numbers/read-numbers.ts'
import { joinKeyFigures } from './reading/key-figures.ts'
import { type Lexeme, readLexemes } from './reading/lexeme.ts'
import { type Lexicon, lexiconOf } from './reading/lexicon.ts'
import { type Sentence, splitSentences } from './reading/sentence.ts'
import { gaps, type Token, tokenise, tokenKinds } from './reading/token.ts'

export interface SentenceReading {
  index: number
  sentence: Sentence
  lexemes: Lexeme[]
  times: TimeMention[]
}

const numberTags: readonly Tag[] = ['number', 'magnitude', 'vague', 'half']
const numberWordsOf = new WeakMap<Lexicon, Set<string>>()

/** First words of numbers in words; a sentence without them and without digits states nothing. */
function numberWords(lexicon: Lexicon): Set<string> {
  const known = numberWordsOf.get(lexicon)
  if (known) return known
  const words = new Set<string>()
  const visit = (
    word: string,
    node: { entry: { tags: ReadonlySet<Tag> } | null; next: ReadonlyMap<string, unknown> | null },
  ) => {
    if (node.entry && numberTags.some((tag) => node.entry?.tags.has(tag))) words.add(word)
    for (const child of (node.next ?? new Map()).values()) visit(word, child as typeof node)
  }
  for (const [word, node] of lexicon.root) visit(word, node)
  numberWordsOf.set(lexicon, words)
  return words
}

function holdsNumber(tokens: readonly Token[], { first, last }: Sentence, words: ReadonlySet<string>): boolean {
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (token && (token.kind === tokenKinds.digits || (token.kind === tokenKinds.word && words.has(token.lower))))
      return true
  }
  return false
}

/** A sentence's lexemes with its dates found and its numbers merged. */
export function readSentence(
  tokens: readonly Token[],
  sentence: Sentence,
  index: number,
  lexicon: Lexicon,
  reference: TimeReference,
): SentenceReading {
  return finishReading(readLexemes(tokens, sentence.first, sentence.last, lexicon), sentence, index, lexicon, reference)
}

function finishReading(
  words: Lexeme[],
  sentence: Sentence,
  index: number,
  lexicon: Lexicon,
  reference: TimeReference,
): SentenceReading {
  const times = readTimes(words, reference)
  for (const time of times)
    for (let i = time.from; i < time.to; i++) {
      const word = words[i]
      if (word) word.dated = true
    }
  const lexemes = readNumbers(words, lexicon)
  return { index, sentence, lexemes, times: shift(times, words, lexemes) }
}

/** Time mentions of the words as indices of the merged lexemes. */
function shift(times: readonly TimeMention[], words: readonly Lexeme[], lexemes: readonly Lexeme[]): TimeMention[] {
  if (times.length === 0) return []
  const indexOf = new Map(lexemes.map((lexeme, i) => [lexeme.start, i]))
  const at = (word: number) => {
    for (let i = word; i < words.length; i++) {
      const index = indexOf.get(words[i]?.start ?? -1)
      if (index !== undefined) return index
    }
    return lexemes.length
  }
  return times.map((time) => ({ ...time, from: at(time.from), to: at(time.to) }))
}

/** "That figure rose to …" speaks of a figure at most this many sentences before. */
const anaphorReach = 3

/** A report without a print date often tells its year in the title. */
function titleYear({ title, publishedOn }: TextDocument, lexicon: Lexicon): number | null {
  if (!title || publishedOn) return null
  const tokens = tokenise(title)
  const years = tokens.filter((token) => token.kind === tokenKinds.digits && /^(19|20)\d\d$/.test(token.lower))
  const last = years.at(-1)
  return last && lexicon ? Number(last.lower) : null
}

export function figuresOf(document: TextDocument, pack: LanguagePack, gazetteer: Gazetteer): Figure[] {
  const lexicon = lexiconOf(pack)
  const tokens = tokenise(document.text)
  const sentences = joinKeyFigures(tokens, splitSentences(tokens, pack), lexicon)
  const numberStarts = numberWords(lexicon)
  const reference: TimeReference = { publishedOn: document.publishedOn, year: titleYear(document, lexicon) }
  const found: { reading: SentenceReading; statements: Statement[] }[] = []
  let previous: { statement: Statement; index: number } | null = null
  sentences.forEach((sentence, index) => {
    if (!holdsNumber(tokens, sentence, numberStarts)) return
    const words = readLexemes(tokens, sentence.first, sentence.last, lexicon)
    const joint = sentence.joint === null ? undefined : tokens[sentence.joint]
    // The line break between a number and its label parts them no more.
    for (const word of words) if (word.start === joint?.start) word.gap = gaps.blank
    if (!words.some((word) => word.entry?.relevant)) return
    const reading = finishReading(words, sentence, index, lexicon, { ...reference })
    for (const time of reading.times) reference.year = Number(time.last.day.slice(0, 4))
    const near = previous && index - previous.index <= anaphorReach ? previous.statement : null
    const statements = readStatements(reading.lexemes, pack, near)
    const last = statements.at(-1)
    if (last) previous = { statement: last, index }
    if (statements.length > 0) found.push({ reading, statements })
  })
  if (found.length === 0) return []
  const context = new ContextReader(document, tokens, sentences, lexicon, gazetteer)
  for (const { reading } of found) context.remember(reading)
  const figures: Figure[] = []
  const transfers = new Set<Figure>()
  for (const { reading, statements } of found) {
    const base = figures.length
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
    second.place = first.place
    second.category = first.category
    second.term = first.term
    second.border = first.border
    second.scope = first.scope
    second.occurred = first.occurred
    second.cause = first.cause
    second.hazard = first.hazard
    second.since ??= first.since
    second.counter ??= first.counter
    if (first.asOfBasis === 'stated' && second.asOfBasis !== 'stated') {
      second.asOf = first.asOf
      second.asOfBasis = 'stated'
    }
  })
}
