/**
 * Key-figure boxes and narrow tables: a number alone on its line and its label on the line after, or before, become one
 * sentence. Which of the two a box does is decided for the whole run of boxes.
 */
import type { Tag } from '../languages/pack.ts'
import { entryOf } from './lexeme.ts'
import type { Lexicon } from './lexicon.ts'
import type { Sentence } from './sentence.ts'
import { gaps, type Token, tokenKinds } from './token.ts'

/** Longest label, in words; longer lines are prose. */
const longestLabel = 12
/** Longest line that begins with a participle, in tokens. */
const longestVerbal = 40
const verbs: readonly Tag[] = [
  'displace', 'evacuate', 'relocate', 'homeless', 'shelter', 'registered', 'recorded', 'return',
] // biome-ignore format: one list
/** Nouns that are counted, whatever a box counts. */
const counted: readonly Tag[] = [
  'person',
  'household',
  'thing',
  'site',
  'dwelling',
  'part',
  'harm',
  'otherPeople',
  'affected',
  'percent',
]

const kinds = { prose: 0, number: 1, label: 2 } as const

interface Line {
  sentence: Sentence
  kind: (typeof kinds)[keyof typeof kinds]
  /** A number with its noun ("131,136 persons"): only a verb of the next line can be its label. */
  noun: boolean
  /** It begins with a participle: "Displaced across 136 sites", "Reported across 26 of them". */
  verbal: boolean
  /** How well a label names what is counted: displaced people 2, anything else that is counted 1, a heading ("Key figures") 0. */
  telling: number
}

function lineOf(tokens: readonly Token[], sentence: Sentence, lexicon: Lexicon): Line {
  const { first, last, ownLine, cell } = sentence
  const opening = entryOf(tokens[first], lexicon)?.tags
  const verbal = last - first <= longestVerbal && opening !== undefined && verbs.some((tag) => opening.has(tag))
  const line: Line = { sentence, kind: kinds.prose, noun: false, verbal, telling: 0 }
  if (!ownLine || cell || last - first > longestLabel + 2) return line
  let [digits, words, nouns] = [0, 0, 0]
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (token?.kind === tokenKinds.digits) digits++
    else if (token?.kind === tokenKinds.word) {
      const { node, tells } = lexicon.meaningOf(token.word)
      const entry = node?.entry ?? null
      if (entry?.tags.has('magnitude') || entry?.before || lexicon.pack.numerals.gluedMagnitudes[token.lower]) continue
      words++
      if (entry?.tags.has('person') || entry?.tags.has('household')) nouns++
      if (tells) line.telling = 2
      else if (line.telling === 0 && counted.some((tag) => entry?.tags.has(tag))) line.telling = 1
    }
  }
  line.noun = digits > 0 && words === 1 && nouns === 1
  if (line.noun || (digits > 0 && words === 0 && !isPageId(tokens, sentence))) line.kind = kinds.number
  else if (digits === 0 && words > 0 && words <= longestLabel) line.kind = kinds.label
  return line
}

/** "52927" above a text: the number of a page or file. */
const isPageId = (tokens: readonly Token[], { first, last }: Sentence) =>
  first === 0 && last === 1 && (tokens[0]?.lower.length ?? 0) >= 3

/** The sentences with the boxes joined; `joint` is the offset after a join, whose line break no longer parts. */
export function joinKeyFigures(tokens: readonly Token[], sentences: readonly Sentence[], lexicon: Lexicon): Sentence[] {
  const lines = sentences.map((sentence) => lineOf(tokens, sentence, lexicon))
  const joined: Sentence[] = []
  for (let i = 0; i < lines.length; ) {
    let end = i
    while (isBox(lines[end])) end++
    if (end > i) joined.push(...joinRun(lines.slice(i, end), tokens))
    i = end
    const line = lines[i]
    if (!line) break
    const next = lines[i + 1]
    if (line.noun && next?.verbal) {
      joined.push(join(line.sentence, next.sentence))
      i += 2
      continue
    }
    const last = joined.at(-1)
    if (last?.joint && isDayInBrackets(tokens, line.sentence))
      joined[joined.length - 1] = { ...last, last: line.sentence.last, end: line.sentence.end }
    else joined.push(line.sentence)
    i++
  }
  return joined
}

const isBox = (line: Line | undefined) => line !== undefined && line.kind !== kinds.prose && !line.noun

const join = (one: Sentence, other: Sentence): Sentence => ({
  ...one,
  last: other.last,
  end: other.end,
  joint: other.start,
})

/** "(as of 31 May)" under a box. */
const isDayInBrackets = (tokens: readonly Token[], { first, last, ownLine }: Sentence) =>
  ownLine && last - first <= longestLabel && tokens[first]?.lower === '(' && tokens[first]?.gap !== gaps.none

/** Numbers and labels in turn: each number with the label before it, or each with the one after. */
function joinRun(lines: readonly Line[], tokens: readonly Token[]): Sentence[] {
  const before = labelsStandBefore(lines)
  const out: Sentence[] = []
  for (let i = 0; i < lines.length; i++) {
    const [line, next] = [lines[i], lines[i + 1]]
    if (!line) continue
    const pair = before
      ? line.kind === kinds.label && next?.kind === kinds.number
      : line.kind === kinds.number && next?.kind === kinds.label
    const label = before ? line : next
    if (!pair || !next || !label?.telling) {
      out.push(line.sentence)
      continue
    }
    const box = join(line.sentence, next.sentence)
    const note = lines[i + 2]?.sentence
    const dated = note !== undefined && isDayInBrackets(tokens, note)
    out.push(dated ? { ...box, last: note.last, end: note.end } : box)
    i += dated ? 2 : 1
  }
  return out
}

/** Blank lines between the boxes tell; else which labels name what is counted; else whether the run ends with a number. */
function labelsStandBefore(lines: readonly Line[]): boolean {
  let [near, telling] = [0, 0]
  lines.forEach(({ kind, sentence }, i) => {
    if (kind !== kinds.number) return
    const [before, after] = [lines[i - 1], lines[i + 1]].map((line) => (line?.kind === kinds.label ? line : undefined))
    const beside = (line: Line | undefined) => (line?.sentence.paragraph === sentence.paragraph ? 1 : 0)
    near += beside(before) - beside(after)
    telling += (before?.telling ?? 0) - (after?.telling ?? 0)
  })
  if (near !== 0) return near > 0
  if (telling !== 0) return telling > 0
  return lines.at(-1)?.kind === kinds.number || !lines.at(-1)?.telling
}
