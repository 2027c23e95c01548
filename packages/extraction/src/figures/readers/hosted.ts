/** "Lebanon hosts 1.5 million refugees", "Colombia hosts 1.7 million Venezuelans". */
import { has, hasAny } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import { isShelter } from '../predicate/look-ahead.ts'
import { isAboutRefuge, isDisplacedNoun, isDriven } from '../refuge.ts'

export const readHosted: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (governor?.kind !== 'host') return null
  const at = { from: governor.at, stock: true }
  const foreign = (kind === 'guessed' && phrase.capitalNoun) || has(lexemes[phrase.to - 1], 'nationality')
  if (foreign && has(lexemes[governor.at], 'hostRefuge')) return stated(candidate, 'hosted', 'host', at)
  // "Peru hosts over half a million": of those whom the number before counted.
  const last = candidate.statements.at(-1) ?? candidate.previous
  if (kind === null && phrase.number.value >= 100 && last?.kind === 'refugee' && predicate === null)
    return stated(candidate, 'hosted', 'host', { ...at, kind: last.kind, unit: last.unit })
  // "68 accommodation centres host 3,960", after those who came.
  if (kind === null && phrase.number.value >= 100 && predicate === null && last && isShelterSubject(candidate))
    return stated(candidate, 'hosted', 'stock', { ...at, kind: last.kind, unit: last.unit })
  // "The camp … is already home to more than 30,000", where displaced people are told of.
  if (kind === null && phrase.number.value >= 100 && predicate === null && isCampOfRefuge(candidate))
    return stated(candidate, 'hosted', 'stock', { ...at, kind: 'people' })
  if (!isDisplacedNoun(kind) && !(kind === 'people' && (isOfRefuge(candidate) || isShelterSubject(candidate))))
    return null
  return predicate?.rejection === 'capacity'
    ? null
    : stated(candidate, 'hosted', kind === 'refugee' ? 'host' : 'stock', at)
}

/** "home to 450,000 people, including 200,000 displaced": what is told of the next number makes no refugees of the inhabitants. */
function isOfRefuge({ lexemes, phrase, governor, previous }: Candidate): boolean {
  const next = lexemes.findIndex((lexeme, i) => i >= phrase.to && lexeme.number !== null)
  // "fled to Goma. The city is home to 2 million people": nor does the sentence before.
  const before = has(lexemes[governor?.at ?? -1], 'homeTo') ? null : previous
  return isAboutRefuge({ lexemes: next < 0 ? lexemes : lexemes.slice(0, next), previous: before })
}

/** Lexemes within which the subject opens its sentence. */
const opening = 4

/** The sentence opens with a camp, ends with the number, and speaks of refuge or stands among sentences that do. */
function isCampOfRefuge(candidate: Candidate): boolean {
  const { lexemes, phrase, scene } = candidate
  const next = lexemes[phrase.to]
  const ends = !next || next.kind === tokenKinds.sign || hasAny(next, ['and', 'but'])
  const camp =
    lexemes.slice(0, opening).some((each) => has(each, 'site') && has(each, 'areaNoun')) ||
    lexemes.slice(0, opening).some(isShelter)
  return ends && camp && (isAboutRefuge(candidate) || scene.refuge())
}

/** "13 camps have sprung up, housing 8,230 people", where war or water is told of. */
const isShelterSubject = (candidate: Candidate) => {
  const { lexemes, governor } = candidate
  const at = governor?.at ?? 0
  const sites = lexemes.slice(Math.max(0, at - 8), at).filter((each) => has(each, 'site'))
  return sites.length > 0 && (sites.some(isShelter) || isDriven(candidate))
}
