/** Events counted, one a person: "close to 44,000 displacement movements", "25,000 displacements", "3,000 returns". */
import { has, hasAny } from '../../reading/lexeme.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import { isAboutRefuge } from '../refuge.ts'

const fewestMoves = 100

export const readOccasion: Reader = (candidate) => {
  const { lexemes, phrase, governor, predicate } = candidate
  if (isNewcomers(candidate))
    return governor?.kind === 'reject' ? 'no figure' : stated(candidate, 'noun', 'arrive', { newly: true })
  if (candidate.kind !== 'occasion') return null
  const noun = lexemes[phrase.to - 1]
  if (governor?.kind === 'reject' || governor?.blocked || predicate?.rejection === 'hypothetical') return 'no figure'
  // "12,000 tax returns": another kind of returns.
  const plain = lexemes.slice(phrase.index + 1, phrase.to).every((lexeme) => lexeme.entry !== null)
  if (has(noun, 'return') && plain && phrase.number.value >= 10) return stated(candidate, 'noun', 'return')
  // "1,480 new arrivals were registered" are counted at a border or camp.
  const refuge =
    isAboutRefuge(candidate) ||
    candidate.scene.refuge() ||
    (lexemes.some((lexeme) => has(lexeme, 'site') || (phrase.newly && has(lexeme, 'registered'))) &&
      !lexemes.some((lexeme) => has(lexeme, 'migrant')))
  // "The camp shelters 204,000 refugees. In May 3,100 new arrivals were registered": more of them.
  const among =
    (candidate.statements.at(-1) ?? candidate.previous)?.kind === 'refugee' ? ('refugee' as const) : candidate.kind
  // "UNHCR expects 50,000 new arrivals".
  const awaited = lexemes
    .slice(Math.max(0, phrase.from - 3), phrase.from)
    .some((each) => hasAny(each, ['plan', 'hypothetical']) && !each.capital)
  if (has(noun, 'arrival') && refuge && awaited) return 'no figure'
  if (has(noun, 'arrival') && plain && refuge) return stated(candidate, 'noun', 'arrive', { newly: true, kind: among })
  // "43 desplazamientos": so few are events, each of many people.
  if (phrase.number.value < fewestMoves) return 'no figure'
  const tracked = lexemes.some((lexeme) => has(lexeme, 'tracker'))
  const displaced = has(noun, 'displacement') || tracked || has(lexemes[phrase.to - 2], 'displacedAdjective')
  return displaced ? stated(candidate, 'noun', 'displace', { newly: true }) : 'no figure'
}

/** "9,720 newly arrived households". */
const isNewcomers = (candidate: Candidate) =>
  candidate.kind === 'people' &&
  !candidate.predicate?.rejection &&
  candidate.lexemes
    .slice(candidate.phrase.index + 1, candidate.phrase.to)
    .some((each) => has(each, 'newly') && has(each, 'arrive')) &&
  (isAboutRefuge(candidate) || candidate.scene.refuge())
