/** Which numbers of a sentence state displaced people: each is shown to the readers in turn until one of them decides. */
import type { LanguagePack } from '../languages/pack.ts'
import type { Lexeme } from '../reading/lexeme.ts'
import { candidateOf, type Reader } from './candidate.ts'
import { readCountedPhrase } from './counted-phrase.ts'
import { readAnaphor } from './readers/anaphor.ts'
import { readCount } from './readers/count.ts'
import { readDwelling } from './readers/dwelling.ts'
import { readForced } from './readers/forced.ts'
import { readHosted } from './readers/hosted.ts'
import { readInSites } from './readers/in-sites.ts'
import { readLabelAfter, readLabelBefore } from './readers/label.ts'
import { readListItem } from './readers/list.ts'
import { rejectAskedFor, rejectDenied, rejectFraction, rejectLonePart, rejectSize } from './readers/no-figure.ts'
import { readNoun } from './readers/noun.ts'
import { readObject } from './readers/object.ts'
import { readOccasion } from './readers/occasion.ts'
import { readPair } from './readers/pair.ts'
import { readPart, rejectPartOfNone } from './readers/part.ts'
import { readPresent } from './readers/present.ts'
import { readPreventedReturn } from './readers/prevented-return.ts'
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
  readForced, // forced 17,000 villagers to Arua
  readLabelBefore, // IDPs: 452
  readLabelAfter, // 357 households – Gedo IDPs
  readInSites, // 2,310 people in 14 evacuation centres
  readOccasion, // 44,000 displacements
  readNoun, // 15,000 IDPs
  readListItem, // …, and 363,832 in Puri
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
    readings.push({ phrase, statement })
    if (statement) statements.push(statement)
  }
  return statements
}
