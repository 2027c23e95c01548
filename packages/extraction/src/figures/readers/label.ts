/** A label beside the number: "IDPs: 452", "Population Evacuated 116129", "357 households – Gedo IDPs". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import { tokenKinds } from '../../reading/token.ts'
import { type Reader, stated } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { isDisplacedNoun } from '../refuge.ts'
import { kindFrom, unitFrom } from './named-group.ts'

export const readLabelBefore: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (governor?.kind !== 'label' || !governor.family) return null
  const guessed = kind === 'guessed' && has(lexemes[governor.at], 'numberOf')
  if (!(kind === null || kind === 'people' || isDisplacedNoun(kind) || guessed)) return null
  const noise = phrase.number.bare && phrase.number.value < 10
  if (noise || (predicate?.rejection && predicate.distance <= 3)) return null
  return stated(candidate, 'label', governor.family, {
    from: governor.at,
    kind: kindFrom(governor, guessed ? null : kind),
    unit: unitFrom(candidate, governor),
    stock: governor.stock,
  })
}

/** "357 Households – Gedo IDPs", "12,300: IDPs in camps": the label stands behind a dash or colon. */
export const readLabelAfter: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor } = candidate
  if (governor?.kind === 'reject' || !(kind === null || kind === 'people')) return null
  return displacedAfter(lexemes, phrase) ? stated(candidate, 'label', 'stock', { stock: true }) : null
}

function displacedAfter(lexemes: readonly Lexeme[], { to, unit }: CountedPhrase): boolean {
  const mark = lexemes[to]
  if (!mark) return false
  const marked = isDash(mark.lower) || mark.lower === ':' || mark.lower === '='
  // "13,618 households unprofiled IDPs": beside a noun the label needs no mark.
  if (!marked && unit !== 'household') return false
  for (let i = marked ? to + 1 : to; i <= to + 4; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || (lexeme.kind === tokenKinds.sign && lexeme.lower !== '-')) return false
    if (has(lexeme, 'idp')) return lexemes[i + 1]?.kind !== tokenKinds.word || has(lexemes[i + 1], 'and')
    if (lexeme.entry !== null && !lexeme.capital && !hasAny(lexeme, ['newly', 'filler', 'disaster', 'thing']))
      return false
  }
  return false
}
