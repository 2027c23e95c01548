/** What a number counts: its quantifier to the left, its noun to the right, and whether it can be people at all. */
import type { Quantifier, Unit } from '@displacement-monitor/shared/domain'
import type { LanguagePack } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { NumberValue } from '../reading/number-value.ts'
import { isLabelOrDate } from './phrase/label-or-date.ts'
import { type NounKind, readNoun } from './phrase/read-noun.ts'
import { readQuantifier } from './phrase/read-quantifier.ts'

export interface CountedPhrase {
  number: NumberValue
  /** Index of the number's lexeme. */
  index: number
  /** First lexeme of the phrase (its quantifier) and the one after its noun. */
  from: number
  to: number
  quantifier: Quantifier
  estimated: boolean
  unit: Unit | null
  kind: NounKind
  newly: boolean
  /** "an additional 1,725": with a span of days a flow. */
  additional: boolean
  /** "refugees and IDPs": groups of several kinds counted together. */
  mixed: boolean
  /** "50 others": the noun is the one before. */
  others: boolean
  /** The unknown noun is written with a capital: a demonym, as a rule. */
  capitalNoun: boolean
}

/** More than anybody has ever counted displaced. */
const most = 2e8

const isYearLike = ({ bare, value, high }: NumberValue) =>
  bare && value >= 1900 && value <= 2100 && (high === null || high <= 2100)

/** The phrase around the number at `index`, or null where the number counts no people. */
export function readCountedPhrase(
  lexemes: readonly Lexeme[],
  index: number,
  { headFirst, nounEndings }: Pick<LanguagePack, 'headFirst' | 'nounEndings'>,
): CountedPhrase | null {
  const number = lexemes[index]?.number
  if (!number || number.fraction || number.value <= 0 || number.value > most) return null
  if (isLabelOrDate(lexemes, index, number)) return null
  const left = readQuantifier(lexemes, index)
  const noun = readNoun(lexemes, index, number, headFirst ?? false, nounEndings?.plural)
  if (noun === null) return null
  const { kind } = noun
  if (isYearLike(number)) {
    if (number.form === 'range') return null
    const before = lexemes[left.from - 1]
    const dated =
      has(before, 'month') || hasAny(before, ['in', 'since', 'until', 'asOf', 'during', 'early', 'late', 'middle'])
    const bare = left.from === index && !has(lexemes[index - 1], 'filler')
    // "1948 Displaced Persons Act".
    const title = lexemes[index + 1]?.capital && !lexemes[index]?.capital && noun.to - index <= 3
    if (title && has(lexemes[index - 1], 'determiner')) return null
    if (kind === null || kind === 'guessed' || (bare && (dated || title))) {
      if (kind !== null || lexemes[index - 1]?.dated || dated || !left.quantifier) return null
    }
  }
  const single = number.value === 1 && number.high === null
  if (single && (kind === null || has(lexemes[index + 1], 'of'))) return null
  const quantifier =
    number.form === 'range'
      ? 'range'
      : number.form === 'vague'
        ? 'vague'
        : (left.quantifier ?? noun.after ?? (number.about ? 'approximately' : 'exact'))
  const unit: Unit | null =
    kind === null || kind === 'guessed' ? null : kind === 'dwelling' || noun.household ? 'household' : 'person'
  return {
    number, index, from: left.from, to: noun.to, quantifier, estimated: left.estimated, unit, kind,
    newly: noun.newly || left.newly,
    additional: left.additional, mixed: noun.mixed, others: noun.others, capitalNoun: noun.capital,
  } // biome-ignore format: one figure's fields
}
