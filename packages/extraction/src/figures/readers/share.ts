/** The part of one place in the number before: "212,630 people, with Nairobi County the most affected at 167,909 persons". */
import { has, hasAny } from '../../reading/lexeme.ts'
import { type Candidate, type Reader, stated, type Verdict } from '../candidate.ts'

/** Lexemes between "with" and the number of its place. */
const reach = 10

export const readShare: Reader = (candidate) => byPlace(candidate) ?? byCause(candidate) ?? becauseOf(candidate)

/** "48 million because of conflict, and 7 million as a result of disasters": each cause with its number. */
function becauseOf(candidate: Candidate): Verdict {
  const { lexemes, phrase, kind, statements } = candidate
  const whole = statements.at(-1)
  const behind = [lexemes[phrase.to + 1], lexemes[phrase.to + 2]]
  const cause = has(lexemes[phrase.to], 'by') && behind.some((each) => hasAny(each, ['conflict', 'disaster']))
  const joined = has(lexemes[phrase.from - 1], 'and') || lexemes[phrase.from - 1]?.lower === ','
  if (!whole || kind !== null || phrase.number.bare || !cause || !joined) return null
  const { family, unit, stock, newly } = whole
  return stated(candidate, 'list', family, { kind: whole.kind, unit, stock, newly })
}

/** "conflict accounted for 9,700 and floods for 7,300" of those told before. */
function byCause(candidate: Candidate): Verdict {
  const { lexemes, phrase, kind, statements, previous } = candidate
  const whole = statements.at(-1) ?? previous
  const at = phrase.from - 1
  if (!whole || kind !== null || phrase.number.bare || !hasAny(lexemes[at - 1], ['conflict', 'disaster'])) return null
  const shares = lexemes.slice(0, at + 1).some((each) => has(each, 'accountsFor'))
  if (!shares || !hasAny(lexemes[at], ['accountsFor', 'for'])) return null
  const { family, unit, stock } = whole
  return stated(candidate, 'list', family, { kind: whole.kind, unit, stock, newly: whole.newly })
}

const byPlace: Reader = (candidate) => {
  const { lexemes, phrase, kind, statements } = candidate
  const whole = statements.at(-1)
  const at = phrase.from - 1
  if (!whole || !(kind === null || kind === 'people') || !hasAny(lexemes[at], ['in', 'with'])) return null
  let most = false
  for (let j = at - 1; j > whole.phrase.to && at - j <= reach; j--) {
    const lexeme = lexemes[j]
    if (lexeme?.number || hasAny(lexeme, ['be', 'bePast', 'have', 'harm', 'aid'])) return null
    most ||= hasAny(lexeme, ['most', 'worstHit', 'mainly'])
    if (has(lexeme, 'with') && lexemes[j - 1]?.lower === ',')
      return most
        ? stated(candidate, 'list', whole.family, {
            kind: whole.kind,
            unit: phrase.unit ?? whole.unit,
            stock: whole.stock,
            partOf: statements.length - 1,
          })
        : null
  }
  return null
}
