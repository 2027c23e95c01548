/** A language pack made ready for look-up: one tree of phrases, each with its meanings. */
import type { Quantifier } from '@displacement-monitor/shared/domain'
import type { LanguagePack, Tag } from '../languages/pack.ts'
import { tokenise } from './token.ts'

export interface Entry {
  tags: ReadonlySet<Tag>
  /** It speaks of displacement, or of a figure told before: a sentence without any such word states nothing. */
  relevant: boolean
  /** Of a number, magnitude, month (1–12), weekday (1–7, Monday first), time unit (days): its value. */
  value: number
  /** Of a vague amount: its upper end. */
  high: number
  hazard: string | null
  before: Quantifier | null
  after: Quantifier | null
}

export interface PhraseNode {
  next: Map<string, PhraseNode> | null
  entry: Entry | null
}

export interface Lexicon {
  pack: LanguagePack
  root: Map<string, PhraseNode>
  /** The longest word of each relevant phrase: a sentence without any of them states nothing. */
  keyWords: ReadonlySet<string>
  has(word: string): boolean
}

const relevantTags: ReadonlySet<Tag> = new Set<Tag>([
  'idp',
  'displacedAdjective',
  'displacedAfter',
  'refugee',
  'refugeeAdjective',
  'refugeeAfter',
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
  'ownHome',
  'asylumSeeker',
  'site',
  'numberOf',
  'occasion',
  'hostRefuge',
])

const alternatives = /\(([^()]*)\)/

/** "evacuat(e|ed)" → evacuate, evacuated; several groups multiply. */
export function expandPhrase(phrase: string): string[] {
  const group = alternatives.exec(phrase)
  if (!group) return [phrase.replace(/\s+/g, ' ').trim()]
  const [before, after] = [phrase.slice(0, group.index), phrase.slice(group.index + group[0].length)]
  return (group[1] ?? '').split('|').flatMap((choice) => expandPhrase(before + choice + after))
}

const longestWord = (phrase: string, elisions: LanguagePack['elisions']) =>
  tokenise(phrase, 0, phrase.length, elisions).reduce(
    (longest, { lower }) => (lower.length > longest.length ? lower : longest),
    '',
  )

interface Draft {
  tags: Set<Tag>
  relevant: boolean
  value: number
  high: number
  hazard: string | null
  before: Quantifier | null
  after: Quantifier | null
}

const prepared = new WeakMap<LanguagePack, Lexicon>()

/** The tree of a pack; made once for each pack. */
export function lexiconOf(pack: LanguagePack): Lexicon {
  const known = prepared.get(pack)
  if (known) return known
  const root = new Map<string, PhraseNode>()
  const words = new Set<string>()
  const keyWords = new Set<string>()
  const draftOf = (phrase: string): Draft => {
    let level = root
    let node: PhraseNode | undefined
    for (const { lower } of tokenise(phrase, 0, phrase.length, pack.elisions)) {
      words.add(lower)
      node = level.get(lower)
      if (!node) {
        node = { next: null, entry: null }
        level.set(lower, node)
      }
      node.next ??= new Map()
      level = node.next
    }
    const fresh: Draft = {
      tags: new Set(),
      relevant: false,
      value: 0,
      high: 0,
      hazard: null,
      before: null,
      after: null,
    }
    if (!node) return fresh
    node.entry ??= fresh
    return node.entry as Draft
  }
  const add = (tag: Tag, phrases: readonly string[], fill?: (draft: Draft) => void) => {
    for (const phrase of phrases)
      for (const form of expandPhrase(phrase)) {
        const draft = draftOf(form)
        draft.tags.add(tag)
        draft.relevant ||= relevantTags.has(tag)
        if (relevantTags.has(tag)) keyWords.add(longestWord(form, pack.elisions))
        fill?.(draft)
      }
  }
  const { numerals, calendar, quantifiers, hazards, lexicon } = pack
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
  for (const [hazard, phrases] of Object.entries(hazards))
    add('disaster', phrases, (draft) => {
      draft.hazard = hazard
    })
  for (const side of ['before', 'after'] as const)
    for (const [quantifier, phrases] of Object.entries(quantifiers[side]) as [Quantifier, readonly string[]][])
      for (const phrase of phrases) for (const form of expandPhrase(phrase)) draftOf(form)[side] = quantifier
  const made: Lexicon = { pack, root, keyWords, has: (word) => words.has(word) }
  prepared.set(pack, made)
  return made
}
