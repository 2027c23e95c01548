/** Who counted: "according to the UN", "UNHCR said", "the ministry's figures", "(OCHA 25/05/2021)". */
import { isArabicWord } from '../reading/arabic-script.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/sentence.ts'
import { gaps, tokenKinds } from '../reading/token.ts'

export interface CounterMention {
  name: string
  /** Lexemes of the name; a place inside it is not where people are. */
  from: number
  to: number
  /** "(UNHCR 25/05/2021)" covers the sentences before it. */
  citation: boolean
  /** "he said": the one named before. */
  pronoun: boolean
}

const connectors = new Set([
  'of',
  'for',
  'and',
  'on',
  '&',
  '/',
  '-',
  "'s",
  "'",
  'the',
  'de',
  'des',
  'du',
  'del',
  'al',
  'la',
  'le',
  'les',
  'los',
  'las',
  'el',
  'et',
  'y',
  'para',
  'pour',
  "d'",
  "l'",
])
const isName = (lexeme: Lexeme | undefined) =>
  lexeme !== undefined &&
  lexeme.kind === tokenKinds.word &&
  !has(lexeme, 'accordingTo') &&
  (lexeme.capital || has(lexeme, 'office'))
/** Letters of an office ("MKN"), also glued to others ("DTM-IOM"). */
const isLetters = (lexeme: Lexeme, text: string) => {
  const word = text.slice(lexeme.start, lexeme.end)
  return lexeme.capital && word.length >= 2 && word === word.toUpperCase() && word !== word.toLowerCase()
}
const stops = ['be', 'bePast', 'have', 'relative', 'but', 'in', 'hypothetical', 'auxiliary', 'accordingTo'] as const

/** All mentions of counters in a sentence, from left to right. */
export function readCounters(lexemes: readonly Lexeme[], text: string): CounterMention[] {
  const mentions: CounterMention[] = []
  const add = (span: readonly [number, number] | null, citation = false, named = false) => {
    if (!span) return
    const name = nameOf(lexemes, span[0], span[1], text, named)
    if (name) mentions.push({ ...name, citation, pronoun: false })
  }
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i]
    const arabic = isArabicWord(lexemes[i + 1]?.lower ?? '') && hasAny(lexeme, ['accordingTo', 'said'])
    // قالت المفوضية إن: the one who says stands behind the verb.
    if (arabic) add(arabicName(lexemes, i + 1, text))
    else if (has(lexeme, 'accordingTo')) add(phraseAfter(lexemes, i + 1), false, true)
    else if (has(lexeme, 'said')) {
      const subject = subjectBefore(lexemes, i)
      if (subject === 'pronoun') mentions.push({ name: '', from: i, to: i, citation: false, pronoun: true })
      else if (subject) add(subject)
      else if (
        lexemes[i - 1]?.lower === ',' ||
        lexemes[i - 1]?.lower === '”' ||
        lexemes[i - 1]?.lower === '"' ||
        lexemes[i - 1]?.lower === '’'
      )
        add(phraseAfter(lexemes, i + 1))
    } else if (has(lexeme, 'source') && isName(lexemes[i - 1])) {
      const start = nameStart(lexemes, i - 1)
      if (hasAny(lexemes[i - 1], ['acronym', 'office']) || has(lexemes[i + 1], 'said')) add([start, i])
    } else if (lexeme?.lower === '(') add(cited(lexemes, i), true)
  }
  return mentions
}

/** An office with the words that belong to its name: those with the article, and what it is an office of. */
function arabicName(lexemes: readonly Lexeme[], from: number, text: string): readonly [number, number] | null {
  const named = (lexeme: Lexeme | undefined) => hasAny(lexeme, ['office', 'acronym'])
  const article = (lexeme: Lexeme) => /^(ال|لل)/.test(text.slice(lexeme.start, lexeme.start + 2))
  let last = from
  for (; last < lexemes.length && last - from < 10; last++) {
    const lexeme = lexemes[last]
    if (!lexeme || lexeme.number || lexeme.dated || hasAny(lexeme, ['said', 'relative', 'but'])) break
    if (named(lexeme) || hasAny(lexeme, ['source', 'title']) || ['"', '«', '»', '“', '”'].includes(lexeme.lower))
      continue
    if (last > from && article(lexeme)) continue
    if (!(has(lexeme, 'of') && hasAny(lexemes[last - 1], ['title', 'source'])) && !has(lexeme, 'lastPeriod')) break
  }
  return lexemes.slice(from, last).some(named) ? [from, last] : null
}

/** "(UNHCR 25/05/2021)", "(ONEMI)", "(source: OCHA)": an office alone or with a date. */
function cited(lexemes: readonly Lexeme[], open: number): readonly [number, number] | null {
  let first = open + 1
  if (has(lexemes[first], 'source') || has(lexemes[first], 'accordingTo')) first++
  while (lexemes[first]?.lower === ':') first++
  let last = first
  while (
    last < lexemes.length &&
    last - first < 8 &&
    (isName(lexemes[last]) || connectors.has(lexemes[last]?.lower ?? ''))
  ) {
    if (has(lexemes[last], 'month')) break
    last++
  }
  if (last === first) return null
  const next = lexemes[last]
  const office = lexemes.slice(first, last).some((lexeme) => hasAny(lexeme, ['acronym', 'office']))
  if (next?.lower === ')' && !office) return null
  // "UN Office for … (OCHA)" spells out an abbreviation; the name before it says more.
  if (next?.lower === ')' && open > 0 && isName(lexemes[open - 1]) && !has(lexemes[open - 1], 'idp')) return null
  const dated = next?.kind === tokenKinds.digits || next?.lower === ',' || has(next, 'month')
  return next?.lower === ')' || dated ? [first, last] : null
}

function phraseAfter(lexemes: readonly Lexeme[], from: number): readonly [number, number] | null {
  let last = from
  for (; last < lexemes.length && last - from < 16; last++) {
    const lexeme = lexemes[last]
    if (!lexeme || lexeme.number || lexeme.dated || lexeme.gap === gaps.paragraph) break
    if (
      lexeme.kind === tokenKinds.sign &&
      !['-', '/', "'", '&', '’', '(', ')', '“', '”', '"', '.'].includes(lexeme.lower)
    ) {
      // "Petrus Korisano, head of the agency": the title that follows leads to the office.
      if (lexeme.lower === ',' && has(lexemes[last + 1], 'title')) continue
      break
    }
    if (lexeme.lower === '.' && lexeme.gap !== gaps.none) break
    if (lexeme.lower === '.' && lexemes[last + 1]?.gap !== gaps.none) break
    if (
      last > from &&
      (has(lexeme, 'disaster') || has(lexeme, 'conflict')) &&
      !lexeme.capital &&
      !lexemes.slice(last).some((each, k) => k < 3 && has(each, 'office'))
    )
      break
    if (last > from && hasAny(lexeme, [...stops]) && !hasAny(lexeme, ['office', 'source', 'title'])) {
      if (lexeme.lower !== 'in' || !hasAny(lexemes[last - 1], ['office'])) break
      break
    }
    if (last > from && has(lexeme, 'said') && !hasAny(lexeme, ['source'])) break
    if (lexeme.lower === 'that') break
    // "MKN the impacts are": a lost full stop.
    if (
      last > from &&
      lexeme.lower === 'the' &&
      !connectors.has(lexemes[last - 1]?.lower ?? '') &&
      lexemes[last - 1]?.lower !== 'of'
    )
      break
  }
  return last > from ? [from, last] : null
}

function subjectBefore(lexemes: readonly Lexeme[], verb: number): readonly [number, number] | 'pronoun' | null {
  let last = verb
  while (
    last > 0 &&
    (hasAny(lexemes[last - 1], ['adverb', 'have', 'also' as 'adverb']) ||
      hasAny(lexemes[last - 1], ['weekday', 'today', 'yesterday']))
  )
    last--
  // "Red Cross officials in Bor, the capital of Jonglei state, said": what the commas hold is an aside.
  if (lexemes[last - 1]?.lower === ',') {
    let open = last - 2
    while (open > 0 && last - open < 14 && lexemes[open]?.lower !== ',' && !lexemes[open]?.number) open--
    const aside =
      lexemes[open]?.lower === ',' && (hasAny(lexemes[open + 1], ['determiner', 'title']) || lexemes[open + 1]?.capital)
    if (aside && open > 0) last = open
  }
  const before = lexemes[last - 1]
  if (!before) return null
  if (has(before, 'pronoun') && before.lower !== 'it' && before.lower !== 'they') return 'pronoun'
  if (!isName(before) && before.lower !== ')' && !hasAny(before, ['source', 'title', 'office'])) return null
  if (hasAny(before, ['idp', 'refugee', 'person', 'household']) && !hasAny(before, ['office', 'title'])) return null
  let first = last
  let names = 0
  while (first > 0 && last - first < 16) {
    const lexeme = lexemes[first - 1]
    if (!lexeme || lexeme.number || lexeme.gap === gaps.paragraph) break
    if (isName(lexeme) || hasAny(lexeme, ['source', 'title', 'office', 'acronym'])) names++
    else if (
      !(
        connectors.has(lexeme.lower) ||
        has(lexeme, 'determiner') ||
        lexeme.lower === '(' ||
        lexeme.lower === ')' ||
        (lexeme.entry === null && lexeme.kind === tokenKinds.word) ||
        has(lexeme, 'in') ||
        has(lexeme, 'disaster') ||
        has(lexeme, 'adverb') ||
        has(lexeme, 'lastPeriod')
      )
    )
      break
    first--
  }
  return names > 0 ? [first, last] : null
}

/** "The local government evacuated 199 people": with nobody else named, the office that moved them has the number. */
export function officeBefore(lexemes: readonly Lexeme[], verb: number, text: string): string | null {
  const subject = subjectBefore(lexemes, verb)
  if (!subject || subject === 'pronoun') return null
  const name = nameOf(lexemes, subject[0], subject[1], text)
  return name && lexemes.slice(name.from, name.to).some((lexeme) => has(lexeme, 'office')) ? name.name : null
}

function nameStart(lexemes: readonly Lexeme[], last: number): number {
  let first = last
  while (
    first > 0 &&
    (isName(lexemes[first - 1]) || isDash(lexemes[first - 1]?.lower ?? '') || lexemes[first - 1]?.lower === '&')
  )
    first--
  return first
}

/** The office in a phrase: behind "spokesman for", before "figures", without the article; its words as printed. */
function nameOf(
  lexemes: readonly Lexeme[],
  start: number,
  end: number,
  text: string,
  named = false,
): { name: string; from: number; to: number } | null {
  let [from, to] = [start, end]
  for (let i = from; i < to; i++) {
    const next = lexemes[i + 1]
    const leads = hasAny(next, ['of', 'from', 'for']) && next !== undefined && i + 2 < to
    if (
      leads &&
      (has(lexemes[i], 'title') || has(lexemes[i], 'source') || (has(next, 'from') && !hasAny(lexemes[i], ['acronym'])))
    )
      from = i + 2
    // "UNHCR spokesman Andrej Mahecic": the office stands before the title.
    else if (
      has(lexemes[i], 'title') &&
      i > from &&
      isName(lexemes[i - 1]) &&
      lexemes.slice(from, i).some((lexeme) => hasAny(lexeme, ['office', 'acronym']))
    ) {
      to = i
      break
    }
  }
  while (from < to && lexemes[from] && !isName(lexemes[from])) {
    const lexeme = lexemes[from]
    if (!lexeme) break
    const leading =
      hasAny(lexeme, [
        'determiner',
        'lastPeriod',
        'adverb',
        'estimated',
        'preliminary',
        'source',
        'registeredScope',
        'verified',
      ]) ||
      lexeme.kind !== tokenKinds.word ||
      connectors.has(lexeme.lower) ||
      lexeme.number !== null
    const inner = lexemes
      .slice(from, to)
      .some((each) => each.capital && each.kind === tokenKinds.word && !has(each, 'month'))
    if (!leading && (!inner || lexemes.slice(from, to).some((each) => has(each, 'office') && !each.capital))) break
    from++
  }
  while (from < to && hasAny(lexemes[from], ['determiner'])) from++
  while (
    to > from &&
    (hasAny(lexemes[to - 1], ['source', 'weekday', 'month', 'today', 'yesterday', 'adverb', 'determiner']) ||
      connectors.has(lexemes[to - 1]?.lower ?? '') ||
      (lexemes[to - 1]?.kind !== tokenKinds.word && lexemes[to - 1]?.lower !== ')'))
  ) {
    if (hasAny(lexemes[to - 1], ['acronym', 'office']) && !has(lexemes[to - 1], 'source')) break
    to--
  }
  const kept = lexemes.slice(from, to)
  const office = kept.some((lexeme) => hasAny(lexeme, ['office', 'acronym']))
  if (kept.length === 0 || !kept.some((lexeme) => isName(lexeme)) || kept.length > 14) return null
  if (!office && !kept.some((lexeme) => isLetters(lexeme, text)) && !(named && kept.length > 1)) return null
  if (!office && kept.some((lexeme) => hasAny(lexeme, ['idp', 'refugee', 'person', 'disaster', 'conflict'] as const)))
    return null
  const [first, last] = [kept[0], kept.at(-1)]
  return first && last ? { name: text.slice(first.start, last.end).replace(/\s+/g, ' '), from, to } : null
}

/** The counter of a statement at lexeme `at`: the nearest before it or after it in its sentence. */
export function nearestCounter(mentions: readonly CounterMention[], at: number): CounterMention | null {
  let best: CounterMention | null = null
  let least = Number.POSITIVE_INFINITY
  for (const mention of mentions) {
    const distance = mention.citation
      ? mention.from > at
        ? (mention.from - at) * 0.5
        : 99 + at - mention.from
      : Math.abs(mention.from - at)
    if (distance < least) [best, least] = [mention, distance]
  }
  return best
}
