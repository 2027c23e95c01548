/** Who stands beside a verb of telling: "the ministry said", "said Ana Ruiz, its director", "residents told". */
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { isNameWord, linksName, type Span } from './counter-name.ts'
import { longestPhrase, phraseAfter, stops } from './counter-phrase.ts'

/** "Red Cross officials in Bor, the capital, said": the one before the verb; `pronoun` where it is "he" or "the statement". */
export function subjectBefore(lexemes: readonly Lexeme[], verb: number): Span | 'pronoun' | null {
  let last = verb
  while (last > 0 && isBetween(lexemes, last - 1)) last--
  last = beforeAside(lexemes, last)
  last = beforeSeat(lexemes, last)
  const before = lexemes[last - 1]
  if (!before) return null
  if (has(before, 'speaker')) return 'pronoun'
  // "the governor of Ituri province".
  const seat = has(before, 'placeKind') && (lexemes[last - 2]?.capital ?? false)
  const headed = headOfSmallWords(lexemes, last)
  if (headed >= 0) return [headed, last]
  // "La Croix-Rouge malienne": an adjective behind the office.
  const told =
    before.entry === null && before.kind === tokenKinds.word && hasAny(lexemes[last - 2], ['office', 'acronym'])
  if (
    !isNameWord(before) &&
    before.lower !== ')' &&
    !seat &&
    !told &&
    !hasAny(before, ['source', 'title', 'office', 'rank'])
  )
    return null
  // "the Commission for Population said": a capital belongs to the name.
  const ofName =
    before.capital &&
    has(before, 'person') &&
    lexemes.slice(Math.max(0, last - 5), last - 1).some((each) => each.capital && has(each, 'office'))
  const counted = hasAny(before, ['idp', 'refugee', 'person', 'household'])
  if (counted && !ofName && !hasAny(before, ['office', 'title'])) return null
  // "The statement added", "this report reads".
  if (has(before, 'source') && !before.capital && has(lexemes[last - 2], 'determiner')) return 'pronoun'
  let first = last
  let names = 0
  let open = 0
  while (first > 0 && last - first < longestPhrase) {
    const lexeme = lexemes[first - 1]
    if (!lexeme || lexeme.number || lexeme.gap === gaps.paragraph) break
    if (lexeme.lower === ')') open++
    // "(Xinhua) – The ministry said": a bracket that closes before the name.
    if (lexeme.lower === '(' && --open < 0) break
    if (isNameWord(lexeme) || hasAny(lexeme, ['source', 'title', 'office', 'acronym', 'rank'])) names++
    else if (lexeme.lower === ',' && names > 0) {
      // "The Executive Secretary, Relief Agency, SEMA, Hassan Sulieman stated": names of office before the name.
      const before = officeSegment(lexemes, first - 1)
      if (before < 0) break
      return [before, first - 1]
    } else if (!insideSubject(lexeme) && !ofTitle(lexeme, lexemes[first])) break
    first--
  }
  while (open > 0 && first < last) if (lexemes[first++]?.lower === ')') open--
  return names > 0 ? [first, last] : null
}

/** "Le ministre de l'Action humanitaire a annoncé", "el Servicio de gestión de riesgos informó": a name that ends in small words. */
function headOfSmallWords(lexemes: readonly Lexeme[], last: number): number {
  const before = lexemes[last - 1]
  if (!before || before.capital || before.kind !== tokenKinds.word || hasAny(before, nameEnds)) return -1
  for (let i = last - 1; i > 0 && last - i <= longestTail; i--) {
    const [head, lexeme] = [lexemes[i - 1], lexemes[i]]
    if (!lexeme || (lexeme.kind !== tokenKinds.word && lexeme.lower !== "'") || lexeme.number) return -1
    if (hasAny(lexeme, stops) || hasAny(lexeme, ['said', 'flee', 'displace', 'evacuate', 'number'])) return -1
    if (has(lexeme, 'of') && hasAny(head, ['office', 'rank'])) return i - 1
  }
  return -1
}

const longestTail = 9
const nameEnds: readonly Tag[] = [
  'office',
  'source',
  'title',
  'rank',
  'speaker',
  'observer',
  'idp',
  'refugee',
  'household',
]

/** Start of the words before a comma that name an office and nothing else, or -1. */
function officeSegment(lexemes: readonly Lexeme[], comma: number): number {
  let first = comma
  let [office, title] = [-1, false]
  for (; first > 0 && comma - first < longestPhrase; first--) {
    const lexeme = lexemes[first - 1]
    if (!lexeme || lexeme.number || lexeme.gap === gaps.paragraph) break
    if (lexeme.lower === ',') {
      if (!isNameWord(lexemes[first - 2])) break
      continue
    }
    const named = isNameWord(lexeme) || hasAny(lexeme, ['title', 'acronym'])
    if (!named && !linksName(lexeme) && !has(lexeme, 'determiner')) break
    if (has(lexeme, 'title')) title = true
    if (hasAny(lexeme, ['office', 'acronym']) && !has(lexeme, 'title')) office = first - 1
    // The office's own words: "State Emergency Management Agency".
    if (office >= 0 && !title && named) office = Math.min(office, first - 1)
  }
  return title ? office : -1
}

/** Between the office and its verb: "The ministry on Thursday also said". */
const isBetween = (lexemes: readonly Lexeme[], i: number): boolean =>
  hasAny(lexemes[i], ['adverb', 'have', 'weekday', 'today', 'yesterday']) ||
  lexemes[i]?.dated === true ||
  (has(lexemes[i], 'during') && (lexemes[i + 1]?.dated === true || has(lexemes[i + 1], 'weekday')))

const insideSubject = (lexeme: Lexeme): boolean =>
  linksName(lexeme) ||
  has(lexeme, 'officeKind') ||
  lexeme.lower === '(' ||
  lexeme.lower === ')' ||
  (lexeme.entry === null && lexeme.kind === tokenKinds.word) ||
  hasAny(lexeme, ['determiner', 'of', 'for', 'and', 'in', 'disaster', 'adverb', 'lastPeriod', 'placeKind'])

/** The small word of "country director", "field officer". */
const ofTitle = (lexeme: Lexeme, next: Lexeme | undefined): boolean =>
  has(next, 'title') && lexeme.kind === tokenKinds.word && !hasAny(lexeme, stops) && !hasAny(lexeme, ['idp', 'refugee'])

/** "officials in Bor, the capital of Jonglei state, said": what the commas hold is an aside. */
function beforeAside(lexemes: readonly Lexeme[], last: number): number {
  if (lexemes[last - 1]?.lower !== ',') return last
  let open = last - 2
  while (open > 0 && last - open < 14 && lexemes[open]?.lower !== ',' && !lexemes[open]?.number) open--
  const next = lexemes[open + 1]
  // "UNHCR, together with the Government, has registered".
  const company = hasAny(next, asideWords) && hasAny(lexemes[open - 1], ['office', 'acronym'])
  // "Ana Ruiz, country director for the agency, said".
  const titled = lexemes.slice(open + 2, open + 4).some((lexeme) => has(lexeme, 'title'))
  const told = hasAny(next, ['determiner', 'title']) || next?.capital || company || titled
  const aside = lexemes[open]?.lower === ',' && told
  return aside && open > 0 ? open : last
}

const asideWords = ['with', 'in', 'by', 'until', 'asOf', 'relative', 'and', 'during'] as const

/** "Ana Ruiz, a spokeswoman for the Red Cross, said": the aside that tells the office of the one before it. */
export function officeAside(lexemes: readonly Lexeme[], verb: number): Span | null {
  let last = verb
  while (last > 0 && isBetween(lexemes, last - 1)) last--
  if (lexemes[last - 1]?.lower !== ',') return null
  const open = beforeAside(lexemes, last)
  if (open === last) return null
  const within = lexemes.slice(open + 1, last - 1)
  const titled = within.slice(0, 4).some((lexeme) => has(lexeme, 'title'))
  return titled && within.some((lexeme) => hasAny(lexeme, ['office', 'acronym'])) ? [open + 1, last - 1] : null
}

/** "said Ana Ruiz, a Red Cross spokeswoman in Goma", "said Ana Ruiz from the local relief office": what stands behind the name. */
export function titleBehind(lexemes: readonly Lexeme[], verb: number): Span | null {
  let comma = verb + 1
  while (comma < verb + 9 && (isNameWord(lexemes[comma]) || isInitial(lexemes, comma))) comma++
  if (comma === verb + 1) return null
  if (hasAny(lexemes[comma], ['from', 'of', 'with'])) return phraseAfter(lexemes, comma + 1)
  if (lexemes[comma]?.lower !== ',') return null
  const first = has(lexemes[comma + 1], 'determiner') ? comma + 2 : comma + 1
  let title = first
  // "a Bagmari civil administration official".
  const plain = (lexeme: Lexeme | undefined) =>
    lexeme?.kind === tokenKinds.word && !lexeme.number && !hasAny(lexeme, stops) && !has(lexeme, 'said')
  while (title < first + 6 && plain(lexemes[title]) && !has(lexemes[title], 'title')) title++
  return has(lexemes[title], 'title') ? phraseAfter(lexemes, first) : null
}

/** The stop of "D. D. Tripathi". */
const isInitial = (lexemes: readonly Lexeme[], i: number): boolean =>
  lexemes[i]?.lower === '.' && (lexemes[i - 1]?.capital ?? false) && (lexemes[i - 1]?.lower.length ?? 9) <= 3

/** Part of a person's name: capitals that mean nothing else, and what small words join them. */
const ofPerson = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  lexeme.kind === tokenKinds.word &&
  lexeme.capital &&
  !lexeme.number &&
  !lexeme.dated &&
  lexeme.entry === null

const longestPerson = 5

/** "Khan told reporters", "the Daily Star reported": a name alone before the verb. */
export function personBefore(lexemes: readonly Lexeme[], verb: number): Span | null {
  let last = verb
  while (last > 0 && isBetween(lexemes, last - 1)) last--
  if (lexemes[last - 1]?.lower === ',') last--
  return personEndingAt(lexemes, last)
}

function personEndingAt(lexemes: readonly Lexeme[], last: number): Span | null {
  let first = last
  while (first > 0 && last - first <= longestPerson) {
    const joins = first < last && (has(lexemes[first - 1], 'particle') || isInitial(lexemes, first - 1))
    if (!ofPerson(lexemes[first - 1]) && !joins) break
    first--
  }
  while (first < last && !ofPerson(lexemes[first])) first++
  // "The Nile told": a name begins where nothing of it was left out.
  const before = lexemes[first - 1]
  const cut = before?.capital === true && before.kind === tokenKinds.word && !hasAny(before, ['title', 'determiner'])
  return first < last && last - first <= longestPerson && !cut ? [first, last] : null
}

/** "…, said Abdul Karim." */
export function personBehind(lexemes: readonly Lexeme[], verb: number): Span | null {
  let last = verb + 1
  while (
    last - verb <= longestPerson &&
    (ofPerson(lexemes[last]) || has(lexemes[last], 'particle') || isInitial(lexemes, last))
  )
    last++
  while (last > verb + 1 && !ofPerson(lexemes[last - 1])) last--
  return last > verb + 1 ? [verb + 1, last] : null
}

/** "residents said", "villagers in Goma told the radio": people who tell what they saw, but not "400 residents said". */
export function observerBefore(lexemes: readonly Lexeme[], verb: number): Span | null {
  let last = verb
  while (last > 0 && isBetween(lexemes, last - 1)) last--
  for (let i = last - 1; i >= 0 && last - i <= 5; i--) {
    const [lexeme, before] = [lexemes[i], lexemes[i - 1]]
    if (!lexeme || lexeme.number || lexeme.kind === tokenKinds.sign || lexeme.gap === gaps.paragraph) return null
    if (!has(lexeme, 'observer')) continue
    const opens =
      !before || before.kind === tokenKinds.sign || hasAny(before, ['determiner', 'and', 'relative', 'but', 'several'])
    return opens && (i === last - 1 || hasAny(lexemes[i + 1], ['in', 'of', 'from'])) ? [i, i + 1] : null
  }
  return null
}

/** "partners in the northern hub have registered": the office stands before where it sits. */
function beforeSeat(lexemes: readonly Lexeme[], last: number): number {
  for (let i = last - 1; i > 0 && last - i <= 5; i--) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.kind === tokenKinds.sign) return last
    if (has(lexeme, 'in')) return hasAny(lexemes[i - 1], ['office', 'acronym', 'title']) ? i : last
  }
  return last
}
