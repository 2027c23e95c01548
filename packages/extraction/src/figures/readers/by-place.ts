/** A statement parted by place: "fled to Sabha (850 families), Ubari (307 families)", "131,000 people in Sofala (109,199), Manica (14,047)". */
import { tokenKinds } from '../../reading/token.ts'
import { type Reader, stated } from '../candidate.ts'

/** Words between the statement and a bracket of its list. */
const reach = 30

export const readByPlace: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, statements } = candidate
  const model = statements.at(-1)
  if (!model || governor?.kind === 'reject' || (kind !== null && kind !== 'people')) return null
  if (lexemes[phrase.from - 1]?.lower !== '(' || lexemes[phrase.to]?.lower !== ')') return null
  const name = lexemes[phrase.from - 2]
  if (!name?.capital || name.kind !== tokenKinds.word || phrase.from - model.phrase.to > reach) return null
  // "(12)" is the number of a note or a map; the numbers of a list are counts like its first.
  if (phrase.unit === null && (phrase.number.value < 20 || model.unit === 'household')) return null
  for (let i = model.to; i < phrase.from; i++) if (lexemes[i]?.lower === ';') return null
  // A vague whole ("hundreds of families") is told exactly by its list.
  const exact = model.phrase.number.form !== 'vague' && model.unit === (phrase.unit ?? model.unit)
  const whole = model.pattern === 'list' ? model.partOf : exact ? statements.length - 1 : null
  return stated(candidate, 'list', model.family, {
    kind: model.kind,
    unit: phrase.unit ?? model.unit,
    stock: model.stock,
    forced: model.forced,
    newly: model.newly,
    partOf: whole,
  })
}
