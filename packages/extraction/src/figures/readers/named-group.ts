/** What a label or a counted subject before the number tells of its noun: "Displaced families: 452". */
import { has } from '../../reading/lexeme.ts'
import type { Candidate } from '../candidate.ts'
import type { Governor } from '../governor/governor.ts'
import type { NounKind } from '../phrase/read-noun.ts'

export function kindFrom({ reason }: Governor, kind: NounKind): NounKind {
  if (kind && kind !== 'people') return kind
  return reason === 'refugee' || reason === 'returnee' || reason === 'idp' ? reason : kind
}

export function unitFrom({ lexemes, phrase, unit }: Candidate, { at }: Governor): 'person' | 'household' {
  if (phrase.unit) return unit
  return lexemes.slice(at, phrase.from).some((lexeme) => has(lexeme, 'household')) ? 'household' : unit
}
