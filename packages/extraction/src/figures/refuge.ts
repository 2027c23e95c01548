/** What tells that people who come, cross or are taken in are refugees, not tourists or workers. */
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Candidate, Told } from './candidate.ts'
import type { NounKind } from './phrase/read-noun.ts'

/** Nouns that say by themselves that people are or were displaced. */
const inherent: readonly NounKind[] = ['idp', 'refugee', 'returnee', 'evacuee']
export const isDisplacedNoun = (kind: NounKind) => inherent.includes(kind)

const refugeTags: readonly Tag[] = [
  'idp', 'refugee', 'asylumSeeker', 'displace', 'flee', 'displacement', 'border', 'refugeeAdjective', 'exodus',
] // biome-ignore format: one list

/** The sentence or one shortly before it tells of displaced people. */
export const isAboutRefuge = ({ lexemes, previous }: Pick<Told, 'lexemes' | 'previous'>) =>
  previous !== null || lexemes.some((lexeme) => hasAny(lexeme, refugeTags) || has(lexeme, 'tracker'))

/** "2,000 people arrived from the fighting, fleeing …" but not "2,000 people arrived for the fair". */
export const movesOfRefuge = (candidate: Candidate) =>
  isDisplacedNoun(candidate.kind) || isAboutRefuge(candidate) || candidate.scene.refuge()

/** "the 300 people displaced by the storm": the article says that these are all. */
export const isDefinite = (lexemes: readonly Lexeme[], from: number, kind: NounKind) =>
  kind !== null && has(lexemes[from - 1], 'definite')

/** War or water is told of, here or around, or people in flight. */
export const isDriven = (told: Told) =>
  told.lexemes.some((lexeme) => hasAny(lexeme, ['conflict', 'disaster'])) ||
  isAboutRefuge(told) ||
  told.scene.refuge() ||
  told.scene.event()
