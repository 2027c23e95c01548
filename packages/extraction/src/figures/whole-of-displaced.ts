/** "Blankets went to 300 of the 500 families displaced by the flood": the second number is of all the displaced, whatever came to the first. */
import type { Candidate } from './candidate.ts'
import { isWhole } from './phrase/whole.ts'
import type { Family } from './sense.ts'

const families: readonly Family[] = ['displace', 'flee', 'evacuate', 'relocate', 'homeless']

/** The participle right behind it tells of the whole only where the part has a verb of its own: "870 of 2,300 residents displaced". */
export const isWholeOfDisplaced = ({
  lexemes,
  phrase,
  predicate,
  before,
}: Pick<Candidate, 'lexemes' | 'phrase' | 'predicate' | 'before'>): boolean =>
  before !== undefined &&
  isWhole(lexemes, phrase) &&
  predicate?.family != null &&
  families.includes(predicate.family) &&
  (!predicate.finite || predicate.relative) &&
  predicate.distance <= 1 &&
  before.statement?.predicate?.at !== predicate.at
