/** Whether a statement's people went over a border, by its words and the places it names. */

import type { ContextReader } from '../context/context-reader.ts'
import type { Crossing } from '../figures/category.ts'
import type { Statement } from '../figures/statement.ts'
import { has, hasAny } from '../reading/lexeme.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { FoundPlace } from './find-place.ts'

export function crossingOf(
  statement: Statement,
  { lexemes, index, times }: SentenceReading,
  found: FoundPlace | null,
  context: ContextReader,
): Crossing {
  let [border, within] = [false, false]
  const { family, phrase } = statement
  const start = Math.min(statement.predicate?.at ?? statement.from, statement.from)
  const stopAt = clauseEnd(lexemes, statement.to)
  for (let i = start; i < stopAt; i++) {
    const lexeme = lexemes[i]
    if (has(lexeme, 'within')) within = true
    // "la cifra de quienes han dejado su país supera los 6 millones": what they left stands before their number.
    if (i < phrase.to && statement.pattern !== 'count') continue
    // "neighbouring villages", "border towns" are in the country.
    const inland = hasAny(lexemes[i + 1], ['site', 'areaNoun', 'placeKind'])
    // "40,000 arrivals at the northern border" come over it.
    if (has(lexeme, 'border') && !inland && (!nearBorder(lexemes, i) || (family === 'arrive' && isAt(lexemes, i))))
      border = true
    // غادر خمسة ملايين شخص بلادهم: the verb stands before its people.
    const left = hasAny(lexemes[i - 1], ['flee', 'leaveHome', 'from']) || has(lexeme, 'flee')
    const parted = statement.governor?.kind === 'verb' && has(lexemes[statement.governor.at], 'leaveHome')
    if (has(lexeme, 'homeCountry') && (left || parted)) border = true
  }
  const timed = times.some(
    (time) => time.role === 'since' || (time.role === 'window' && time.first.day !== time.last.day),
  )
  const out = leftCountry(statement, found)
  const into = enteredCountry(statement, { lexemes, index }, found, context)
  const exiled = family === 'flee' && fledToHost(statement, index, found, context)
  const foreign = movedAbroad(statement, { lexemes, index }, found, context)
  const homeward =
    (family === 'arrive' && arrivesHome(statement, index, found, context)) || sentHome(statement, index, found, context)
  return {
    timed,
    homeward,
    acrossBorder: (border || out || into.across || exiled || foreign) && !within,
    abroad: into.abroad,
  }
}

/** One after the last lexeme that may still speak of these people: the next number begins another statement. */
function clauseEnd(lexemes: SentenceReading['lexemes'], to: number): number {
  const end = Math.min(lexemes.length, to + 14)
  for (let i = to; i < end; i++) if (lexemes[i]?.lower === ';' || lexemes[i]?.number || has(lexemes[i], 'but')) return i
  return end
}

/** "fled to areas near the border" stays inside. */
const nearBorder = (lexemes: SentenceReading['lexemes'], i: number) =>
  lexemes
    .slice(Math.max(0, i - 3), i)
    .some((lexeme) => ['near', 'along', 'towards', 'toward', 'close to', 'at', 'around'].includes(lexeme.lower)) ||
  lexemes[i + 1]?.lower === 'with'

const isAt = (lexemes: SentenceReading['lexemes'], i: number) =>
  lexemes.slice(Math.max(0, i - 3), i).some(({ lower }) => lower === 'at')

/** "fled Syria", "arrived from Burundi": a country as what was left. */
function leftCountry({ family }: Statement, found: FoundPlace | null): boolean {
  const cue = found?.cue
  if (!cue || found.place.accuracy !== 'adm0' || cue.mention.kind !== 'name') return false
  return (
    (family === 'flee' || family === 'cross' || family === 'arrive') &&
    (cue.relation === 'object' || cue.relation === 'from')
  )
}

/** "to Chad", "into neighbouring Rwanda": a country as where they went. */
function enteredCountry(
  statement: Statement,
  { lexemes, index }: Pick<SentenceReading, 'lexemes' | 'index'>,
  found: FoundPlace | null,
  context: ContextReader,
) {
  const { family, phrase, to } = statement
  const result = { across: false, abroad: false }
  // "the number of people who have fled to Sudan has passed 46,000": the goal stands before the number.
  const first = statement.pattern === 'count' ? statement.from : phrase.from
  // "who fled violence in Nigeria are living in Maradi", a region of Niger.
  if ((family === 'inSite' || family === 'shelter') && statement.predicate?.relative)
    for (const mention of context.mentions(index)) {
      if (mention.kind !== 'name' || mention.from < phrase.to || mention.to > to) continue
      const left = context.resolve(mention, [])?.countryIso3
      if (left && found?.place.countryIso3 && left !== found.place.countryIso3) result.abroad = true
    }
  if (family !== 'flee' && family !== 'arrive' && family !== 'displace') return result
  for (const mention of context.mentions(index)) {
    if (mention.kind !== 'name' || mention.from < first || mention.from >= clauseEnd(lexemes, to)) continue
    let j = mention.from - 1
    while (j >= 0 && mention.from - j <= 3 && hasAny(lexemes[j], ['determiner', 'border'])) j--
    const towards =
      has(lexemes[j], 'to') &&
      !has(lexemes[j], 'for') &&
      // "déplacées au Mali", "fuir leur domicile au Mali": the same word says where they were.
      !(has(lexemes[j], 'in') && (family === 'displace' || leavesHome(lexemes, phrase.from, j)))
    // "forced 20,000 people to seek safety in Niger".
    // "took shelter in schools in Haiti" stays inside.
    const refuge = has(lexemes[j], 'in') && lexemes.slice(Math.max(0, j - 3), j).some((each) => has(each, 'takeRefuge'))
    // "92,000 others have reached the DRC".
    if (!towards && !refuge && !(family === 'arrive' && hasAny(lexemes[j], ['in', 'reach']))) continue
    const place = context.resolve(mention, [])
    if (place?.kind !== 'country') continue
    const origin = found?.cue?.mention === mention ? null : (found?.place.countryIso3 ?? null)
    if (origin !== place.countryIso3) {
      if (family !== 'arrive') result.across = true
      result.abroad = true
    }
  }
  return result
}

/** The country whose people a phrase counts: "157 Yemenis". */
function homeOf({ phrase }: Statement, index: number, context: ContextReader): string | null {
  const demonym = context
    .mentions(index)
    .find(({ kind, from }) => kind === 'demonym' && from >= phrase.from && from <= phrase.to)
  return (demonym && context.resolve(demonym, [])?.countryIso3) ?? null
}

/** "157 Yemenis arrived in Yemen": people of a country who come to it. */
function arrivesHome(statement: Statement, index: number, found: FoundPlace | null, context: ContextReader): boolean {
  if (found?.cue?.relation !== 'to' || found.place.accuracy !== 'adm0') return false
  const home = homeOf(statement, index, context)
  return home !== null && home === found.place.countryIso3
}

/** "70,000 Haitians have been expelled from the Dominican Republic": people of one country whom another puts out go home. */
function sentHome(statement: Statement, index: number, found: FoundPlace | null, context: ContextReader): boolean {
  if (statement.family !== 'displace' || found?.cue?.relation !== 'from' || found.place.accuracy !== 'adm0')
    return false
  const home = homeOf(statement, index, context)
  return home !== null && home !== found.place.countryIso3
}

/** "23.000 nicaragüenses han buscado protección en Costa Rica": people of one country who went to another. */
function movedAbroad(
  statement: Statement,
  { lexemes, index }: Pick<SentenceReading, 'lexemes' | 'index'>,
  found: FoundPlace | null,
  context: ContextReader,
): boolean {
  const { family, predicate } = statement
  const cue = found?.cue
  if (cue?.mention.kind !== 'name' || (family !== 'flee' && family !== 'arrive' && family !== 'cross')) return false
  const refuge = cue.relation === 'in' && has(lexemes[predicate?.at ?? -1], 'takeRefuge')
  if (cue.relation !== 'to' && !refuge) return false
  const home = homeOf(statement, index, context)
  const { countryIso3 } = found?.place ?? { countryIso3: null }
  return Boolean(home && countryIso3 && home !== countryIso3)
}

const leavesHome = (lexemes: SentenceReading['lexemes'], from: number, to: number) =>
  lexemes.slice(from, to).some((lexeme) => has(lexeme, 'ownHome'))

/** "700,000 Rohingya who fled Rakhine", in a text about refugees in another country. */
function fledToHost(statement: Statement, index: number, found: FoundPlace | null, context: ContextReader): boolean {
  const origin = found?.cue ? found.place.countryIso3 : null
  const main = context.mainCountry()
  // "fled persecution in Myanmar", beside refugees: they are elsewhere now, though the text speaks most of what they fled.
  if (!origin || !main || (origin === main && found?.place.accuracy !== 'adm0')) return false
  for (let i = Math.max(0, index - 1); i <= index; i++)
    if (context.reading(i)?.lexemes.some((lexeme) => hasAny(lexeme, ['refugee', 'refugeeAdjective'])))
      return statement.kind !== 'idp'
  return false
}
