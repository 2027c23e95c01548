/** When a known name in a text is not a place there: written small, a person's, a publisher's, part of a longer name. */
import {
  directionWords,
  featureWords,
  givenNames,
  groupWords,
  kindsOfWord,
  linkingPrepositions,
  namingWords,
  newWords,
  organisationWords,
  personTitles,
  placesThatAreGivenNames,
  smallWords,
  speechWords,
  stateAdjectives,
  wordKey,
} from './kind-words.ts'
import { nameFlag } from './name-index.ts'
import { gap, letterCase, script, type Words } from './words.ts'

const keyAt = (words: Words, index: number): number => wordKey(words.hashA[index] ?? 0, words.hashB[index] ?? 0)
const caseAt = (words: Words, index: number): number => words.letterCase[index] ?? letterCase.none
const isCapital = (words: Words, index: number): boolean => caseAt(words, index) >= letterCase.initial

/** Latin and Cyrillic names begin with capitals; words between them ("de", "northern") need not. */
export function capitalsAllow(words: Words, from: number, next: number, flags: number): boolean {
  if (flags & nameFlag.capitals) return allCapitals(words, from, next)
  if (flags & nameFlag.lower) return true
  if (caseAt(words, from) === letterCase.lower && next - from > 1 && linkingPrepositions.has(keyAt(words, from)))
    return false
  let capital = false
  for (let index = from; index < next; index++) {
    const kind = caseAt(words, index)
    if (kind === letterCase.none)
      return words.script[index] === script.arabic || words.script[index] === script.han || capital || next - from > 1
    if (kind >= letterCase.initial) capital = true
    else if (next - from === 1 || !mayBeSmall(words, index)) return false
  }
  return capital
}

/** An abbreviation among shouted words ("HELP US NOW") is a word; each letter of "U.S." counts as a capital word. */
function allCapitals(words: Words, from: number, next: number): boolean {
  for (let index = from; index < next; index++) {
    const single = (words.end[index] ?? 0) - (words.start[index] ?? 0) === 1
    if (caseAt(words, index) !== letterCase.upper && !(single && isCapital(words, index))) return false
  }
  const shouted = (index: number): boolean =>
    index >= 0 &&
    index < words.count &&
    caseAt(words, index) === letterCase.upper &&
    (words.end[index] ?? 0) - (words.start[index] ?? 0) > 3
  const beside =
    (words.gapBefore[from] === gap.space && shouted(from - 1)) || (words.gapBefore[next] === gap.space && shouted(next))
  return !beside || next - from > 1
}

const articleLengths = new Set([1, 2, 3])
const mayBeSmall = (words: Words, index: number): boolean =>
  smallWords.has(keyAt(words, index)) ||
  stateAdjectives.has(keyAt(words, index)) ||
  directionWords.has(keyAt(words, index)) ||
  kindsOfWord(keyAt(words, index)) !== null ||
  articleLengths.has((words.end[index] ?? 0) - (words.start[index] ?? 0)) ||
  words.gapBefore[index] === gap.none ||
  words.gapBefore[index] === gap.hyphen ||
  words.gapBefore[index + 1] === gap.hyphen

/** A name this prominent stands its ground among other capitalised words. */
const strongPrior = 0.75
const countryPrior = 0.94
const headingPrior = 0.6
const leastDateline = 0.6

/** A river, a storm, a club, somebody who speaks; the first or last part of a name with hyphens ("Nahr-e-Saraj"). */
function namesSomethingElse(words: Words, from: number, next: number, strength: number): boolean {
  const hasAfter = next < words.count && (words.gapBefore[next] === gap.space || words.gapBefore[next] === gap.line)
  if (hasAfter && (featureWords.has(keyAt(words, next)) || groupWords.has(keyAt(words, next)))) return true
  if (hasAfter && strength < strongPrior && speechWords.has(keyAt(words, next))) return true
  const gapBefore = words.gapBefore[from]
  if (from > 0 && (gapBefore === gap.space || gapBefore === gap.other) && namingWords.has(keyAt(words, from - 1)))
    return isCapital(words, from - 1) || featureWords.has(keyAt(words, from - 1))
  return isHyphenLink(words, next) || (words.gapBefore[from] === gap.hyphen && isHyphenLink(words, from - 1))
}

/** "KABUL, June 10 (Agency) –", "GOMA – ": shouted at the beginning of a paragraph and set off. */
const startsDateline = (words: Words, from: number, next: number): boolean =>
  (words.gapBefore[from] === gap.start || words.gapBefore[from] === gap.sentence) &&
  (words.gapBefore[next] === gap.comma || words.gapBefore[next] === gap.other)

/** A small word between hyphens: "-e-", "-sur-". */
const isHyphenLink = (words: Words, index: number): boolean =>
  index > 0 &&
  index + 1 < words.count &&
  words.gapBefore[index] === gap.hyphen &&
  words.gapBefore[index + 1] === gap.hyphen &&
  caseAt(words, index) === letterCase.lower &&
  (words.end[index] ?? 0) - (words.start[index] ?? 0) <= 3

/** "SAM", "NEMA", "MODIS" among ordinary words are abbreviations, whatever towns they also spell. */
function isShortAndShouted(words: Words, from: number, next: number): boolean {
  if (next - from !== 1 || caseAt(words, from) !== letterCase.upper) return false
  if ((words.end[from] ?? 0) - (words.start[from] ?? 0) > 5) return false
  const loud = (index: number): boolean =>
    index >= 0 &&
    index < words.count &&
    caseAt(words, index) === letterCase.upper &&
    (words.end[index] ?? 0) - (words.start[index] ?? 0) > 3
  return !loud(from - 1) && !loud(next)
}

/**
 * A person, a publisher, an office named by a place, or a small town's name inside a longer run of capitals.
 * `strength` is the prior of the most prominent candidate; `hasKind` that a word for a kind of place stands beside.
 */
export function isOtherThanPlace(
  words: Words,
  from: number,
  next: number,
  strength: number,
  hasKind: boolean,
): boolean {
  if (caseAt(words, from) === letterCase.none) return isTitled(words, from)
  if (isTitled(words, from)) return true
  // "New Jersey" is not Jersey.
  if (from > 0 && adjoins(words, from) && isCapital(words, from - 1) && newWords.has(keyAt(words, from - 1)))
    return true
  if (strength < countryPrior && namesSomethingElse(words, from, next, strength)) return true
  if (hasKind) return false
  if (
    isShortAndShouted(words, from, next) &&
    strength < (startsDateline(words, from, next) ? leastDateline : countryPrior)
  )
    return true
  const after = adjoins(words, next) && isCapital(words, next) ? keyAt(words, next) : null
  if (after !== null && organisationWords.has(after)) return true
  const before = from > 0 && adjoins(words, from) && isCapital(words, from - 1) ? keyAt(words, from - 1) : null
  if (before !== null && givenNames.has(before) && next - from === 1 && strength < 0.99) return true
  if (
    after !== null &&
    next - from === 1 &&
    placesThatAreGivenNames.has(keyAt(words, from)) &&
    isUnknownName(words, next, after)
  )
    return true
  if (before !== null && givenNames.has(before) && placesThatAreGivenNames.has(keyAt(words, from))) return true
  // In a heading all words are capitals and say nothing of each other.
  if (caseAt(words, from) === letterCase.upper) return strength < headingPrior && (before !== null || after !== null)
  return strength < strongPrior && inRunOfCapitals(words, before, after, from)
}

const isUnknownName = (words: Words, index: number, key: number): boolean =>
  caseAt(words, index) === letterCase.initial &&
  !directionWords.has(key) &&
  !smallWords.has(key) &&
  kindsOfWord(key) === null

/** Words parted by one space or hyphen, or by the stop of a shortened title ("Mr. Idleb"). */
const adjoins = (words: Words, index: number): boolean => {
  const kind = words.gapBefore[index] ?? gap.other
  return index < words.count && (kind === gap.space || kind === gap.hyphen)
}

function isTitled(words: Words, from: number): boolean {
  if (from === 0) return false
  const kind = words.gapBefore[from]
  return (
    (kind === gap.space || kind === gap.period) &&
    personTitles.has(keyAt(words, from - 1)) &&
    (caseAt(words, from - 1) === letterCase.none || isCapital(words, from - 1))
  )
}

/** Capitalised neighbours that are neither directions nor the first word of a sentence make a longer name of it. */
function inRunOfCapitals(words: Words, before: number | null, after: number | null, from: number): boolean {
  const open = (key: number | null): boolean =>
    key === null || smallWords.has(key) || directionWords.has(key) || kindsOfWord(key) !== null
  const beforeOpen = open(before) || startsSentence(words, from - 1)
  return !beforeOpen || !open(after)
}

const startsSentence = (words: Words, index: number): boolean => {
  const kind = words.gapBefore[index] ?? gap.start
  return kind === gap.start || kind === gap.sentence || kind === gap.period || kind === gap.line
}
