/**
 * A number that takes its meaning from words elsewhere: the head of its column, the line that opens its list. It is read
 * as if its words stood beside it ("12,000 displaced families in Puri"), by the same grammar as any sentence.
 */
import type { Tag } from '../languages/pack.ts'
import { hasAny, type Lexeme, readLexemes } from './lexeme.ts'
import type { Lexicon } from './lexicon.ts'
import { isDash } from './marks.ts'
import { gaps, type Token, tokenKinds } from './token.ts'
import { wordOf } from './word.ts'

/** Tokens of one piece of text, the last excluded. */
export interface Span {
  first: number
  last: number
}

export interface Cell {
  /** What is counted, in reading order: the line that opens a list, a table's heading, a column's head. */
  labels: readonly Span[]
  /** The words before a list, where they are running text: what they say of a number of their own, an item says of its. */
  opening: Span | null
  /** What the row or the item is about: a place, as a rule. */
  name: Span | null
  /** The word before the name, where one is printed: "from"; else that of a place. */
  preposition: string | null
  /** The unit where a row prints it apart from the number: "Households: 642". */
  unit?: Span
  /** Offsets of the name in the text. */
  named: { start: number; end: number } | null
  /** The whole item of a list; where it says by itself what it counts, nothing is added. */
  item: Span | null
  /** The names are places only if one of the block is known as such: nothing else tells. */
  needsPlace: boolean
  /** Sentences of the same list or table before it. */
  ordinal: number
}

/** Words of a label that say what is counted; the others tell of the event or lay out the page. */
const senseTags: readonly Tag[] = [
  'idp', 'refugee', 'returnee', 'evacuee', 'displacedAdjective', 'refugeeAdjective', 'returneeAdjective', 'displacement', 'evacuation',
  'displace', 'evacuate', 'homeless', 'returning', 'flee', 'relocate', 'occasion',
] // biome-ignore format: one list
/** Of "people were evacuated", but of no label. */
const verbTags: readonly Tag[] = ['bePast', 'be', 'have']
/** Verbs that may stand behind the number's noun. */
const actTags: readonly Tag[] = ['displace', 'evacuate', 'homeless', 'flee', 'relocate']
const labelTags: readonly Tag[] = [...senseTags, 'person', 'household', 'newly', ...verbTags]
/** With these the numbers are something else, or only part of the people. */
const otherTags: readonly Tag[] = [
  'harm', 'need', 'aid', 'aidGoods', 'plan', 'capacity', 'order', 'negation', 'hypothetical', 'percent', 'rate', 'affected', 'part',
  'asylumSeeker', 'otherPeople',
] // biome-ignore format: one list

/** Words before and behind a month that may belong to its date. */
const longestDate = 8

/** The words of a label that say what its numbers count; null where it counts something else or says nothing. */
export function senseOf(tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon): Lexeme[] | null {
  const lexemes = readLexemes(tokens, first, last, lexicon)
  const other = (lexeme: Lexeme) => hasAny(lexeme, otherTags) && !(lexeme.capital && hasAny(lexeme, ['month']))
  if (lexemes.some((lexeme, i) => other(lexeme) || countsThings(lexemes, i))) return null
  const sense = lexemes.filter((lexeme) => hasAny(lexeme, labelTags) && lexeme.kind === tokenKinds.word)
  return sense.some((lexeme) => hasAny(lexeme, senseTags)) ? sense : null
}

/** Words that may lead to a day, and what stands between the days of a span. */
const dateTags: readonly Tag[] = ['asOf', 'since', 'during', 'between', 'until', 'and', 'month']

/** "as of 31 May 2021", "1-15 March 2024", "in May": the dates of a label, whole, with what leads to them. */
function datesOf(tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon): Lexeme[] {
  const lexemes = readLexemes(tokens, first, last, lexicon)
  const dated = (lexeme: Lexeme | undefined) =>
    lexeme !== undefined &&
    (lexeme.kind === tokenKinds.digits || isDash(lexeme.lower) || lexeme.lower === ',' || hasAny(lexeme, dateTags))
  const out: Lexeme[] = []
  for (let i = 0; i < lexemes.length; i++) {
    if (!hasAny(lexemes[i], ['month'])) continue
    let [from, to] = [i, i + 1]
    while (from > 0 && i - from < longestDate && dated(lexemes[from - 1])) from--
    while (to < lexemes.length && to - i < longestDate && dated(lexemes[to])) to++
    while (from < i && (isDash(lexemes[from]?.lower ?? '') || lexemes[from]?.lower === ',')) from++
    out.push(...lexemes.slice(from, to))
    i = to - 1
  }
  return out
}

/** "IDP sites", "number of camps": what the words of displacement describe is no people; "IDPs by site" is. */
const countsThings = (lexemes: readonly Lexeme[], i: number) =>
  hasAny(lexemes[i], ['thing', 'site', 'dwelling']) &&
  hasAny(lexemes[i - 1], [
    'idp',
    'displacedAdjective',
    'refugeeAdjective',
    'returneeAdjective',
    'numberOf',
    'evacuation',
  ])

/** Words as they stand behind others of one line. */
const beside = (words: readonly Lexeme[]): Lexeme[] =>
  words.map((word, i) => (i === 0 || word.gap > gaps.blank ? { ...word, gap: gaps.blank } : word))

/** A word that the text does not print. */
export function unprinted(lower: string, at: number, lexicon: Lexicon): Lexeme {
  const entry = lexicon.meaningOf(wordOf(lower)).node?.entry ?? null
  const kind = entry ? tokenKinds.word : tokenKinds.sign
  return { start: at, end: at, lower, kind, gap: gaps.blank, capital: false, entry, number: null, dated: false }
}

/**
 * The words of a cell in the orders in which a sentence may say them: the number before its label ("12,000 IDPs in Puri"),
 * the label before the number ("New displacement: 3,400 families in Puri").
 */
export function cellOrders(tokens: readonly Token[], own: Span, cell: Cell, lexicon: Lexicon): Lexeme[][] {
  const unit = cell.unit ? readLexemes(tokens, cell.unit.first, cell.unit.last, lexicon) : []
  const number = beside([...readLexemes(tokens, own.first, own.last, lexicon), ...unit])
  const at = number[0]?.start ?? 0
  const labels = beside(cell.labels.flatMap((span) => senseOf(tokens, span, lexicon) ?? unitOf(tokens, span, lexicon)))
  const dates = beside(cell.labels.flatMap((span) => datesOf(tokens, span, lexicon)))
  const place = [...placeOf(tokens, cell, at, lexicon), ...dates]
  const after = [...labels.filter((word) => !hasAny(word, verbTags)), unprinted(':', at, lexicon), ...number, ...place]
  if (!countsUnit(number)) return [[...number, ...labels, ...place], after]
  // "3,400 families" under "people were evacuated": the item's own noun stands for the label's.
  const verbs = labels.filter((word) => !hasAny(word, ['person', 'household']))
  const before = [...number, ...verbs, ...place]
  return verbs.some((word) => hasAny(word, actTags)) ? [before, after] : [after, before]
}

/** "Floods displaced 17,000 people in" with the number of an item in place of its own: "Floods displaced 900 people in Puri". */
export function retold(
  tokens: readonly Token[],
  own: Span,
  cell: Cell,
  told: { words: readonly Lexeme[]; start: number; numberEnd: number; end: number },
  lexicon: Lexicon,
): Lexeme[] {
  const number = beside(readLexemes(tokens, own.first, own.last, lexicon))
  const words = told.words.filter(({ kind, lower }) => kind !== tokenKinds.sign || lower !== ':')
  const noun = countsUnit(number) ? [] : words.filter(({ start, end }) => start >= told.numberEnd && end <= told.end)
  const tail = words.filter(({ start }) => start >= told.end)
  const place = placeOf(tokens, cell, number[0]?.start ?? 0, lexicon)
  const led = tail.length > 0 && hasAny(tail.at(-1), ['in', 'from', 'to'])
  return [...words.filter(({ end }) => end <= told.start), ...number, ...noun, ...tail, ...place.slice(led ? 1 : 0)]
}

const countsUnit = (words: readonly Lexeme[]) => words.some((word) => hasAny(word, ['person', 'household']))

/** "Households" under "IDPs by district": the unit alone. */
const unitOf = (tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon) =>
  readLexemes(tokens, first, last, lexicon).filter((lexeme) => hasAny(lexeme, ['person', 'household', 'newly']))

/** "in Puri": the words of a name mean nothing else. */
function placeOf(
  tokens: readonly Token[],
  { name, preposition: printed }: Cell,
  at: number,
  lexicon: Lexicon,
): Lexeme[] {
  if (!name) return []
  const { first, last } = name
  const words = beside(readLexemes(tokens, first, last, lexicon)).map((word) => ({
    ...word,
    entry: null,
    kind: tokenKinds.word,
  }))
  const preposition = printed ?? lexicon.pack.lexicon.in?.[0]
  return preposition && words.length > 0 ? [unprinted(preposition, at, lexicon), ...words] : words
}
