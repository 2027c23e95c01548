/** Which numbers of a sentence state displaced people: each is shown to the readers in turn until one of them decides. */
import type { LanguagePack } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import { candidateOf, type Reader } from './candidate.ts'
import { type CountedPhrase, readCountedPhrase } from './counted-phrase.ts'
import { readAnaphor } from './readers/anaphor.ts'
import { readCount } from './readers/count.ts'
import { readDwelling } from './readers/dwelling.ts'
import { readForced } from './readers/forced.ts'
import { readHosted } from './readers/hosted.ts'
import { readInSites } from './readers/in-sites.ts'
import { readLabelAfter, readLabelBefore } from './readers/label.ts'
import { readListItem } from './readers/list.ts'
import {
  rejectAskedFor,
  rejectDenied,
  rejectFraction,
  rejectHarmed,
  rejectLonePart,
  rejectSize,
} from './readers/no-figure.ts'
import { readNoun } from './readers/noun.ts'
import { readObject } from './readers/object.ts'
import { readOccasion } from './readers/occasion.ts'
import { readOthers } from './readers/others.ts'
import { readPair } from './readers/pair.ts'
import { readPart, rejectPartOfNone } from './readers/part.ts'
import { readPresent } from './readers/present.ts'
import { readPreventedReturn } from './readers/prevented-return.ts'
import { readRegistered } from './readers/registered.ts'
import { readShare } from './readers/share.ts'
import { readSubject } from './readers/subject.ts'
import { noScene, type Scene } from './scene.ts'
import type { Reading, Statement } from './statement.ts'

/** From the closest tie to the loosest: the number beside it, the word that governs it, its verb, a label, its noun alone. */
const readers: readonly Reader[] = [
  rejectSize, // 300 families (six persons each)
  readPair, // 5,426 families (23,993 persons)
  rejectFraction, // half of the town's 80,000 inhabitants
  rejectDenied, // it is not true that 5,000 people have fled
  rejectHarmed, // injured 300 people and drove …
  readPart, // …, including 300,000 children
  readShare, // …, with Nairobi the most affected at 167,909
  rejectPartOfNone, // 900 received aid, including 40 IDPs
  readDwelling, // the evacuation of 50 homes
  rejectLonePart, // 300 women
  readObject, // displaced 2,000 people · the evacuation of 2,000 residents
  readAnaphor, // that figure rose to 948,000
  readCount, // the number of displaced has reached 1.5 million
  readPreventedReturn, // prevented 26,000 people from returning
  rejectAskedFor, // aid for 3,000 people
  readSubject, // 800,000 people have fled
  readHosted, // hosts 1.5 million refugees
  readPresent, // there were 50 people at the evacuation centre
  readRegistered, // UNHCR has registered 53,000 individuals
  readForced, // forced 17,000 villagers to Arua
  readLabelBefore, // IDPs: 452
  readLabelAfter, // 357 households – Gedo IDPs
  readInSites, // 2,310 people in 14 evacuation centres
  readOccasion, // 44,000 displacements
  readNoun, // 15,000 IDPs
  readListItem, // …, and 363,832 in Puri
  readOthers, // another 1,900 live in Manzini
]

/** All statements of a sentence in order; `previous` is the last statement before it. */
export function readStatements(
  lexemes: readonly Lexeme[],
  pack: LanguagePack,
  previous: Statement | null,
  scene: Scene = noScene,
): Statement[] {
  const statements: Statement[] = []
  const readings: Reading[] = []
  for (let i = 0; i < lexemes.length; i++) {
    if (!lexemes[i]?.number) continue
    const phrase = readCountedPhrase(lexemes, i, pack)
    if (!phrase) continue
    const candidate =
      phrase.kind === 'asylumSeeker'
        ? null
        : candidateOf({ lexemes, pack, readings, statements, previous, scene }, phrase)
    let statement: Statement | null = null
    for (const read of candidate ? readers : []) {
      const verdict = candidate && read(candidate)
      if (verdict === null) continue
      statement = verdict === 'no figure' ? null : verdict
      break
    }
    if (statement) statements.push(...sharing(statement, lexemes, readings, statements.length))
    readings.push({ phrase, statement })
    if (statement) statements.push(statement)
  }
  return statements
}

/**
 * "In Gao 1,200, in Menaka 870 and in Kidal 345 people were displaced", "some 1,240 and 860 families": numbers whose noun and
 * verb stand behind the last of them mean what it means.
 */
function sharing(last: Statement, lexemes: readonly Lexeme[], readings: Reading[], first: number): Statement[] {
  const shared: Statement[] = []
  // Parts and pairs are told by their place in the list: the numbers before stay where they are.
  if (first > 0 || (last.pattern !== 'subject' && last.pattern !== 'object')) return shared
  if (last.phrase.kind === null && !last.predicate?.finite) return shared
  let next = last.phrase
  for (let r = readings.length - 1; r >= 0; r--) {
    const reading = readings[r]
    if (!reading || reading.statement || !isBareItem(reading.phrase, next.from, lexemes)) break
    const { phrase } = reading
    const statement: Statement = {
      ...last,
      phrase,
      pattern: 'list',
      from: phrase.from,
      to: phrase.to,
      pairOf: null,
      partOf: null,
    }
    readings[r] = { phrase, statement }
    shared.unshift(statement)
    next = phrase
  }
  return shared
}

/** A number alone, parted from the next by a comma or "and", and by "in" and a name. */
function isBareItem(
  { kind, unit, number, index, from, to }: CountedPhrase,
  next: number,
  lexemes: readonly Lexeme[],
): boolean {
  if (kind !== null || unit !== null || number.value < 10 || to !== index + 1 || lexemes[index]?.dated) return false
  // "injured 1,200, and 870 people were displaced": it has a verb of its own.
  const before = lexemes[from - 1]
  const opens = !before || before.capital || before.dated || before.kind === tokenKinds.sign || has(before, 'and')
  if (!opens) return false
  let joined = false
  for (let i = to; i < next; i++) {
    const lexeme = lexemes[i]
    if (lexeme?.lower === ',' || has(lexeme, 'and')) joined = true
    else if (!lexeme?.capital && !hasAny(lexeme, ['in', 'from'])) return false
  }
  return joined
}
