/** The noun alone says that they are displaced: "15,000 IDPs", "300 evacuees". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import type { Predicate, Rejection } from '../predicate/predicate.ts'
import { isDisplacedNoun } from '../refuge.ts'

/** In a relative clause these say something about displaced people, not that they are none. */
const aside: readonly Rejection[] = ['order', 'plan', 'hypothetical', 'negation', 'other']

export const readNoun: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (!isDisplacedNoun(kind)) return null
  if (governor?.kind === 'reject' || governor?.blocked) return 'no figure'
  if (predicate?.rejection && !isAside(candidate, predicate)) return 'no figure'
  if (governor?.kind === 'makes' && (kind === 'idp' || kind === 'evacuee'))
    return stated(candidate, 'object', kind === 'idp' ? 'displace' : 'evacuate', { from: governor.at, stock: false })
  if (kind === 'idp' && isAmongHarm(lexemes, phrase.from))
    return stated(candidate, 'object', 'displace', { stock: false })
  // "110 muertos y 12,823 evacuados": the participle tells what happened to them; "hay 1.900 evacuados" how many there are.
  if (kind === 'evacuee' && has(lexemes[phrase.to - 1], 'evacuate') && !isPresent(candidate))
    return stated(candidate, 'noun', 'evacuate', { stock: false })
  // "UNHCR transferred 640 refugees": moved on by an office.
  if (kind === 'refugee' && hasAny(lexemes[phrase.from - 1], ['moved', 'relocate', 'evacuate'])) return 'no figure'
  // "300 refugees with disabilities": told apart from the others.
  if (has(lexemes[phrase.to], 'with') || isGivenTo(candidate)) return 'no figure'
  const family = kind === 'refugee' ? 'host' : kind === 'returnee' ? 'return' : 'stock'
  return stated(candidate, 'noun', family, { stock: true })
}

/** Lexemes behind the people within which what they were given is told. */
const giftReach = 7

/** "[reached] 1.8 million IDPs in Idlib with humanitarian assistance": the verb may be lost or far, the gift tells of it. */
function isGivenTo({ lexemes, phrase }: Candidate): boolean {
  for (let i = phrase.to; i < phrase.to + giftReach; i++) {
    const lexeme = lexemes[i]
    if (
      !lexeme ||
      lexeme.number ||
      lexeme.kind === tokenKinds.sign ||
      hasAny(lexeme, ['and', 'relative', 'be', 'have'])
    )
      return false
    if (has(lexeme, 'with')) return [1, 2, 3].some((step) => hasAny(lexemes[i + step], ['aidGoods']))
  }
  return false
}

/** Lexemes before a number within which the verb stands whose list of harm it ends. */
const harmReach = 12

/** "ont causé 12 morts et plus de mille déplacés", "dejó 20 muertos y 300 desplazados": what an event did. */
function isAmongHarm(lexemes: readonly Lexeme[], from: number): boolean {
  if (!has(lexemes[from - 1], 'and') && lexemes[from - 1]?.lower !== ',') return false
  let harm = false
  for (let j = from - 2; j >= 0 && from - j <= harmReach; j--) {
    if (has(lexemes[j], 'makes')) return harm
    if (lexemes[j]?.lower === ';' || hasAny(lexemes[j], ['but', 'relative'])) return false
    harm ||= hasAny(lexemes[j], ['harm', 'otherPeople'])
  }
  return false
}

/** "hay 1.900 evacuados", and whatever else but a count governs them. */
const isPresent = ({ lexemes, governor }: Candidate) =>
  governor !== null && !(governor.kind === 'recorded' && !has(lexemes[governor.at], 'thereAre'))

function isAside({ lexemes, phrase, governor }: Candidate, predicate: Predicate): boolean {
  const { rejection, relative, distance, apart, crossed } = predicate
  if (!rejection) return true
  // "there are 12,000 IDPs and 16 people were killed": the second number has the verb.
  if (crossed && governor?.kind === 'recorded') return true
  if (relative && aside.includes(rejection)) return true
  // "With 410,000 refugees, the east is stretched": the verb is another subject's.
  if (has(lexemes[phrase.from - 1], 'with') && phrase.from <= 1 && isComma(lexemes[phrase.to])) return true
  // "there are 500,000 IDPs in need of aid", "2.7 million IDPs, who are in need": all of them, not those in need among them.
  if (rejection === 'need' && (governor?.kind === 'recorded' || (relative && isComma(lexemes[phrase.to])))) return true
  return (rejection === 'other' && distance > 8) || (apart && rejection !== 'aid')
}

const isComma = (lexeme: Lexeme | undefined) => lexeme?.lower === ','
