/** A language pack made ready for look-up: one tree of phrases, each with its meanings. */
import type { Quantifier } from '@displacement-monitor/shared/domain'
import type { LanguagePack, Tag } from '../languages/pack.ts'
import { expandPhrase } from './expand-phrase.ts'
import { cutOf } from './glued-words.ts'
import { isHole, LostLetters } from './lost-letters.ts'
import { tokenise } from './token.ts'
import type { Word } from './word.ts'

export interface Entry {
  tags: ReadonlySet<Tag>
  /** It speaks of displacement, or of a figure told before: a sentence without any such word states nothing. */
  relevant: boolean
  /** A number may begin with it; other words are passed over in looking for one. */
  numeric: boolean
  /** A day or a span of time may begin with it. */
  timely: boolean
  /** Of a number, magnitude, month (1–12), weekday (1–7, Monday first), time unit (days): its value. */
  value: number
  /** Of a vague amount: its upper end. */
  high: number
  hazard: string | null
  before: Quantifier | null
  after: Quantifier | null
  /** Of a phrase that ends in a quantifier ("shelters about"): what it says of the number behind it. */
  closing: Quantifier | null
}

export interface PhraseNode {
  /** The words up to here, with one blank between them. */
  phrase: string
  next: Map<string, PhraseNode> | null
  entry: Entry | null
}

/** All that a lexicon says of one word. */
export interface Meaning {
  /** The phrases that begin with it. */
  node: PhraseNode | null
  /** It stands in some phrase. */
  known: boolean
  functional: boolean
  /** It is one of the key words. */
  tells: boolean
  /** It may be the first piece of a torn word: some longer word begins so. */
  begins: boolean
  /** Letters of the first of two words that were glued; 0 where it is but one. */
  cut: number
  /** Letters of it may be lost; see lost-letters.ts. */
  damaged: boolean
  /** The word that it is with its accents, where it is none without them. */
  restored: string | null
}

export interface Lexicon {
  pack: LanguagePack
  /** The longest word of each relevant phrase: a sentence without any of them states nothing. */
  keyWords: ReadonlySet<string>
  /** What it says of a word, which keeps it until another lexicon is asked. */
  meaningOf(word: Word): Meaning
  has(word: string): boolean
  /** The same without words that lost a ligature: what glued and torn words are made of. */
  isWhole(word: string): boolean
  isFunctionWord(word: string): boolean
  /** Words by what is left of them when letters are lost. */
  lost: LostLetters
  isAbbreviation(word: string): boolean
  /** A word that alone tells of displaced people, or their noun ("evacuated", "families"): glued to another it parts from it. */
  isKey(word: string): boolean
  /** A noun of people or things, as opposed to a verb. */
  isNoun(word: string): boolean
  /** Quick test: the word begins or ends as a key does. */
  mayHoldKey(word: string): boolean
}

const relevantTags: ReadonlySet<Tag> = new Set<Tag>([
  'idp',
  'displacedAdjective',
  'displacedAfter',
  'refugee',
  'refugeeAdjective',
  'refugeeAfter',
  'refugeeOffice',
  'returneeAfter',
  'returnee',
  'returneeAdjective',
  'evacuee',
  'flee',
  'leaveHome',
  'displace',
  'evacuate',
  'relocate',
  'homeless',
  'shelter',
  'stay',
  'return',
  'repatriate',
  'cross',
  'arrive',
  'displacement',
  'evacuation',
  'relocation',
  'exodus',
  'returning',
  'arrival',
  'thatFigure',
  'ofWhom',
  'ownHome',
  'asylumSeeker',
  'site',
  'numberOf',
  'occasion',
  'hostRefuge',
  'safety',
  'drive',
  'sets',
  'goes',
  'passes',
  'emptied',
])

/** What a number in words begins with. */
const numericTags: ReadonlySet<Tag> = new Set<Tag>(['number', 'magnitude', 'vague', 'half', 'several', 'article'])

/** What a day or a span of time begins with, where it begins with no digits; see dates/read-times.ts. */
const timelyTags: ReadonlySet<Tag> = new Set<Tag>([
  'month', 'early', 'middle', 'late', 'beginning', 'today', 'yesterday', 'weekday', 'thisPeriod', 'lastPeriod', 'determiner',
  'timeUnit', 'quarterMark', 'ordinal', 'season',
]) // biome-ignore format: one list

/** Words that part from what they are glued to: not "centre" or "camp", which are halves of many words. */
const keyTags: readonly Tag[] = [
  'person', 'household', 'migrant', 'idp', 'displacedAdjective', 'refugee', 'returnee', 'evacuee', 'displace', 'evacuate', 'flee',
  'relocate', 'homeless', 'displacement', 'evacuation', 'return',
] // biome-ignore format: one list
const nounTags: readonly Tag[] = ['person', 'household', 'migrant']
/** Letters at either end by which glued keys are looked for; shorter words than that are no keys. */
const edge = 4
/** Letters of an edge as one number: looked up for every word, so no string is made. Two edges that share it do no harm. */
const edgeCode = (word: string, from: number) => {
  let code = 0
  for (let i = from; i < from + edge; i++) code = Math.imul(code, 0x2001) ^ word.charCodeAt(i)
  return code
}

const longestOf = (words: readonly string[]) =>
  words.reduce((longest, word) => (word.length > longest.length ? word : longest), '')

/** The words of a phrase as a text's are told apart; those of a form are asked for several times. */
function pathsOf({ elisions }: LanguagePack): (phrase: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (phrase) => {
    const path = known.get(phrase) ?? tokenise(phrase, 0, phrase.length, elisions).map(({ lower }) => lower)
    known.set(phrase, path)
    return path
  }
}

interface Draft {
  tags: Set<Tag>
  relevant: boolean
  numeric: boolean
  timely: boolean
  value: number
  high: number
  hazard: string | null
  before: Quantifier | null
  after: Quantifier | null
  closing: Quantifier | null
}

const prepared = new WeakMap<LanguagePack, Lexicon>()

const printedAsOne = /f(?:fi|fl|f|i|l)/g
/** Letters that a word must keep when its ligature is lost, and when a single f is left of it: "foods" is another word. */
const [leastLeft, leastWithF] = [4, 6]

/** "conict", "con ict", "afected": PDFs lose the letters that a font prints as one. */
function brokenForms(word: string): string[] {
  if (!word.includes('f')) return []
  const lost = word.replace(printedAsOne, '')
  const [apart, single] = [word.replace(printedAsOne, ' ').trim(), word.replace(printedAsOne, 'f')]
  return [...(lost.length >= leastLeft ? [lost, apart] : []), ...(single.length >= leastWithF ? [single] : [])].filter(
    (form) => form !== word,
  )
}

/** The same meaning for phrases whose words lost a ligature, unless the rest is a word or phrase of its own. */
function addBrokenLigatures(
  path: (phrase: string) => readonly string[],
  forms: ReadonlySet<string>,
  root: Map<string, PhraseNode>,
  words: Set<string>,
  keyWords: Set<string>,
): void {
  const known = new Set(words)
  const nodeAt = (steps: readonly string[]): PhraseNode => {
    let level = root
    let node = newNode('')
    for (const step of steps) {
      node = level.get(step) ?? newNode(node.phrase, step)
      level.set(step, node)
      node.next ??= new Map()
      level = node.next
    }
    return node
  }
  const brokenOf = new Map<string, readonly string[]>()
  for (const form of forms) {
    if (!form.includes('f')) continue
    const steps = path(form)
    const { entry } = nodeAt(steps)
    steps.forEach((step, i) => {
      const allBroken = brokenOf.get(step) ?? brokenForms(step)
      brokenOf.set(step, allBroken)
      for (const broken of allBroken) {
        const pieces = path(broken)
        if (pieces.length === 1 && known.has(broken)) continue
        const node = nodeAt([...steps.slice(0, i), ...pieces, ...steps.slice(i + 1)])
        if (node.entry) continue
        node.entry = entry
        for (const piece of pieces) words.add(piece)
        if (entry?.relevant) keyWords.add(longestOf(pieces))
      }
    })
  }
}

const newNode = (before: string, word = ''): PhraseNode => ({
  phrase: before === '' ? word : `${before} ${word}`,
  next: null,
  entry: null,
})

/** Words that no longer phrase goes on from get no next level, so that nothing is looked up there. */
function dropEmpty(level: ReadonlyMap<string, PhraseNode>): void {
  for (const node of level.values()) {
    if (node.next?.size === 0) node.next = null
    else if (node.next) dropEmpty(node.next)
  }
}

/** "shelters about": the longest match took the quantifier with it. */
function closeWith(draft: Draft, form: string, opening: ReadonlyMap<string, Quantifier>): void {
  if (draft.before || draft.numeric) return
  for (let blank = form.indexOf(' '); blank > 0 && !draft.closing; blank = form.indexOf(' ', blank + 1))
    draft.closing = opening.get(form.slice(blank + 1)) ?? null
}

/** The tree of a pack; made once for each pack. */
export function lexiconOf(pack: LanguagePack): Lexicon {
  const known = prepared.get(pack)
  if (known) return known
  const path = pathsOf(pack)
  const root = new Map<string, PhraseNode>()
  const words = new Set<string>()
  const keyWords = new Set<string>()
  const forms = new Set<string>()
  const draftOf = (phrase: string): Draft => {
    let level = root
    let node: PhraseNode | undefined
    for (const lower of path(phrase)) {
      words.add(lower)
      node = level.get(lower) ?? newNode(node?.phrase ?? '', lower)
      level.set(lower, node)
      node.next ??= new Map()
      level = node.next
    }
    const fresh: Draft = {
      tags: new Set(),
      relevant: false,
      numeric: false,
      timely: false,
      value: 0,
      high: 0,
      hazard: null,
      before: null,
      after: null,
      closing: null,
    }
    if (!node) return fresh
    node.entry ??= fresh
    return node.entry as Draft
  }
  const add = (tag: Tag, phrases: readonly string[], fill?: (draft: Draft) => void) => {
    for (const phrase of phrases)
      for (const form of expandPhrase(phrase)) {
        const draft = draftOf(form)
        forms.add(form)
        draft.tags.add(tag)
        if (tag === 'shelterSite') draft.tags.add('site')
        draft.relevant ||= relevantTags.has(tag)
        draft.numeric ||= numericTags.has(tag)
        draft.timely ||= timelyTags.has(tag)
        if (relevantTags.has(tag)) keyWords.add(longestOf(path(form)))
        fill?.(draft)
      }
  }
  const { numerals, calendar, quantifiers, hazards, lexicon } = pack
  const opening = new Map<string, Quantifier>()
  const valued = (tag: Tag, values: Readonly<Record<string, number>>) => {
    for (const [word, value] of Object.entries(values))
      add(tag, [word], (draft) => {
        draft.value = value
      })
  }
  for (const [tag, phrases] of Object.entries(lexicon) as [Tag, readonly string[]][]) add(tag, phrases)
  valued('number', numerals.words)
  valued('half', numerals.fractions)
  valued('magnitude', numerals.magnitudes)
  for (const [word, [low, high]] of Object.entries(numerals.vague))
    add('vague', [word], (draft) => void Object.assign(draft, { value: low, high }))
  calendar.months.forEach((names, i) => {
    add('month', names, (draft) => {
      draft.value = i + 1
      if (calendar.smallNames) draft.tags.add('smallName')
    })
  })
  calendar.weekdays.forEach((names, i) => {
    add('weekday', names, (draft) => {
      draft.value = i + 1
      if (calendar.smallNames) draft.tags.add('smallName')
    })
  })
  valued('timeUnit', calendar.timeUnits)
  valued('ordinal', calendar.ordinals ?? {})
  valued('season', calendar.seasons ?? {})
  for (const [hazard, phrases] of Object.entries(hazards))
    add('disaster', phrases, (draft) => {
      draft.hazard = hazard
    })
  for (const side of ['before', 'after'] as const)
    for (const [quantifier, phrases] of Object.entries(quantifiers[side]) as [Quantifier, readonly string[]][])
      for (const phrase of phrases)
        for (const form of expandPhrase(phrase)) {
          draftOf(form)[side] = quantifier
          if (side === 'before') opening.set(form, quantifier)
        }
  for (const form of forms) closeWith(draftOf(form), form, opening)
  const printed = new Set(words)
  addBrokenLigatures(path, forms, root, words, keyWords)
  const tagged = (word: string, tags: readonly Tag[]) => tags.some((tag) => root.get(word)?.entry?.tags.has(tag))
  const isKey = (word: string) => word.length >= edge && tagged(word, keyTags)
  const functionWords = new Set(pack.functionWords)
  const abbreviations = new Set(pack.abbreviations)
  const [heads, tails] = [new Set<number>(), new Set<number>()]
  const beginnings = new Set<string>()
  for (const word of printed) {
    for (let end = 1; end < word.length; end++) beginnings.add(word.slice(0, end))
    if (isKey(word)) {
      heads.add(edgeCode(word, 0))
      tails.add(edgeCode(word, word.length - edge))
    }
  }
  /** Words and what words begin with. */
  const heard = new Set([...beginnings, ...words, ...functionWords])
  dropEmpty(root)
  const lost = new LostLetters(printed)
  const learn = (word: Word, lexicon: Lexicon) => {
    const { lower } = word
    // Most words that a text brings anew are names and numbers, of which nothing is known.
    const some = heard.has(lower)
    word.lexicon = lexicon
    word.known = some && words.has(lower)
    word.node = word.known ? (root.get(lower) ?? null) : null
    word.functional = some && functionWords.has(lower)
    word.tells = word.known && keyWords.has(lower)
    // A function word is whole, but for "of ficials".
    word.begins = some && beginnings.has(lower) && (!word.functional || lower.endsWith('f'))
    word.cut = word.known ? 0 : cutOf(lower, lexicon)
    word.restored = word.known ? null : lost.restored(lower)
    word.damaged = word.restored !== null || isHole(lower) || pack.accentedBeforeName?.[lower] !== undefined
  }
  const made: Lexicon = {
    pack,
    keyWords,
    meaningOf: (word) => {
      if (word.lexicon !== made) learn(word, made)
      return word
    },
    has: (word) => words.has(word),
    isWhole: (word) => printed.has(word),
    isFunctionWord: (word) => functionWords.has(word),
    lost,
    isAbbreviation: (word) => abbreviations.has(word),
    isKey,
    isNoun: (word) => tagged(word, nounTags),
    mayHoldKey: (word) => heads.has(edgeCode(word, 0)) || tails.has(edgeCode(word, word.length - edge)),
  }
  prepared.set(pack, made)
  return made
}
