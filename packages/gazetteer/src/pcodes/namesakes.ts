/** A town and the land around it that bear one name: which of the list is which of ours, where the names tell. */
import type { Unit } from './country-units.ts'
import type { Listed } from './listed.ts'

interface Namesakes {
  /** Of the list: one name for two units. */
  alike: readonly Listed[]
  /** Null where nothing tells which is which. */
  fits: ReadonlyMap<Listed, Unit> | null
}

/**
 * Names that two of the list and two of ours bear: a town and the land around it. "Sana'a" is the governorate to its list,
 * beside "Sana'a City", and the city to us, beside "Sana'a Governorate": the plain name would put each into the other.
 */
export function namesakes(listed: readonly Listed[], units: readonly Unit[]): Namesakes[] {
  const ours = groupByCore(units, ({ forms }) => forms.core)
  return [...groupByCore(listed, ({ forms }) => forms[0]?.core ?? '')].flatMap(([core, alike]): Namesakes[] => {
    const same = ours.get(core) ?? []
    if (alike.length < 2 || same.length < 2) return []
    const ranked = ranksOf(alike, ({ forms }) => forms[0]?.rank ?? null)
    const ownRanked = ranksOf(same, ({ forms }) => forms.rank)
    if (ranked === null || ownRanked === null) return [{ alike, fits: null }]
    return [
      {
        alike,
        fits: new Map([
          [ranked.town, ownRanked.town],
          [ranked.land, ownRanked.land],
        ]),
      },
    ]
  })
}

/** Of two, which is the town: the one that says so, or the one beside that which says it is the land. */
function ranksOf<T>(pair: readonly T[], rank: (one: T) => 'town' | 'land' | null): { town: T; land: T } | null {
  const [first, second, more] = pair
  if (first === undefined || second === undefined || more !== undefined) return null
  const [a, b] = [rank(first), rank(second)]
  if (a === b) return null
  return a === 'town' || b === 'land' ? { town: first, land: second } : { town: second, land: first }
}

function groupByCore<T>(items: readonly T[], core: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(core(item), [...(groups.get(core(item)) ?? []), item])
  return groups
}
