/** Niger is a country and a state of Nigeria: where a sentence tells of borders or refugees, such a name means the country. */
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { LocatedMention } from './stated-place.ts'

const abroad: readonly Tag[] = ['refugee', 'asylumSeeker', 'border', 'crossBorder', 'crossInto', 'takeRefuge']

/** The mentions of a sentence, of those names only the country; "Kebbi and Niger", "Niger State" stay as they are. */
export function countriesByName(
  mentions: readonly LocatedMention[],
  lexemes: readonly Lexeme[],
  gazetteer: Gazetteer,
): LocatedMention[] {
  const kindOf = (mention: LocatedMention | undefined) => gazetteer.place(mention?.candidateIds[0] ?? '')?.kind
  const isItem = (one: LocatedMention | undefined, next: LocatedMention | undefined) =>
    one !== undefined && next !== undefined && next.from - one.to === 1 && isJoint(lexemes[one.to])
  return mentions.map((mention, i) => {
    const { kind, to, candidateIds } = mention
    const [country] = candidateIds
    if (kind !== 'name' || !country || candidateIds.length < 2 || kindOf(mention) !== 'country') return mention
    const [before, next] = [mentions[i - 1], mentions[i + 1]]
    const listed =
      (isItem(before, mention) && kindOf(before) === 'adm1') || (isItem(mention, next) && kindOf(next) === 'adm1')
    const told = !has(lexemes[to], 'placeKind') && !listed && lexemes.some((lexeme) => hasAny(lexeme, abroad))
    return told ? { ...mention, candidateIds: [country] } : mention
  })
}

const isJoint = (lexeme: Lexeme | undefined) => lexeme?.lower === ',' || has(lexeme, 'and')
