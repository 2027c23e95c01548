/** Which countries a document speaks of: weights from its mentions, its title's counted more. */
import type { PlaceContext, PlaceMention } from '@displacement-monitor/shared/domain'
import type { Hierarchy } from './hierarchy.ts'
import type { PlaceStore } from './place-store.ts'

/** A title names what the whole document is about. */
const titleFactor = 3
/** The people of a country may be anywhere ("Syrians in Lebanon"), so its name says more than theirs. */
const demonymFactor = 0.8
/** A region of more countries than this says nothing about any of them ("Africa"). */
const mostCountries = 7

/** What one mention gives to each country it may mean; sums to at most 1. */
function shares(
  mention: PlaceMention,
  anchored: ReadonlySet<string> | null,
  places: PlaceStore,
  hierarchy: Hierarchy,
): Map<string, number> {
  const given = new Map<string, number>()
  let best = 0
  let total = 0
  for (const id of mention.candidateIds) {
    const index = places.indexOf(id)
    if (index < 0) continue
    const countries = hierarchy.countries(index)
    if (countries.length > mostCountries) continue
    const prior = places.prior(index) ** 3
    best = Math.max(best, places.prior(index))
    for (const iso3 of countries) {
      const factor = anchored === null || anchored.size === 0 || anchored.has(iso3) ? 1 : unanchoredFactor
      const share = (factor * prior) / countries.length
      // Several places of one name in one country ("Idlib", city and province) are one sign of it, not two.
      given.set(iso3, Math.max(given.get(iso3) ?? 0, share))
    }
  }
  for (const share of given.values()) total += share
  if (total === 0) return given
  // A village's name is a weaker sign than a country's, even if no other place has it; weaker still where no word of the
  // text speaks of its country.
  for (const [iso3, share] of given) {
    const factor = anchored === null || anchored.size === 0 || anchored.has(iso3) ? 1 : unanchoredFactor
    given.set(iso3, (share / total) * best * factor)
  }
  return given
}

/** Names of towns and districts alone do not make a country: any word may be the name of a village somewhere. */
const isAnchor = (mention: PlaceMention, factor: number, places: PlaceStore): boolean => {
  const first = places.indexOf(mention.candidateIds[0] ?? '')
  return first >= 0 && places.prior(first) >= (factor > 1 ? titleAnchorPrior : anchorPrior)
}

/** Countries, first-level units, areas and capitals of millions. */
const anchorPrior = 0.79
/** In a title a town of 30,000 is enough: "Volcano at Goma". */
const titleAnchorPrior = 0.6
/** A town counts fully for a country that is named otherwise, hardly for any other. */
const unanchoredFactor = 0.02

/** What two cities or three towns weigh together. */
const knownTowns = 1.05

/**
 * Countries in which two different towns of the text most likely lie: Goma and Sake vouch for each other. Where the text
 * speaks of a country already, two suburbs are chance; two cities or three towns are not.
 */
function corroborated(
  towns: readonly PlaceMention[],
  hasAnchors: boolean,
  places: PlaceStore,
  hierarchy: Hierarchy,
): string[] {
  const found = new Map<string, Map<string, number>>()
  for (const mention of towns) {
    const given = shares(mention, null, places, hierarchy)
    const total = [...given.values()].reduce((sum, share) => sum + share, 0)
    for (const [iso3, share] of given) {
      if (share < 0.5 * total) continue
      const names = found.get(iso3) ?? new Map<string, number>()
      found.set(iso3, names.set(mention.candidateIds.join(), share))
    }
  }
  const known = (names: ReadonlyMap<string, number>): number =>
    [...names.values()].reduce((sum, share) => sum + share, 0)
  return [...found]
    .filter(([, names]) => names.size >= 2 && (!hasAnchors || known(names) >= knownTowns))
    .map(([iso3]) => iso3)
}

/** Characters between the names of one list: a comma, a bar, an "and". */
const listGap = 10
const shortestList = 4

/** "Donors: Australia | Denmark | Japan | Norway": countries in a list share what one of them would say. */
function listFactors(mentions: readonly PlaceMention[], places: PlaceStore): number[] {
  const factors = mentions.map(() => 1)
  const isCountry = (mention: PlaceMention | undefined): boolean => {
    const index = places.indexOf(mention?.candidateIds[0] ?? '')
    return index >= 0 && places.kind(index) === 'country'
  }
  for (let first = 0; first < mentions.length; ) {
    let next = first + 1
    if (isCountry(mentions[first]))
      while (isCountry(mentions[next]) && (mentions[next]?.start ?? 0) - (mentions[next - 1]?.end ?? 0) <= listGap)
        next++
    if (next - first >= shortestList) factors.fill(1 / (next - first), first, next)
    first = next
  }
  return factors
}

export function weighCountries(
  mentions: readonly PlaceMention[],
  titleMentions: readonly PlaceMention[],
  places: PlaceStore,
  hierarchy: Hierarchy,
): PlaceContext {
  const weights = new Map<string, number>()
  const counts = new Map<string, number>()
  const add = (mention: PlaceMention, factor: number, anchored: ReadonlySet<string> | null): void => {
    const key = `${mention.kind}${mention.candidateIds.join()}`
    const seen = (counts.get(key) ?? 0) + 1
    counts.set(key, seen)
    // The tenth repetition says less than the first.
    const weight = (factor * (mention.kind === 'demonym' ? demonymFactor : 1)) / Math.sqrt(seen)
    for (const [iso3, share] of shares(mention, anchored, places, hierarchy))
      weights.set(iso3, (weights.get(iso3) ?? 0) + share * weight)
  }
  const listed = listFactors(mentions, places)
  const all = [
    ...titleMentions.map((mention) => ({ mention, factor: titleFactor })),
    ...mentions.map((mention, i) => ({ mention, factor: listed[i] ?? 1 })),
  ]
  for (const { mention, factor } of all) if (isAnchor(mention, factor, places)) add(mention, factor, null)
  const anchored = new Set(weights.keys())
  const towns = all.filter(({ mention, factor }) => !isAnchor(mention, factor, places)).map(({ mention }) => mention)
  for (const iso3 of corroborated(towns, anchored.size > 0, places, hierarchy)) anchored.add(iso3)
  for (const { mention, factor } of all) if (!isAnchor(mention, factor, places)) add(mention, factor, anchored)
  return { countryWeights: weights }
}
