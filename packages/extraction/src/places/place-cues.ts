/** How well each name of a sentence fits a statement: its preposition, its distance, what stands between and around. */

import type { LocatedMention } from '../context/stated-place.ts'
import type { Family } from '../figures/sense.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/marks.ts'
import { tokenKinds } from '../reading/token.ts'

export interface PlaceCue {
  mention: LocatedMention
  relation: 'from' | 'to' | 'in' | 'object' | 'none'
  score: number
  /** "mostly in Goma": tells the country, never makes the place. */
  mainly: boolean
  /** "displaced within Abyei": both left and entered. */
  inside: boolean
}

/** The lexemes of a statement; `phraseFrom` is where its number's phrase begins. */
export interface StatementSpan {
  from: number
  to: number
  phraseFrom: number
  family: Family
  stock: boolean
  /** The verb of those who host them, or -1. */
  hostAt: number
  /** How much of its fitness a name loses by each word between. */
  nearness: number
}

/** Words before a place at the head of a sentence, and how far off it counts at most. */
const furthestFrame = 3
const furthestFramed = 14
/** Words between a statement and a place that stands right behind it, at most. */
const adjoining = 2

const departing: readonly Family[] = ['flee', 'displace', 'evacuate', 'relocate', 'cross', 'homeless', 'arrive']
const moving: readonly Family[] = ['flee', 'cross', 'arrive', 'return']
const settled: readonly Family[] = ['return', 'inSite', 'shelter']

/** Each mention that can be a place of people, with its score, best first. */
export function rankMentions(
  lexemes: readonly Lexeme[],
  mentions: readonly LocatedMention[],
  statement: StatementSpan,
): PlaceCue[] {
  const cues: PlaceCue[] = []
  for (const mention of mentions) {
    if (hasAny(lexemes[mention.to], ['namedAfter', 'title'])) continue
    const relation = relationOf(lexemes, mention, statement)
    const after = mention.from >= statement.phraseFrom
    // "In Minas Gerais state, where …, 4,150 people": a place at the head of the sentence frames all of it.
    const frames = !after && relation === 'in' && mention.from <= furthestFrame
    const words = after ? Math.max(0, mention.from - statement.to) : statement.from - mention.to
    const distance = frames ? Math.min(words, furthestFramed) : words
    let score = 10 - Math.min(9, distance * statement.nearness * (after ? 0.45 : 0.35))
    if (mention.kind === 'demonym') score -= 5
    const apart = !frames && clauseBetween(lexemes, mention, statement)
    if ((relation === 'from' || relation === 'object') && !apart) score += departing.includes(statement.family) ? 4 : 0
    // "Households displaced to Sabha 41 households displaced to Ubari": a goal told before is that of others.
    if (relation === 'to' && !after && departing.includes(statement.family)) score -= 3
    if (relation === 'to') score -= departing.includes(statement.family) ? 2.5 : statement.family === 'return' ? -4 : 0
    if (relation === 'in') score += 2
    // "of Somalia with 15,000 people displaced in Belet Weyne": what stands right behind the words is theirs.
    const theirs =
      relation === 'in' || ((relation === 'from' || relation === 'object') && departing.includes(statement.family))
    if (after && theirs && distance <= adjoining) score += 1.5
    // "In Gao 1,200, in Menaka 870 people": each number has the name right before it.
    if (relation === 'in' && mention.to === statement.phraseFrom) score += 4
    if (relation === 'none') score -= 2
    if (statement.family === 'return' && relation === 'from') score -= 4
    // "130,000 Rohingya and Kaman people in Rakhine": a name of people tells where they are least of all.
    if (statement.stock && ofPeople(lexemes, mention, statement) && !has(lexemes[mention.to], 'inhabitant')) score -= 3
    // "who had fled towards Kenya now return to Kismayo": what stands before the verb is not where they return.
    // "64,000 who fled violence in Nigeria are living in Maradi": no more is it where they are.
    const staying = settled.includes(statement.family) || (statement.stock && statement.family === 'flee')
    if (staying && after && mention.from < statement.to && mention.kind !== 'demonym') score -= 6
    // "South Sudan's Jonglei state": the owner only says where the other is.
    if (
      lexemes[mention.to]?.lower === "'s" &&
      mentions.some((other) => other !== mention && other.from === mention.to + 1)
    )
      score -= 3
    // "Bangladesh hosts 900,000 refugees from Myanmar": the host says where, the other whence.
    if (statement.hostAt >= 0 && mention.kind === 'name') {
      if (mention.to <= statement.hostAt && relation !== 'from' && relation !== 'to') score += 4
      if (after && relation === 'from') score -= 6
    }
    if (apart) score -= 4
    if (ofAnotherNumber(lexemes, mention, statement)) score -= 4
    if (measuredFrom(lexemes, mention.from)) score -= 3
    if (bordersOn(lexemes, mention.from)) score -= 6
    cues.push({
      mention,
      relation,
      score,
      mainly: mainlyBefore(lexemes, mention.from),
      inside: has(lexemes[mention.from - 1], 'inside'),
    })
  }
  return cues.sort((a, b) => b.score - a.score || a.mention.start - b.mention.start)
}

const ofPeople = (
  lexemes: readonly Lexeme[],
  mention: LocatedMention,
  { phraseFrom, to }: Pick<StatementSpan, 'phraseFrom' | 'to'>,
): boolean =>
  mention.from > phraseFrom && mention.to < to && hasAny(lexemes[mention.to], ['household', 'person', 'inhabitant'])

function relationOf(
  lexemes: readonly Lexeme[],
  mention: LocatedMention,
  { family, to, phraseFrom }: StatementSpan,
): PlaceCue['relation'] {
  // "2,100 displaced Mosul families": whose people they are.
  if (ofPeople(lexemes, mention, { phraseFrom, to })) return 'from'
  let ofKind = false
  const rest = () => (ofKind ? 'in' : 'none')
  for (let j = mention.from - 1, steps = 0; j >= 0 && steps < 7; j--, steps++) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.lower === ';') return rest()
    if (has(lexeme, 'from')) return 'from'
    // "au Tchad" is in Chad or to Chad: the verb tells.
    const either = has(lexeme, 'in') && !moving.includes(family)
    if (hasAny(lexeme, ['to', 'cross']) && !has(lexeme, 'for') && !either) return 'to'
    // "fled Kaga for Magui", "left for Mosul".
    if (has(lexeme, 'for') && departing.includes(family) && mention.from >= to) return 'to'
    // "fled the village of Kaiga".
    if (hasAny(lexeme, ['flee', 'leaveHome']) && steps <= (ofKind ? 4 : 2)) return 'object'
    if (has(lexeme, 'in')) return leadsThere(lexemes, j) ? 'to' : 'in'
    // "200 residents of Kfar Uriya", "the village of Gagaifua".
    if (has(lexeme, 'of') && steps <= 1 && hasAny(lexemes[j - 1], ['person', 'household'])) return 'in'
    if (has(lexeme, 'of') && steps === 0 && hasAny(lexemes[j - 1], ['placeKind', 'ownHome'])) ofKind = true
    // "déplacées de Bukombo vers Birambizo", "salieron de Tame": right behind the verb it tells whence.
    if (has(lexeme, 'of') && steps === 0 && j === to && departing.includes(family)) return 'from'
    if (lexeme.number || hasAny(lexeme, ['be', 'bePast', 'have'])) return rest()
    if (lexeme.lower === ',' && !(lexeme.end < mention.start && steps > 0 && lexemes[j + 1]?.capital))
      return steps === 0 && j > 0 ? relationBeforeComma(lexemes, j) : rest()
  }
  return rest()
}

/** "to safer areas in Sabha", "to nearby schools in Berber": the place lies where they went. */
function leadsThere(lexemes: readonly Lexeme[], at: number): boolean {
  if (has(lexemes[at - 1], 'goal')) return true
  for (let j = at - 1; j >= 0 && at - j <= 5; j--) {
    const lexeme = lexemes[j]
    if (has(lexeme, 'to') && !hasAny(lexeme, ['for', 'in'])) return at - j > 1
    if (!lexeme || lexeme.kind !== tokenKinds.word || lexeme.number || lexeme.capital || lexeme.dated) return false
    const area = hasAny(lexeme, ['placeKind', 'safety', 'site', 'hosts', 'areaNoun', 'thing'])
    if (j === at - 1 ? !area : lexeme.entry && !area && !hasAny(lexeme, ['direction', 'determiner', 'others']))
      return false
  }
  return false
}

/** "in Sake, Masisi": the second name shares the preposition. */
function relationBeforeComma(lexemes: readonly Lexeme[], comma: number): PlaceCue['relation'] {
  for (let j = comma - 1; j >= 0 && comma - j < 8; j--) {
    if (has(lexemes[j], 'from')) return 'from'
    if (has(lexemes[j], 'to')) return 'to'
    if (has(lexemes[j], 'in')) return 'in'
    if (lexemes[j]?.number) return 'none'
  }
  return 'none'
}

function mainlyBefore(lexemes: readonly Lexeme[], at: number): boolean {
  for (let j = at - 1; j >= 0 && at - j <= 9; j--) {
    if (has(lexemes[j], 'mainly')) return true
    if (lexemes[j]?.number || lexemes[j]?.lower === ';') return false
  }
  return false
}

/** "25 km northwest of Goma", "a province north of Cairo": a place to measure from; "in the north of Mali" is one to be in. */
function measuredFrom(lexemes: readonly Lexeme[], at: number): boolean {
  const [of, word, before] = [lexemes[at - 1], lexemes[at - 2], lexemes[at - 3]]
  if (!hasAny(of, ['of', 'from'])) return false
  if (has(word, 'direction')) return !hasAny(before, ['determiner', 'in', 'from', 'to'])
  return has(word, 'measure')
}

/** "regions that border Mongolia", "near the border with Uganda": the place is on the other side. */
function bordersOn(lexemes: readonly Lexeme[], at: number): boolean {
  let i = at - 1
  while (has(lexemes[i], 'determiner')) i--
  if (has(lexemes[i], 'borders')) return true
  return has(lexemes[i - 1], 'border') && !hasAny(lexemes[i], ['in', 'to', 'from', 'and', 'border'])
}

/** Another number or clause stands between the statement and the place. */
function clauseBetween(lexemes: readonly Lexeme[], mention: LocatedMention, statement: StatementSpan): boolean {
  const [low, high] = mention.from >= statement.to ? [statement.to, mention.from] : [mention.to, statement.from]
  for (let i = low; i < high; i++)
    if (lexemes[i]?.number || lexemes[i]?.lower === ';' || has(lexemes[i], 'but')) return true
  return false
}

/** "40 families displaced to Hama 25 families displaced to Homs", "Lai Chau (6)": the name belongs to the number beside it. */
function ofAnotherNumber(lexemes: readonly Lexeme[], mention: LocatedMention, statement: StatementSpan): boolean {
  if (mention.from >= statement.phraseFrom) return false
  if (lexemes[mention.to]?.lower === '(' && lexemes[mention.to + 1]?.number && mention.to + 1 < statement.phraseFrom)
    return true
  for (let i = mention.to; i < statement.phraseFrom; i++) {
    const lexeme = lexemes[i]
    // "displaced in Jajpur and 36,300 in Puri": the number that follows has its own.
    if (i === statement.phraseFrom - 1 && has(lexeme, 'and')) continue
    if (lexeme?.kind === tokenKinds.sign || hasAny(lexeme, ['and', 'but', 'by', 'relative'])) return false
  }
  for (let j = mention.from - 1; j >= 0 && mention.from - j <= 8; j--) {
    if (lexemes[j]?.number) return true
    if (lexemes[j]?.kind === tokenKinds.sign) return false
  }
  return false
}

/** "KOLKATA: ", "GOMA, 3 May (Reuters) – ": where the report was written. */
export function isDateline(lexemes: readonly Lexeme[], { from, to, text }: LocatedMention): boolean {
  if (from > 0) return false
  for (let i = to; i < lexemes.length && i - to < 9; i++) {
    const lexeme = lexemes[i]
    if (!lexeme) return false
    if (isDash(lexeme.lower) && (i > to || lexeme.gap > 0 || (lexemes[i + 1]?.gap ?? 0) > 0)) return true
    if (lexeme.lower === ':') return text === text.toUpperCase()
    const inside = lexeme.dated || lexeme.number || lexeme.capital || lexeme.kind === tokenKinds.sign
    if (!inside || lexeme.lower === '.') return false
  }
  return false
}
