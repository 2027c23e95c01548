/** The senses of displacement that the grammar tells apart, before they are put into IDMC's categories. */
import type { Tag } from '../languages/pack.ts'
import { type Lexeme, tagsOf } from '../reading/lexeme.ts'

export const families = [
  'flee', 'displace', 'evacuate', 'relocate', 'homeless', 'shelter', 'inSite', 'return', 'cross', 'arrive', 'host', 'stock',
] as const // biome-ignore format: one list
export type Family = (typeof families)[number]

/** Verb and noun tags → sense. Order matters: the first that a lexeme carries. */
const familyOfTag: readonly (readonly [Tag, Family])[] = [
  ['homeless', 'homeless'],
  ['evacuate', 'evacuate'],
  ['displace', 'displace'],
  ['flee', 'flee'],
  ['relocate', 'relocate'],
  ['cross', 'cross'],
  ['return', 'return'],
  ['repatriate', 'return'],
  ['shelter', 'shelter'],
]
export const familyOfNominal: readonly (readonly [Tag, Family])[] = [
  ['displacement', 'displace'],
  ['evacuation', 'evacuate'],
  ['relocation', 'relocate'],
  ['exodus', 'flee'],
  ['returning', 'return'],
  ['arrival', 'arrive'],
]

/** The sense of displacement that a word has as a verb. */
export function familyAt(lexeme: Lexeme | undefined): Family | null {
  const tags = tagsOf(lexeme)
  for (const [tag, family] of familyOfTag) if (tags.has(tag)) return family
  return null
}
