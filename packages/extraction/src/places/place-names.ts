/** Names of places in a sentence that the gazetteer does not know: kept as printed, without an id. */

import type { LocatedMention } from '../context/stated-place.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/marks.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { nameBehindKind } from './arabic-names.ts'

const mostWords = 6
const leastLetters = 4
const mostListed = 12

const isNameWord = (lexeme: Lexeme) =>
  lexeme.kind === tokenKinds.word &&
  lexeme.capital &&
  !hasAny(lexeme, [
    'month',
    'weekday',
    'timeUnit',
    'office',
    'acronym',
    'source',
    'idp',
    'refugee',
    'household',
    'person',
    'and',
    'pronoun',
  ])

/** "in Gagaifua", "residents of Kfar Uriya", "the village of Themi": words that a name of a place stands behind. */
function leads(lexemes: readonly Lexeme[], i: number): boolean {
  const lexeme = lexemes[i]
  if (!lexeme || lexeme.dated) return false
  if (has(lexeme, 'of'))
    return hasAny(lexemes[i - 1], [
      'person',
      'household',
      'idp',
      'placeKind',
      'ownHome',
      'flee',
      'displace',
      'evacuate',
    ])
  return hasAny(lexeme, ['in', 'from', 'to']) && !has(lexeme, 'for')
}

/** One after the last word of the name that begins at `from`, and the number of its letters. */
function nameEnd(lexemes: readonly Lexeme[], from: number): { to: number; letters: number } {
  let [to, letters] = [from, 0]
  for (; to < lexemes.length && to - from < mostWords; to++) {
    const lexeme = lexemes[to]
    if (!lexeme || lexeme.number || lexeme.dated || lexeme.gap === gaps.paragraph) break
    if (to > from && lexeme.gap > gaps.line) break
    if (isNameWord(lexeme)) letters += lexeme.end - lexeme.start
    else if (to > from && hasAny(lexeme, ['thing', 'placeKind'])) continue
    // "Swani bin Adam", "Deir al Balah".
    else if (to > from && has(lexeme, 'particle') && lexemes[to + 1]?.capital && isNameWord(lexemes[to + 1] as Lexeme))
      continue
    else if (!((isDash(lexeme.lower) || lexeme.lower === "'" || lexeme.lower === '’') && lexeme.gap === gaps.none))
      break
  }
  while (to > from && lexemes[to - 1]?.kind === tokenKinds.sign) to--
  return { to, letters }
}

/** "Tangaza LGA", "Berber town": the first word of the name that stands before a word for a kind of place. */
function nameStart(lexemes: readonly Lexeme[], kind: number): number {
  let from = kind
  for (; from > 0 && kind - from < mostWords - 2; from--) {
    const lexeme = lexemes[from - 1]
    const next = lexemes[from]
    if (!lexeme || !next || next.gap === gaps.paragraph || lexeme.number || lexeme.dated || lexeme.entry) break
    if (!isNameWord(lexeme)) break
  }
  return from
}

/** "in CRISIS", "to NASA": letters and shouted words name no place by themselves. */
const isShouted = ({ start, end }: Lexeme, text: string) => {
  const word = text.slice(start, end)
  return word.length <= 6 && word === word.toUpperCase() && word !== word.toLowerCase()
}

/** One after the known name that begins at `from`. */
const nameAt = (known: readonly LocatedMention[], from: number): number =>
  known.find((mention) => mention.from === from)?.to ?? from

/** "in Tripoli, Tajoura and Swani": the names that follow the first, where an "and" closes their list. */
function listAfter(lexemes: readonly Lexeme[], start: number): (readonly [number, number])[] {
  const names: (readonly [number, number])[] = []
  for (let at = start; names.length < mostListed; ) {
    let from = at
    let closes = false
    for (; lexemes[from]?.lower === ',' || has(lexemes[from], 'and'); from++) closes ||= has(lexemes[from], 'and')
    if (from === at || from - at > 2) return []
    const { to, letters } = nameEnd(lexemes, from)
    if (to === from || letters < leastLetters) return []
    names.push([from, to])
    if (closes) return names
    at = to
  }
  return []
}

export function unknownNames(
  lexemes: readonly Lexeme[],
  known: readonly LocatedMention[],
  isFitting: (mention: LocatedMention) => boolean,
  text: string,
): LocatedMention[] {
  const names: LocatedMention[] = []
  // "on the Albany River": people are not in it; "in the Congo River basin" they are.
  const isFeature = (to: number) =>
    has(lexemes[to - 1], 'feature') || (has(lexemes[to], 'feature') && !has(lexemes[to + 1], 'placeKind'))
  const add = (from: number, to: number, letters: number) => {
    const [first, last] = [lexemes[from], lexemes[to - 1]]
    if (!first || !last || letters < leastLetters || (names.at(-1)?.to ?? 0) > from) return
    // "Dam Ha District" holds the name of another place: the longer one is meant where that other fits no country here.
    const inside = known.filter((mention) => mention.from < to && from < mention.to)
    if (inside.some((mention) => isFitting(mention) || mention.from < from || mention.to > to)) return
    if (inside.length > 0 && !inside.some((mention) => mention.to - mention.from < to - from)) return
    // "on NASA's satellite", "of the National Society": an owner, an office.
    const after = lexemes[to]
    const institution =
      hasAny(after, ['office', 'acronym', 'source']) && after?.capital && !has(lexemes[from - 1], 'of')
    if (after?.lower === "'s" || institution || isFeature(to)) return
    const words = lexemes.slice(from, to)
    // "in a Catholic church", "from Collector Ashish Patil": no name of its own, a person.
    const indefinite = has(lexemes[from - 1], 'determiner') && !has(lexemes[from - 1], 'definite')
    if ((indefinite && !last.capital && has(last, 'thing')) || hasAny(first, ['title', 'rank'])) return
    // "the Single Registry", "the Special Envoy": a list, a person.
    if (hasAny(last, ['title', 'rank', 'source'])) return
    if (words.length === 1 && from > 0 && (first.entry !== null || isShouted(first, text))) return
    // "in Buddhist-dominated Myanmar": half of an adjective.
    if (has(lexemes[to], 'title') || (isDash(lexemes[to]?.lower ?? '') && lexemes[to]?.gap === gaps.none)) return
    names.push({
      start: first.start,
      end: last.end,
      text: text.slice(first.start, last.end).replace(/\s+/g, ' '),
      kind: 'name',
      candidateIds: [],
      from,
      to,
    })
  }
  for (let i = 0; i < lexemes.length; i++) {
    if (leads(lexemes, i)) {
      let from = i + 1
      while (hasAny(lexemes[from], ['determiner', 'of']) || (has(lexemes[from], 'thing') && !lexemes[from]?.capital))
        from++
      const { to, letters } = nameEnd(lexemes, from)
      add(from, to, letters)
      for (const [first, last] of listAfter(lexemes, to > from ? to : nameAt(known, from)))
        add(first, last, leastLetters)
    } else if (lexemes[i]?.number) {
      // "100 Nordegg residents".
      const { to, letters } = nameEnd(lexemes, i + 1)
      if (has(lexemes[to], 'inhabitant')) add(i + 1, to, letters)
    } else if (has(lexemes[i], 'placeKind')) {
      const behind = nameBehindKind(lexemes, i, text)
      const from = nameStart(lexemes, i)
      // Three letters are a name in Arabic: حيس.
      if (behind > i + 1) add(i + 1, behind, (lexemes[behind - 1]?.end ?? 0) - (lexemes[i + 1]?.start ?? 0) + 1)
      else if (from < i) add(from, i + 1, (lexemes[i - 1]?.end ?? 0) - (lexemes[from]?.start ?? 0))
      else if (lexemes[i]?.capital && lexemes[i + 1]?.entry === null) {
        // "Barangay San Isidro", "Camp Roj".
        const { to, letters } = nameEnd(lexemes, i + 1)
        if (to > i + 1) add(i, to, letters)
      }
    } else if (i === 0 && lexemes[0]?.capital && has(lexemes[0], 'direction') && lexemes[1]?.lower === ':') {
      // "East: thousands of families flee".
      add(0, 1, leastLetters)
    }
  }
  return names
}
