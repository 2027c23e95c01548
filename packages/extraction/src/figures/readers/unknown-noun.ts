/** Whether a noun that no list knows names things: "relocated 300 graves", but "relocated 300 squatters". */
import type { Candidate } from '../candidate.ts'
import type { Family } from '../sense.ts'

/** What befalls things as well as people. */
const befalls: readonly Family[] = ['displace', 'evacuate', 'relocate', 'return']

/** An unknown plural in small letters without the ending of those who do or are something. */
export function isUnknownThing({ lexemes, pack, phrase, kind }: Candidate, family: Family): boolean {
  if (kind !== 'guessed' || phrase.capitalNoun || !pack.nounEndings || !befalls.includes(family)) return false
  const noun = lexemes[phrase.to - 1]
  if (!noun || noun.entry !== null || noun.capital || !noun.lower.endsWith(pack.nounEndings.plural)) return false
  return !pack.nounEndings.people.some((ending) => noun.lower.endsWith(ending))
}
