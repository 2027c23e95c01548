/** Who counted: "according to the UN", "UNHCR said", "the ministry's figures", "verified by DTM", "(OCHA 25/05/2021)". */
import { isArabicWord } from '../reading/arabic-script.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import { arabicName, arabicPerson, quotedMedium } from './arabic-counter.ts'
import { counterNamed, isNameWord, type NamedCounter, nameOf, nameStart, type Span } from './counter-name.ts'
import { cited, countedBy, headlined, isPublisher, phraseAfter, signed } from './counter-phrase.ts'
import {
  observerBefore,
  officeAside,
  personBefore,
  personBehind,
  subjectBefore,
  titleBehind,
} from './counter-teller.ts'

export interface CounterMention {
  /** Empty for "he" and for persons without an office. */
  name: string
  /** Lexemes of the name; a place inside it is not where people are. */
  from: number
  to: number
  /** "(UNHCR 25/05/2021)", "Source: DTM" covers the sentences before it. */
  citation: boolean
  /** "he said", "the statement added": the one named before. */
  pronoun: boolean
  /** "According to DTM, …" at the beginning of a sentence holds for the next one. */
  preamble: boolean
  /** "6,925 verified by partners": of the number beside it alone. */
  bound: boolean
  /** A person whose office the sentence does not name: only where nobody else is named. */
  person: boolean
  /** "Quoting the Red Crescent, the paper said": who is quoted by another has the number. */
  quoted: boolean
  /** "UN: 90,000 displaced", "GOMA: …": a name before a colon alone; a place there is where it was written. */
  headline: boolean
}

type Reach = Partial<Pick<CounterMention, 'citation' | 'preamble' | 'bound' | 'quoted' | 'person' | 'headline'>>

/** Lexemes before "according to" at the beginning of a sentence: "And", a bullet. */
const openingWords = 2

/** "(Tempo, 18 August 2014)": with its day in brackets any name is a source. */
function isDated(lexemes: readonly Lexeme[], open: number): boolean {
  for (let i = open + 2; i < lexemes.length && i - open <= 10 && lexemes[i]?.lower !== ')'; i++)
    if (lexemes[i]?.dated && lexemes[i]?.kind === tokenKinds.digits) return !lexemes[open + 1]?.dated
  return false
}

/** "the Return Monitoring Network": part of a name; "the UN was told": who hears it counts nothing. */
const isNoVerb = (lexemes: readonly Lexeme[], i: number): boolean =>
  (lexemes[i]?.capital === true && i > 0 && has(lexemes[i + 1], 'office') && lexemes[i + 1]?.capital === true) ||
  hasAny(lexemes[i - 1], ['be', 'bePast'])

/** "…, Serviço Nacional reported.", "… reported on Monday.": a verb that has nothing more to tell. */
function endsSentence(lexemes: readonly Lexeme[], from: number): boolean {
  let i = from
  while (i - from < 4 && (lexemes[i]?.dated || hasAny(lexemes[i], ['weekday', 'today', 'yesterday', 'during']))) i++
  return !lexemes[i] || lexemes[i]?.lower === '.'
}

/** How much of a name must be known before a verb of telling: a minister, "Gironde prefecture", "the county" speak as they are. */
function knownBy(lexemes: readonly Lexeme[], span: Span): 'no' | 'words' | 'word' {
  if (isRanked(lexemes, span)) return 'word'
  const last = lexemes[span[1] - 1]
  return last && !last.capital && has(last, 'administration') ? 'words' : 'no'
}

/** "The interior minister told reporters": the one who holds an office of state. */
const isRanked = (lexemes: readonly Lexeme[], [first, last]: Span): boolean =>
  lexemes.slice(first, last).some((lexeme) => hasAny(lexeme, ['rank', 'observer']))

const isObserver = (lexemes: readonly Lexeme[], i: number): boolean =>
  has(lexemes[i], 'observer') || (hasAny(lexemes[i], ['determiner', 'several']) && has(lexemes[i + 1], 'observer'))

/** "OCHA published new figures": what it published, some words behind the verb. */
function publishesFigures(lexemes: readonly Lexeme[], verb: number): boolean {
  for (let i = verb + 1; i <= verb + 5; i++) {
    if (lexemes[i]?.number || lexemes[i]?.kind === tokenKinds.sign) return false
    if (has(lexemes[i], 'source')) {
      const next = lexemes[has(lexemes[i + 1], 'during') ? i + 2 : i + 1]
      return !next || next.kind === tokenKinds.sign || next.dated || hasAny(next, ['weekday', 'today', 'yesterday'])
    }
  }
  return false
}

/** "a indiqué jeudi le Bureau", أعلنت أمس الوزارة: the day stands before the name. */
function behindAdverbs(lexemes: readonly Lexeme[], from: number): number {
  const isDay = (at: number) => lexemes[at]?.dated || hasAny(lexemes[at], ['weekday', 'today', 'yesterday'])
  let i = from
  while (i - from < 5) {
    // "el lunes", "este martes", "ce jeudi".
    const led = hasAny(lexemes[i], ['determiner', 'thisPeriod', 'during', 'definite']) && isDay(i + 1)
    if (!led && !isDay(i) && !has(lexemes[i], 'adverb')) break
    i++
  }
  return i
}

const isArabicBehind = (lexemes: readonly Lexeme[], at: number): boolean =>
  isArabicWord((lexemes[at + 1]?.kind === tokenKinds.sign ? lexemes[at + 2] : lexemes[at + 1])?.lower ?? '')

/** "That is according to OCHA", "The figures come from IOM": said of the sentence before. */
const coversBefore = (lexemes: readonly Lexeme[], at: number): boolean =>
  at > 0 && at <= 3
    ? (hasAny(lexemes[0], ['determiner', 'relative', 'thatFigure']) && hasAny(lexemes[at - 1], ['be', 'bePast'])) ||
      (at === 1 && has(lexemes[0], 'determiner') && /^\p{L}+ (?:\p{L}+ )+\p{L}+$/u.test(lexemes[at]?.lower ?? ''))
    : false

/** "The COE has 12,485 people displaced on its list", "the office has some 300 families in tents": whoever has a number of people knows it. */
function countsBehind(lexemes: readonly Lexeme[], at: number): boolean {
  let i = at + 1
  while (i <= at + 3 && !lexemes[i]?.number && hasAny(lexemes[i], ['adverb', 'determiner', 'estimated', 'filler'])) i++
  return Boolean(lexemes[i]?.number) && hasAny(lexemes[i + 1], ['person', 'household', 'idp', 'evacuee', 'refugee'])
}

/** All mentions of counters in a sentence, from left to right. */
export function readCounters(lexemes: readonly Lexeme[], text: string): CounterMention[] {
  const mentions: CounterMention[] = []
  const put = (
    named: NamedCounter,
    pronoun: boolean,
    { citation = false, preamble = false, bound = false, quoted = false, person = false, headline = false }: Reach,
  ) => mentions.push({ ...named, citation, pronoun, preamble, bound, quoted, person, headline })
  const add = (span: Span | null, reach: Reach = {}, named: 'no' | 'words' | 'word' = 'no') => {
    const name = span ? nameOf(lexemes, span, text, named) : null
    if (name) put(name, false, reach)
    return name !== null
  }
  const addBehind = (verb: number) => {
    const span = phraseAfter(lexemes, behindAdverbs(lexemes, verb + 1))
    const known = isObserver(lexemes, verb + 1) || (span !== null && isRanked(lexemes, span))
    return add(span, {}, known ? 'word' : 'no')
  }
  const addPerson = (span: Span | null, verb: number) => {
    const [first, last] = span ? [lexemes[span[0]], lexemes[span[1] - 1]] : []
    // "Gedo recorded 300 displaced": only who speaks; "the Daily Star reported".
    const medium = span !== null && span[1] - span[0] > 1 && has(lexemes[span[0] - 1], 'definite')
    // "Sinapred reported that": who reports that something is so speaks, though nobody knows the name.
    const speaks =
      has(lexemes[verb], 'tells') || has(lexemes[verb + 1], 'thatClause') || endsSentence(lexemes, verb + 1)
    if (span && first && last && (speaks || medium)) put(counterNamed(first, last, span, text), false, { person: true })
    else put({ name: '', from: verb, to: verb }, false, {})
  }
  const addArabic = (first: number) => {
    const medium = quotedMedium(lexemes, first)
    const [opening, closing] = medium ? [lexemes[medium[0]], lexemes[medium[1] - 1]] : []
    if (medium && opening && closing) return put(counterNamed(opening, closing, medium, text), false, {})
    const span = arabicName(lexemes, first, text)
    if (span) return add(span, {}, isRanked(lexemes, span) ? 'word' : 'no')
    const person = arabicPerson(lexemes, first)
    const [given, family] = person ? [lexemes[person[0]], lexemes[person[1] - 1]] : []
    if (person && given && family) put(counterNamed(given, family, person, text), false, { person: true })
    return false
  }
  const headline = headlined(lexemes)
  // Before its colon an office, or a name with its day, covers what the next sentence goes on with.
  const colon = headline?.[0] === 0 ? lexemes[headline[1]]?.lower : undefined
  const office = headline && lexemes.slice(...headline).some((lexeme) => hasAny(lexeme, ['office', 'acronym']))
  add(headline, { headline: true, preamble: colon === ',' || (colon === ':' && office === true) })
  add(signed(lexemes), { citation: true })
  // المفوضية السامية …: تهجير …
  const head = isArabicWord(lexemes[0]?.lower ?? '') ? arabicName(lexemes, 0, text) : null
  if (head && lexemes[head[1]]?.lower === ':') add(head)
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i]
    if (!lexeme) break
    // قالت المفوضية إن: the one who says stands behind the verb.
    if (isArabicBehind(lexemes, i) && hasAny(lexeme, ['accordingTo', 'said'])) addArabic(behindAdverbs(lexemes, i + 1))
    else if (has(lexeme, 'accordingTo')) {
      const reach = {
        citation: lexeme.lower.endsWith(':') || coversBefore(lexemes, i),
        preamble: i <= openingWords,
        quoted: has(lexeme, 'citing'),
      }
      add(phraseAfter(lexemes, i + 1), reach, 'words')
    } else if (has(lexeme, 'said')) {
      if (isNoVerb(lexemes, i)) continue
      const reach = { citation: has(lexeme, 'saidThis') }
      if (add(officeAside(lexemes, i), reach) || add(observerBefore(lexemes, i), reach, 'word')) continue
      const subject = subjectBefore(lexemes, i)
      if (subject === 'pronoun') put({ name: '', from: i, to: i }, true, {})
      // "Khan told reporters": a person without an office ends the search of "he said".
      else if (subject && !add(subject, reach, knownBy(lexemes, subject))) addPerson(personBefore(lexemes, i), i)
      else if (subject) continue
      else if ([',', '”', '"', '’'].includes(lexemes[i - 1]?.lower ?? ''))
        add(titleBehind(lexemes, i)) || addBehind(i) || addPerson(personBehind(lexemes, i), i)
    } else if (has(lexeme, 'publishes') && publishesFigures(lexemes, i)) {
      const subject = subjectBefore(lexemes, i)
      if (subject !== 'pronoun') add(subject, { preamble: true })
    } else if (has(lexeme, 'source')) {
      // "UNHCR's weekly update".
      let kind = i
      while (
        i - kind < 2 &&
        lexemes[kind - 1]?.kind === tokenKinds.word &&
        !lexemes[kind - 1]?.capital &&
        lexemes[kind - 1]?.lower !== "'s"
      )
        kind--
      if (lexemes[kind - 1]?.lower !== "'s") kind = i
      const end = lexemes[kind - 1]?.lower === "'s" ? kind - 1 : i
      const office = hasAny(lexemes[end - 1], ['acronym', 'office']) || (end === i && has(lexemes[i + 1], 'said'))
      if (isNameWord(lexemes[end - 1]) && office) add([nameStart(lexemes, end - 1), end])
    } else if (lexeme.lower === '(' || lexeme.lower === '[') {
      if (!isPublisher(lexemes, i)) add(cited(lexemes, i), { citation: true }, isDated(lexemes, i) ? 'word' : 'no')
    } else if (has(lexeme, 'have') && countsBehind(lexemes, i)) {
      const subject = subjectBefore(lexemes, i)
      if (subject !== 'pronoun') add(subject)
    } else if (hasAny(lexeme, ['by', 'countedWith'])) add(countedBy(lexemes, i), { bound: true })
  }
  return mentions
}

/** The office that is the subject of a verb; null where the subject is no office. */
export function officeBefore(lexemes: readonly Lexeme[], verb: number, text: string): string | null {
  const subject = subjectBefore(lexemes, verb)
  if (!subject || subject === 'pronoun') return null
  const name = nameOf(lexemes, subject, text)
  return name && lexemes.slice(name.from, name.to).some((lexeme) => has(lexeme, 'office')) ? name.name : null
}
