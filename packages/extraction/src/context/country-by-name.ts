/** Niger is a country and a state of Nigeria: where a sentence tells of borders, of refugees or of those who left the other for it, such a name means the country. */
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
    const homes = candidateIds.slice(1).map((id) => gazetteer.place(id)?.countryIso3)
    const left = mentions.some((other) => other !== mention && homes.includes(other.candidateIds[0]))
    const abroadTold = lexemes.some((lexeme) => hasAny(lexeme, abroad)) || (left && isGoal(lexemes, mention))
    const told = !has(lexemes[to], 'placeKind') && !listed && abroadTold
    return told ? { ...mention, candidateIds: [country] } : mention
  })
}

/** "violence in Nigeria has forced 20,000 to seek safety in Niger", "fled Nigeria for Niger": where those went who left the other country. */
function isGoal(lexemes: readonly Lexeme[], { from }: LocatedMention): boolean {
  const link = lexemes[from - 1]
  if (hasAny(link, ['to', 'for'])) return true
  return has(link, 'in') && lexemes.slice(Math.max(0, from - 6), from).some((each) => hasAny(each, refuge))
}
const refuge: readonly Tag[] = ['safety', 'shelter', 'takeRefuge', 'flee']

const isJoint = (lexeme: Lexeme | undefined) => lexeme?.lower === ',' || has(lexeme, 'and')
