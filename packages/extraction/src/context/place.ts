/** The place that a number belongs to: from its sentence, else the sentences before, the heading, the dateline, the title. */
import type {
  Gazetteer,
  Place,
  PlaceAccuracy,
  PlaceContext,
  PlaceId,
  PlaceMention,
  PlaceRole,
  StatedPlace,
} from '@displacement-monitor/shared/domain'
import type { Family } from '../figures/sense.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'

export interface LocatedMention extends PlaceMention {
  /** Index of its first lexeme in the sentence, and one after its last. */
  from: number
  to: number
}

export interface PlaceCue {
  mention: LocatedMention
  relation: 'from' | 'to' | 'in' | 'object' | 'title' | 'none'
  score: number
}

const departing: readonly Family[] = ['flee', 'displace', 'evacuate', 'relocate', 'cross', 'homeless', 'arrive']

const moving: readonly Family[] = ['flee', 'cross', 'arrive', 'return']

const settled: readonly Family[] = ['return', 'inSite', 'shelter']

/** The lexeme index at a character offset. */
export function lexemeAt(lexemes: readonly Lexeme[], offset: number): number {
  let [low, high] = [0, lexemes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lexemes[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

export function locate(mentions: readonly PlaceMention[], lexemes: readonly Lexeme[]): LocatedMention[] {
  return mentions.map((mention) => ({
    ...mention,
    from: lexemeAt(lexemes, mention.start),
    to: lexemeAt(lexemes, mention.end - 1) + 1,
  }))
}

/** How well each mention of the sentence fits the statement between lexemes `from` and `to`, best first. */
export function rankMentions(
  lexemes: readonly Lexeme[],
  mentions: readonly LocatedMention[],
  statement: { from: number; to: number; phraseFrom: number; family: Family },
  counters: readonly { from: number; to: number }[],
): PlaceCue[] {
  const cues: PlaceCue[] = []
  for (const mention of mentions) {
    if (counters.some((counter) => mention.from >= counter.from && mention.to <= counter.to)) continue
    if (hasAny(lexemes[mention.to], ['namedAfter', 'title'])) continue
    if (lexemes[mention.to]?.lower === "'s" && hasAny(lexemes[mention.to + 1], ['office', 'title', 'source'])) continue
    const relation = relationOf(lexemes, mention, statement)
    const after = mention.from >= statement.phraseFrom
    const distance = after ? Math.max(0, mention.from - statement.to) : statement.from - mention.to
    let score = 10 - Math.min(9, distance * (after ? 0.45 : 0.35))
    if (mention.kind === 'demonym') score -= 5
    if (relation === 'from' || relation === 'object') score += departing.includes(statement.family) ? 4 : 0
    if (relation === 'to') score -= departing.includes(statement.family) ? 2.5 : statement.family === 'return' ? -4 : 0
    if (relation === 'in') score += 2
    if (relation === 'none') score -= 2
    if (statement.family === 'return' && relation === 'from') score -= 4
    // "who had fled towards Rwanda are beginning to return to Goma": what stands before the verb is not where they return.
    // "64,000 who fled violence in Nigeria are living in Maradi": no more is it where they are.
    if (settled.includes(statement.family) && after && mention.from < statement.to && mention.kind !== 'demonym')
      score -= 6
    if (mainlyBefore(lexemes, mention.from)) score -= 7
    // "South Sudan's Jonglei state": the owner only says where the other is.
    if (
      lexemes[mention.to]?.lower === "'s" &&
      mentions.some((other) => other !== mention && other.from === mention.to + 1)
    )
      score -= 3
    if (clauseBetween(lexemes, mention, statement)) score -= 4
    if (directionBefore(lexemes, mention.from)) score -= 3
    cues.push({ mention, relation, score })
  }
  return cues.sort((a, b) => b.score - a.score || a.mention.start - b.mention.start)
}

function relationOf(
  lexemes: readonly Lexeme[],
  mention: LocatedMention,
  statement: { to: number; family: Family },
): PlaceCue['relation'] {
  for (let j = mention.from - 1, steps = 0; j >= 0 && steps < 7; j--, steps++) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.lower === ';') return 'none'
    if (has(lexeme, 'from')) return 'from'
    // "au Tchad" is in Chad or to Chad: the verb tells.
    const either = has(lexeme, 'in') && !moving.includes(statement.family)
    if (hasAny(lexeme, ['to', 'cross']) && !has(lexeme, 'for') && !either) return 'to'
    if (hasAny(lexeme, ['flee', 'leaveHome']) && steps <= 2) return 'object'
    if (has(lexeme, 'in')) return 'in'
    if (lexeme.number || hasAny(lexeme, ['be', 'bePast', 'have'])) return 'none'
    if (lexeme.lower === ',' && !(lexeme.end < mention.start && steps > 0 && isListed(lexemes, j)))
      return steps === 0 && j > 0 ? relationBeforeComma(lexemes, j) : 'none'
  }
  return statement.to > mention.from ? 'none' : 'none'
}

/** "in Sake, Masisi": the second name shares the preposition. */
const relationBeforeComma = (lexemes: readonly Lexeme[], comma: number): PlaceCue['relation'] => {
  for (let j = comma - 1; j >= 0 && comma - j < 8; j--) {
    if (has(lexemes[j], 'from')) return 'from'
    if (has(lexemes[j], 'to')) return 'to'
    if (has(lexemes[j], 'in')) return 'in'
    if (lexemes[j]?.number) return 'none'
  }
  return 'none'
}
const isListed = (lexemes: readonly Lexeme[], comma: number) => lexemes[comma + 1]?.capital ?? false

function mainlyBefore(lexemes: readonly Lexeme[], at: number): boolean {
  for (let j = at - 1; j >= 0 && at - j <= 6; j--) {
    if (has(lexemes[j], 'mainly')) return true
    if (lexemes[j]?.number || lexemes[j]?.lower === ';') return false
  }
  return false
}

/** "25 km northwest of Goma": a place to measure from. */
const directionBefore = (lexemes: readonly Lexeme[], at: number) => {
  const [of, word] = [lexemes[at - 1], lexemes[at - 2]]
  return (
    (has(of, 'of') || has(of, 'from')) &&
    /^(north|south|east|west|km|kilomet|mile)/.test(word?.lower ?? '') &&
    !has(of, 'idp') &&
    /\d|km|kilomet|mile/.test(`${lexemes[at - 3]?.lower ?? ''}${lexemes[at - 4]?.lower ?? ''}${word?.lower ?? ''}`)
  )
}

/** Another number or clause stands between the statement and the place. */
function clauseBetween(
  lexemes: readonly Lexeme[],
  mention: LocatedMention,
  statement: { from: number; to: number },
): boolean {
  const [low, high] = mention.from >= statement.to ? [statement.to, mention.from] : [mention.to, statement.from]
  for (let i = low; i < high; i++)
    if (lexemes[i]?.number || lexemes[i]?.lower === ';' || has(lexemes[i], 'but')) return true
  return false
}

const accuracies: Record<Place['kind'], PlaceAccuracy> = {
  country: 'adm0',
  adm1: 'adm1',
  adm2: 'adm2',
  city: 'point',
  area: 'area',
}

export interface PlaceFinder {
  gazetteer: Gazetteer
  context: PlaceContext
}

/** The place a mention means, in the context of the document and of the names beside it. */
export function resolveMention(
  { gazetteer, context }: PlaceFinder,
  mention: PlaceMention,
  nearby: readonly PlaceId[],
): Place | null {
  const resolution = gazetteer.resolve(mention.candidateIds, { ...context, nearbyIds: nearby })
  return resolution ? gazetteer.place(resolution.placeId) : null
}

export function statedPlace(
  mention: PlaceMention,
  place: Place | null,
  countryIso3: string | null,
  role: PlaceRole,
): StatedPlace {
  const kind = place?.kind ?? 'city'
  return {
    name: mention.text,
    placeId: place?.id ?? null,
    countryIso3: place?.countryIso3 ?? countryIso3,
    role,
    accuracy: accuracies[kind],
  }
}
