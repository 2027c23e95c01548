/** The words that make the name of one who counts: behind "spokesman for", before "figures", without the article, as printed. */
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/marks.ts'
import { tokenKinds } from '../reading/token.ts'

export interface NamedCounter {
  name: string
  from: number
  to: number
}

/** Lexemes that may be an office, from the first to before the last. */
export type Span = readonly [first: number, last: number]

const longestName = 14

export const isNameWord = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  lexeme.kind === tokenKinds.word &&
  !has(lexeme, 'accordingTo') &&
  // "the refugee agency": an office by its words, in small letters too.
  (lexeme.capital || has(lexeme, 'office') || (has(lexeme, 'acronym') && lexeme.lower.includes(' ')))

/** Words and signs inside a name: "Ministry of Health and Sports", "DTM-IOM". */
export const linksName = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && (has(lexeme, 'nameLink') || ['&', '/', '-', "'s", "'"].includes(lexeme.lower))

/** Most letters of an acronym; longer words in capitals are headings ("HIGHLIGHTS"). */
const longestLetters = 9

/** Letters of an office ("MKN"), also glued to others ("DTM-IOM"); a word that means something else is a heading. */
const isLetters = (lexeme: Lexeme, text: string): boolean => {
  const word = text.slice(lexeme.start, lexeme.end)
  if (word.length > longestLetters || (lexeme.entry && !hasAny(lexeme, ['office', 'acronym']))) return false
  return lexeme.capital && word.length >= 2 && word === word.toUpperCase() && word !== word.toLowerCase()
}

/** The first word of the name that ends with `last`. */
export function nameStart(lexemes: readonly Lexeme[], last: number): number {
  let first = last
  while (
    first > 0 &&
    (isNameWord(lexemes[first - 1]) || isDash(lexemes[first - 1]?.lower ?? '') || lexemes[first - 1]?.lower === '&')
  )
    first--
  return first
}

/** Where the office begins and ends: behind "spokesman for", before the title, before "in Nangarhar". */
function officeWithin(lexemes: readonly Lexeme[], [start, end]: Span): Span {
  let [from, to] = [start, end]
  const officeBefore = (i: number) => lexemes.slice(from, i).some((lexeme) => hasAny(lexeme, ['office', 'acronym']))
  for (let i = from; i < to; i++) {
    const [lexeme, next] = [lexemes[i], lexemes[i + 1]]
    const leads = hasAny(next, ['of', 'from', 'for']) && i + 2 < to
    // "le ministre des Affaires sociales": who holds an office of state is the counter himself.
    const held = has(lexeme, 'rank') && !lexemes.slice(i + 2, to).some((each) => hasAny(each, ['office', 'acronym']))
    if (
      leads &&
      !held &&
      (hasAny(lexeme, ['title', 'source', 'thatFigure']) || (has(next, 'from') && !has(lexeme, 'acronym')))
    )
      from = i + 2
    // "UNHCR spokesman Andrej Mahecic": the office stands before the title.
    else if (has(lexeme, 'title') && i > from && isNameWord(lexemes[i - 1]) && officeBefore(i)) return [from, i]
    // "WFP country director Ana Ruiz", "Unicef's representative".
    else if (has(lexeme, 'title') && !isNameWord(lexemes[i - 1]) && beforeTitle(lexemes, from, i) > from)
      return [from, beforeTitle(lexemes, from, i)]
    // "Ana Ruiz of UNHCR", "an official at the ministry".
    else if (leadsToOffice(lexemes, from, i, to)) from = i + 2
    else if (has(lexeme, 'in') && !has(lexeme, 'nameLink') && i > from && lexemes[i + 1]?.capital && officeBefore(i))
      to = i
  }
  return [from, to]
}

/** Words of office between an office and a title: where the office ends, or 0. */
function beforeTitle(lexemes: readonly Lexeme[], from: number, title: number): number {
  let end = title
  while (end > from && title - end < 3 && !hasAny(lexemes[end - 1], ['office', 'acronym'])) {
    if (hasAny(lexemes[end - 1], ['of', 'for', 'and', 'in', 'from', 'determiner', 'title', 'rank'])) return 0
    end--
  }
  return end > from && hasAny(lexemes[end - 1], ['office', 'acronym']) ? end : 0
}

/** A person's name, or a title, before the preposition of an office. */
function leadsToOffice(lexemes: readonly Lexeme[], from: number, i: number, to: number): boolean {
  const [lexeme, next] = [lexemes[i], lexemes[i + 1]]
  const office = (first: number) => lexemes.slice(first, to).some((each) => hasAny(each, ['office', 'acronym']))
  if (has(lexeme, 'title')) return has(next, 'in') && office(i + 2)
  if (i === from || !hasAny(next, ['of', 'for', 'with', 'in'])) return false
  for (let j = from; j <= i; j++) if (lexemes[j]?.entry || !lexemes[j]?.capital) return false
  return office(i + 2)
}

const leadingTags = [
  'determiner', 'lastPeriod', 'adverb', 'estimated', 'preliminary', 'source', 'registeredScope', 'verified', 'yesterday', 'today',
] as const // biome-ignore format: one list
const trailingTags = [
  'source',
  'lastPeriod',
  'preliminary',
  'estimated',
  'weekday',
  'month',
  'today',
  'yesterday',
  'adverb',
  'determiner',
] as const

function withoutLead(lexemes: readonly Lexeme[], start: number, to: number): number {
  let from = start
  while (from < to && hasAny(lexemes[from], ['yesterday', 'today', 'weekday'])) from++
  while (from < to && !isNameWord(lexemes[from])) {
    const lexeme = lexemes[from]
    if (!lexeme) break
    const leading =
      hasAny(lexeme, leadingTags) || lexeme.kind !== tokenKinds.word || linksName(lexeme) || lexeme.number !== null
    const rest = lexemes.slice(from, to)
    const inner = rest.some((each) => each.capital && each.kind === tokenKinds.word && !has(each, 'month'))
    if (!leading && (!inner || rest.some((each) => hasAny(each, ['office', 'rank']) && !each.capital))) break
    from++
  }
  while (from < to && has(lexemes[from], 'determiner')) from++
  return from
}

function withoutTail(lexemes: readonly Lexeme[], from: number, end: number): number {
  let to = end
  while (to > from) {
    const last = lexemes[to - 1]
    const sign = last?.kind !== tokenKinds.word && last?.lower !== ')'
    if (!hasAny(last, trailingTags) && !linksName(last) && !sign) break
    if (hasAny(last, ['acronym', 'office']) && !has(last, 'source')) break
    to--
  }
  return to
}

/** Letters of an article that a phrase of the lexicon begins with: "the State Disaster Management Authority". */
function smallLead({ start, end, capital }: Lexeme, text: string): number {
  const space = text.slice(start, end).indexOf(' ')
  return !capital && space > 0 && /\p{Lu}/u.test(text[start + space + 1] ?? '') ? space + 1 : 0
}

/** The office in a phrase; `named`: its place in the sentence says already that it counts, so a name of two words, or of one, will do. */
export function nameOf(
  lexemes: readonly Lexeme[],
  span: Span,
  text: string,
  named: 'no' | 'words' | 'word' = 'no',
): NamedCounter | null {
  const [start, end] = officeWithin(lexemes, span)
  const from = withoutLead(lexemes, start, end)
  const to = withoutTail(lexemes, from, end)
  const kept = lexemes.slice(from, to)
  const [first, last] = [kept[0], kept.at(-1)]
  const observed = named !== 'no' && kept.some((lexeme) => hasAny(lexeme, ['observer', 'rank']))
  if (!first || !last || !(observed || kept.some(isNameWord)) || kept.length > longestName) return null
  if (observed) return counterNamed(first, last, [from, to], text)
  const office = kept.some((lexeme) => hasAny(lexeme, ['office', 'acronym']))
  if (
    !office &&
    !kept.some((lexeme) => isLetters(lexeme, text)) &&
    !(named === 'word' || (named === 'words' && kept.length > 1))
  )
    return null
  if (!office && kept.some((lexeme) => hasAny(lexeme, ['idp', 'refugee', 'person', 'disaster', 'conflict'])))
    return null
  return counterNamed(first, last, [from, to], text)
}

/** Behind the preposition ل the article loses its first letter: للمنظمة is of المنظمة. */
const printed = (start: number, end: number, text: string): string =>
  (text.slice(start - 1, start + 1) === 'لل' ? `ال${text.slice(start + 1, end)}` : text.slice(start, end)).replace(
    /\s+/g,
    ' ',
  )

export const counterNamed = (first: Lexeme, last: Lexeme, [from, to]: Span, text: string): NamedCounter => ({
  name: printed(first.start + smallLead(first, text), last.end, text),
  from,
  to,
})
