/** Where the words for one who counts stand: behind "according to", behind "verified by", in brackets, before a colon. */
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/marks.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { isNameWord, linksName, type Span } from './counter-name.ts'

/** Lexemes of a phrase that tells who counts. */
export const longestPhrase = 16
/** Words that end it. */
export const stops = [
  'be',
  'bePast',
  'have',
  'relative',
  'but',
  'in',
  'hypothetical',
  'auxiliary',
  'accordingTo',
  'thereAre',
] as const
/** "findings from the task force", "a count by the ministry": the article stands within the phrase. */
const beforeArticle = ['of', 'and', 'from', 'by', 'for'] as const
const innerSigns = ['-', '/', "'", '&', '’', '(', ')', '“', '”', '"', '.']
/** Verbs by which numbers are come by: "verified by", "registered with", "confirmed to have been displaced by". */
const countingTags = ['recorded', 'registered', 'registeredScope', 'verified', 'said', 'estimated'] as const

/** "according to the UN": up to the end of the phrase. */
export function phraseAfter(lexemes: readonly Lexeme[], from: number): Span | null {
  let last = from
  let open = 0
  for (; last < lexemes.length && last - from < longestPhrase; last++) {
    const lexeme = lexemes[last]
    if (!lexeme || lexeme.gap === gaps.paragraph) break
    // "the November 2021 bulletin of the task force".
    const leading = lexemes.slice(from, last).every((each) => each.dated || has(each, 'determiner'))
    if (lexeme.dated && leading && last > from) continue
    if (lexeme.dated) break
    // "(source: local authorities)": the bracket was opened before the phrase.
    if (lexeme.lower === '(') open++
    if (lexeme.lower === ')' && --open < 0) break
    // "the 17th report of the task force".
    if (lexeme.number && !has(lexemes[last + 1], 'source') && !has(lexemes[last + 2], 'source')) break
    if (lexeme.kind === tokenKinds.sign && !innerSigns.includes(lexeme.lower)) {
      // "Petrus Korisano, head of the agency": the title that follows leads to the office.
      if (lexeme.lower === ',' && has(lexemes[last + 1], 'title')) continue
      break
    }
    if (lexeme.lower === '.' && (lexeme.gap !== gaps.none || lexemes[last + 1]?.gap !== gaps.none)) break
    if (last === from) continue
    const cause = hasAny(lexeme, ['disaster', 'conflict']) && !lexeme.capital
    if (cause && !lexemes.slice(last, last + 3).some((each) => has(each, 'office'))) break
    if (hasAny(lexeme, stops) && !hasAny(lexeme, ['office', 'source', 'title', 'nameLink'])) break
    if (has(lexeme, 'said') && !has(lexeme, 'source')) break
    // "MKN the impacts are": a lost full stop.
    if (has(lexeme, 'determiner') && !linksName(lexemes[last - 1]) && !hasAny(lexemes[last - 1], beforeArticle)) break
  }
  return last > from ? [from, last] : null
}

/** "(UNHCR 25/05/2021)", "(ONEMI)", "(source: OCHA)": an office alone or with a date. */
export function cited(lexemes: readonly Lexeme[], open: number): Span | null {
  const close = lexemes[open]?.lower === '[' ? ']' : ')'
  let first = open + 1
  if (hasAny(lexemes[first], ['source', 'accordingTo'])) first++
  while (lexemes[first]?.lower === ':') first++
  const site = webAddress(lexemes, first, close)
  if (site) return site
  let last = first
  while (last < lexemes.length && last - first < 8 && (isNameWord(lexemes[last]) || linksName(lexemes[last]))) {
    if (has(lexemes[last], 'month')) break
    last++
  }
  if (last === first) return null
  const next = lexemes[last]
  const office = lexemes.slice(first, last).some((lexeme) => hasAny(lexeme, ['acronym', 'office']))
  if (next?.lower === close && !office) return null
  // "UN Office for … (OCHA)" spells out an abbreviation; the name before it says more.
  const before = lexemes[open - 1]
  if (next?.lower === close && isNameWord(before) && !before?.dated && !hasAny(before, ['idp', 'month'])) {
    if (last > first + 1 || !has(lexemes[first], 'acronym') || spellsOut(lexemes, open)) return null
  }
  const dated = next?.kind === tokenKinds.digits || next?.lower === ',' || next?.dated || has(next, 'month')
  return next?.lower === close || dated ? [first, last] : null
}

/** "(data.unhcr.org)": the page of an office. */
function webAddress(lexemes: readonly Lexeme[], first: number, close: string): Span | null {
  let last = first
  while (last - first < 12 && lexemes[last] && lexemes[last]?.lower !== close) {
    if (last > first && lexemes[last]?.gap !== gaps.none) return null
    last++
  }
  const dotted = lexemes.slice(first, last).filter(({ lower }) => lower === '.').length
  return lexemes[last]?.lower === close && dotted > 0 && last - first > 2 ? [first, last] : null
}

/** Whether the words before a bracket are the name of an office; "in Samar (OCHA)" only says where. */
function spellsOut(lexemes: readonly Lexeme[], open: number): boolean {
  for (let i = open - 1; i >= 0 && open - i <= 9 && (isNameWord(lexemes[i]) || linksName(lexemes[i])); i--)
    if (hasAny(lexemes[i], ['office', 'acronym', 'source'])) return true
  return false
}

/** "UN: 90,000 displaced", "… displaces 98,000 – Red Cross": the office that a headline names before a colon or behind a dash. */
export function headlined(lexemes: readonly Lexeme[]): Span | null {
  let colon = 0
  // "Civil protection director Ana Ruiz: …".
  const led = (i: number) => isNameWord(lexemes[i]) || linksName(lexemes[i]) || (i > 0 && has(lexemes[i], 'title'))
  while (colon < 8 && led(colon)) colon++
  if (colon > 0 && lexemes[colon]?.lower === ':') return [0, colon]
  // "Civil Protection, 8 April: …".
  let dated = colon
  while (dated > 0 && dated - colon < 8 && (lexemes[dated]?.lower === ',' || isDay(lexemes[dated]))) dated++
  if (dated > colon && lexemes[dated]?.lower === ':') return [0, colon]
  let end = lexemes.length
  while (end > 0 && lexemes[end - 1]?.lower === '.') end--
  let dash = end - 1
  while (dash > 0 && end - dash <= 8 && (isNameWord(lexemes[dash]) || linksName(lexemes[dash]))) {
    if (isDash(lexemes[dash]?.lower ?? '') && (lexemes[dash + 1]?.gap ?? 0) > gaps.none) break
    dash--
  }
  const set = isDash(lexemes[dash]?.lower ?? '') && lexemes[dash]?.gap !== gaps.none
  return set && dash > 0 && dash + 1 < end ? [dash + 1, end] : null
}

const isDay = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.dated === true || hasAny(lexeme, ['month', 'weekday']) || lexeme?.kind === tokenKinds.digits

/** "- Ministry of Emergency Situations, bulletin of 14 April", "Shelter Cluster and UNHCR.": a name alone, set behind what it signs. */
export function signed(lexemes: readonly Lexeme[]): Span | null {
  const first = isDash(lexemes[0]?.lower ?? '') ? 1 : 0
  let last = first
  while (last - first < longestPhrase && (isNameWord(lexemes[last]) || (last > first && linksName(lexemes[last]))))
    last++
  if (last === first) return null
  let end = last
  const tail = (lexeme: Lexeme | undefined) =>
    lexeme !== undefined &&
    (isDay(lexeme) || lexeme.kind === tokenKinds.sign || hasAny(lexeme, ['source', 'of', 'lastPeriod', 'during']))
  while (end - last < 8 && tail(lexemes[end])) end++
  return end === lexemes.length ? [first, last] : null
}

/** "GOMA (Reuters) – ": the agency that prints it counts nothing. */
export function isPublisher(lexemes: readonly Lexeme[], open: number): boolean {
  if (open > 10) return false
  for (let i = open + 1; i < lexemes.length && i - open <= 7; i++)
    if (lexemes[i]?.lower === ')')
      return isDash(lexemes[i + 1]?.lower ?? '') || /^-+$/.test(lexemes[i + 1]?.lower ?? '')
  return false
}

/** "Reported across 26 sites by DTM", "are registered with UNHCR": the office behind the preposition of a verb of counting. */
export function countedBy(lexemes: readonly Lexeme[], preposition: number): Span | null {
  const first = has(lexemes[preposition + 1], 'determiner') ? preposition + 2 : preposition + 1
  if (!isNameWord(lexemes[first])) return null
  const adjacent = has(lexemes[preposition], 'countedWith')
  for (let j = preposition - 1; j >= 0 && preposition - j <= (adjacent ? 1 : 12); j--) {
    const lexeme = lexemes[j]
    if (hasAny(lexeme, countingTags)) return phraseAfter(lexemes, preposition + 1)
    if (hasAny(lexeme, ['by', 'but', 'disaster', 'conflict']) || lexeme?.lower === ',') return null
  }
  return null
}
