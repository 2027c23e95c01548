/** Search by name within bounds: guessing two slips in a long word tries millions of spellings (1.9 s for 20 letters). */
import type { Gazetteer, Place } from '@displacement-monitor/shared/domain'

/** A word of 11 letters costs about 0.2 s at the worst; the beginning of a longer one finds what begins with it. */
const longestGuessed = 11
const longestQuery = 80

export function searchPlaces(
  gazetteer: Gazetteer,
  query: string,
  limit: number,
): { place: Place; matchedName: string }[] {
  const asked = query.slice(0, longestQuery)
  if (!/\p{L}/u.test(asked)) return []
  if (gazetteer.lookUp(asked).length > 0) return gazetteer.search(asked, limit)
  const words = asked.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  return gazetteer.search(words.map((word) => word.slice(0, longestGuessed)).join(' '), limit)
}

/** Makes the index that the first misspelt name needs (about a second), so that no request waits for it. */
export const warmSearch = (gazetteer: Gazetteer): void => void gazetteer.search('Idlxib', 1)
