/** The counter of one statement: its sentence, a citation that covers it, the one who was named before. */

import { type CounterMention, officeBefore } from '../counters/counter.ts'
import { isNameWord, linksName, nameOf } from '../counters/counter-name.ts'
import type { Statement } from '../figures/statement.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { ContextReader } from './context-reader.ts'

/** Sentences of a paragraph that a citation at its end covers, and those that "he said" may look back over. */
const citationReach = 3
const speakerReach = 6
const citationFar = 99
const longestLead = 12

export function counterOf(
  statement: Statement,
  { index, lexemes }: SentenceReading,
  context: ContextReader,
): string | null {
  const own = context.counters(index)
  const all = own.filter(
    (mention) =>
      mention.name !== '' &&
      !ofAnotherNumber(mention, statement, lexemes) &&
      !(mention.headline && isPlaceAlone(mention, index, context)) &&
      !shortensPlace(mention, index, context),
  )
  const offices = all.filter((mention) => !mention.person)
  const named = offices.length > 0 ? offices : all
  const quoted = named.filter((mention) => mention.quoted)
  const nearest = nearestCounter(quoted.length > 0 ? quoted : named, statement.phrase.index)
  if (nearest?.person) return officeOf(nearest, index, context) ?? nearest.name
  if (nearest) return fullName(nearest.name, index, context)
  const paragraph = context.sentence(index)?.paragraph
  for (let i = index + 1; i <= index + citationReach && context.sentence(i)?.paragraph === paragraph; i++) {
    const citation = context.citation(i)
    if (citation) return citation.name
  }
  const line = sourceLine(index, context)
  if (line) return line
  const speaking = own.some((mention) => mention.pronoun) || opensQuote(lexemes)
  return speaking
    ? speakerBefore(index, context)
    : (preambleBefore(index, context) ?? acting(statement, lexemes, context) ?? counterGoingOn(index, lexemes, context))
}

/** "…, according to IOM. In total 27,000 have fled": who told the parts told the sum, and who told of some told of others. */
function counterGoingOn(index: number, lexemes: readonly Lexeme[], context: ContextReader): string | null {
  if (!lexemes.slice(0, longestOpening).some((lexeme) => hasAny(lexeme, ['overall', 'others', 'bringing']))) return null
  if (context.sentence(index - 1)?.paragraph !== context.sentence(index)?.paragraph) return null
  const before = context.counters(index - 1)
  const [told] = before.filter(({ name, person }) => name !== '' && !person)
  return before.length === 1 && told ? told.name : null
}
const longestOpening = 2

/** "the Democratic Republic of Congo (DRC)": letters of the country before them, not of the Danish Refugee Council. */
function shortensPlace({ citation, from }: CounterMention, index: number, context: ContextReader): boolean {
  if (!citation) return false
  const names = context.mentions(index).filter(({ kind }) => kind === 'name')
  const short = names.find((name) => name.from === from)
  const whole = short && names.find((name) => name.to === from - 1)
  const country = whole ? context.resolve(whole, []) : null
  return country !== null && (short?.candidateIds.includes(country.id) ?? false)
}

/** "GAZA: …", "BORDEAUX - …": where it was written has counted nothing. */
function isPlaceAlone({ from, to }: CounterMention, index: number, context: ContextReader): boolean {
  if (
    context
      .words(index)
      .slice(from, to)
      .some((word) => hasAny(word, ['office', 'acronym']))
  )
    return false
  return context
    .mentions(index)
    .some((name) => name.kind === 'name' && name.from <= from && name.to >= to && name.candidateIds.length > 0)
}

/** "Source: CONASUR" on a line of its own below a box. */
function sourceLine(index: number, context: ContextReader): string | null {
  for (let i = index + 1; i <= index + 2; i++) {
    const mention = context.sentence(i)?.ownLine ? context.counters(i)[0] : undefined
    if (mention?.citation && mention.preamble) return mention.name
  }
  return null
}

/** The nearest before the number or after it in its sentence; a citation covers what stands before it. */
function nearestCounter(mentions: readonly CounterMention[], at: number): CounterMention | null {
  let best: CounterMention | null = null
  let least = Number.POSITIVE_INFINITY
  for (const mention of mentions) {
    const after = mention.from > at
    const distance = !mention.citation
      ? Math.abs(mention.from - at)
      : after
        ? (mention.from - at) * 0.5
        : citationFar + at - mention.from
    if (distance < least) [best, least] = [mention, distance]
  }
  return best
}

/** "47,380 households have been displaced, with 6,925 verified by partners": the second number is theirs. */
function ofAnotherNumber(mention: CounterMention, { phrase, to }: Statement, lexemes: readonly Lexeme[]): boolean {
  if (!mention.bound || mention.from < to) return false
  for (let i = phrase.to; i < mention.from; i++)
    if (lexemes[i]?.number && !(lexemes[i - 1]?.lower === '(' && i - phrase.to <= 2)) return true
  return false
}

const opensQuote = (lexemes: readonly Lexeme[]): boolean => ['"', '“', '«', '‘'].includes(lexemes[0]?.lower ?? '')

/** "The ministry said" after "The Ministry of Civil Affairs said": its full name. */
function fullName(name: string, index: number, context: ContextReader): string {
  if (/\s|\p{Lu}.*\p{Lu}/u.test(name)) return name
  const word = name.toLowerCase()
  for (let i = index; i >= 0 && index - i <= speakerReach; i--)
    for (const { name: earlier } of context.counters(i))
      if (earlier.length > name.length && earlier.toLowerCase().split(/\s+/).includes(word)) return earlier
  return name
}

/** "A spokesman for the agency said …", "Ana Ruiz, its director, said …", and then "Ruiz said": the office speaks through its people. */
function officeOf({ from, to }: CounterMention, index: number, context: ContextReader): string | null {
  const surname = context.words(index)[to - 1]?.lower
  for (let i = index; i >= 0 && index - i <= speakerReach; i--) {
    const words = context.words(i)
    const isNamed = words.some(({ lower }, at) => lower === surname && (i < index || at < from))
    for (const mention of context.counters(i)) {
      if (mention.name === '' || mention.person || (i === index && mention.from >= from)) continue
      const before = words.slice(Math.max(0, mention.from - spokesmanReach), mention.from)
      const near = [...before, ...words.slice(mention.to, mention.to + spokesmanReach)]
      // "said Ana Ruiz from the local relief office".
      const theirs = before.some((word, at) => word.lower === surname && hasAny(before[at + 1], ['from', 'of', 'with']))
      if (!theirs && !near.some((word) => has(word, 'title'))) continue
      const unnamed = !near.some(
        (word) => word.capital && word.entry === null && word.start >= (words[mention.to]?.start ?? 0),
      )
      if (isNamed || unnamed) return fullName(mention.name, i, context)
    }
  }
  return null
}
const spokesmanReach = 6

function speakerBefore(index: number, context: ContextReader): string | null {
  for (let i = index - 1; i >= 0 && index - i <= speakerReach; i--) {
    const earlier = context.counters(i).findLast((mention) => !mention.pronoun)
    if (earlier?.person) return officeOf(earlier, i, context) ?? earlier.name
    if (earlier) return earlier.name || null
    const subject = leadingOffice(context.reading(i)?.lexemes ?? [], context.document.text)
    if (subject) return subject
  }
  return null
}

/** "OCHA gave new numbers on Monday": the office that a sentence begins with. */
function leadingOffice(lexemes: readonly Lexeme[], text: string): string | null {
  let end = 0
  while (
    end < longestLead &&
    (isNameWord(lexemes[end]) || (end > 0 && linksName(lexemes[end])) || hasAny(lexemes[end], ['definite']))
  )
    end++
  const name = end > 0 ? nameOf(lexemes, [0, end], text) : null
  return name && lexemes.slice(name.from, name.to).some((lexeme) => hasAny(lexeme, ['office', 'acronym']))
    ? name.name
    : null
}

function preambleBefore(index: number, context: ContextReader): string | null {
  if (context.sentence(index - 1)?.paragraph !== context.sentence(index)?.paragraph) return null
  const leads = (mention: CounterMention) =>
    mention.preamble && !(mention.headline && isPlaceAlone(mention, index - 1, context))
  return context.counters(index - 1).find(leads)?.name ?? null
}

/** "The local government evacuated 199 people": with nobody else named, the office that moved them has the number. */
const acting = ({ pattern, family, governor }: Statement, lexemes: readonly Lexeme[], context: ContextReader) =>
  pattern === 'object' && (family === 'evacuate' || family === 'relocate') && governor
    ? officeBefore(lexemes, governor.at, context.document.text)
    : null
