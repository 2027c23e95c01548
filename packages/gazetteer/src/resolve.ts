/**
 * Which of a name's places is meant: the prominence of each, moved by the countries that the document speaks of and by the
 * places named close by. Two that come out nearly alike, or one that is hardly likely, give no answer.
 */
import type { PlaceContext, PlaceId, PlaceKind, PlaceResolution } from '@displacement-monitor/shared/domain'
import type { Hierarchy } from './hierarchy.ts'
import type { PlaceStore } from './place-store.ts'

/** Below this nothing is answered: a town of 20,000 in a country that the text does not speak of. */
const leastScore = 0.4
/** Two rivals closer than this are a toss-up. */
const leastLead = 0.06
/** Without any context a name is read a little less surely than with one. */
const noContextFactor = 0.85
/** In a document that speaks of other countries alone. */
const otherCountryFactor = 0.55
const nearKilometres = 150
const manyCountries = 8
/** A text that names nothing else gives a name's own countries the weight: San Miguel's are twenty. */
const ownShare = 0.4
/** Less of the weight than this is a stray mention. */
const leastShare = 0.03
/** A text that gives a country this part of its weight means its own region by a name that a wider one has too. */
const ownRegionShare = 0.6

/** What the build gives a populated place of which nothing is known. */
export const villagePrior = 0.43

interface Scored {
  index: number
  score: number
  share: number
  nearby: string | null
}

export class Resolver {
  private readonly places: PlaceStore
  private readonly hierarchy: Hierarchy

  constructor(places: PlaceStore, hierarchy: Hierarchy) {
    this.places = places
    this.hierarchy = hierarchy
  }

  resolve(candidateIds: readonly PlaceId[], context: PlaceContext): PlaceResolution | null {
    const indexes = [...new Set(candidateIds.map((id) => this.places.indexOf(id)))].filter((index) => index >= 0)
    if (indexes.length === 0) return null
    const total = [...context.countryWeights.values()].reduce((sum, weight) => sum + weight, 0)
    const nearby = (context.nearbyIds ?? []).map((id) => this.places.indexOf(id)).filter((index) => index >= 0)
    const scored = indexes.map((index) => this.score(index, context, total, nearby)).sort((a, b) => b.score - a.score)
    const best = scored[0]
    if (best === undefined) return null
    const chosen = this.ofOneSpot(best, scored)
    const rival = scored.find(
      (other) => !this.sameSpot(chosen.index, other.index) && !this.sameSpot(best.index, other.index),
    )
    if (best.score < leastScore) return null
    if (best.share < ownShare && nearby.length === 0 && this.isEverywhere(best.index, indexes)) return null
    if (rival !== undefined && best.score - rival.score < leastLead) return null
    const score = rival === undefined ? best.score : best.score - 0.25 * rival.score
    return {
      placeId: this.places.id(chosen.index),
      score: round(Math.max(score, leastScore)),
      reason: this.reason(chosen, best, rival ?? null, total),
    }
  }

  /** A province whose name places of many countries bear is not known by it alone (La Unión, Santa Rosa). */
  private isEverywhere(best: number, indexes: readonly number[]): boolean {
    if (this.places.kind(best) !== 'adm1') return false
    return new Set(indexes.map((index) => this.places.countryIso3(index))).size >= manyCountries
  }

  private score(index: number, context: PlaceContext, total: number, nearby: readonly number[]): Scored {
    const prior = this.places.prior(index)
    const share = this.share(index, context, total)
    const close = this.closeTo(index, nearby)
    let score = prior * (total === 0 ? noContextFactor : otherCountryFactor)
    // Half of the document's weight is as good as all of it: most speak of a country and of where its people went.
    if (share > 0)
      score =
        prior * (otherCountryFactor + (1 - otherCountryFactor) * strength(share)) + (1 - prior) * 0.6 * strength(share)
    if (close !== null) score += (1 - score) * 0.35
    return { index, score: Math.min(1, score), share, nearby: close }
  }

  /** Part of the document's weight that lies on the countries of a place. */
  private share(index: number, context: PlaceContext, total: number): number {
    if (total === 0) return 0
    let sum = 0
    for (const iso3 of this.hierarchy.countries(index)) sum += context.countryWeights.get(iso3) ?? 0
    return sum / total < leastShare ? 0 : sum / total
  }

  /** A neighbour that holds the place, lies in it, or stands within a day's walk or two. */
  private closeTo(index: number, nearby: readonly number[]): string | null {
    for (const other of nearby) {
      if (other === index || this.places.kind(other) === 'country') continue
      const related =
        this.hierarchy.holds(other, index) || this.hierarchy.holds(index, other) || this.areSiblings(other, index)
      if (related || this.distance(index, other) <= nearKilometres) return this.places.name(other)
    }
    return null
  }

  /** "Georgia, Florida and Alabama": who names one province of a country beside another means the province. */
  private areSiblings(a: number, b: number): boolean {
    const parent = this.places.parent(a)
    return (
      parent >= 0 &&
      this.places.kind(a) === 'adm1' &&
      this.places.kind(b) === 'adm1' &&
      parent === this.places.parent(b)
    )
  }

  private distance(a: number, b: number): number {
    const from = this.places.position(a)
    const to = this.places.position(b)
    if (from === null || to === null || this.places.kind(a) === 'country') return Number.POSITIVE_INFINITY
    const radians = Math.PI / 180
    const x = (to[1] - from[1]) * radians * Math.cos(((from[0] + to[0]) / 2) * radians)
    const y = (to[0] - from[0]) * radians
    return 6371 * Math.hypot(x, y)
  }

  /** A city, its district and its province of one name are one spot for the question "which Idlib?". */
  private sameSpot(a: number, b: number): boolean {
    if (a === b || this.hierarchy.holds(a, b) || this.hierarchy.holds(b, a)) return true
    if (this.places.countryIso3(a) !== this.places.countryIso3(b)) return false
    if (this.places.kind(a) === this.places.kind(b)) return this.isTwin(a, b)
    return this.distance(a, b) < 60 || this.sameProvince(a, b)
  }

  /** Two entries of one town, as the raw data has a few; a city and the province around it that are both first level (Moscow). */
  private isTwin(a: number, b: number): boolean {
    if (this.places.kind(a) === 'city') {
      return this.distance(a, b) < 15 || (this.isBelowDistrict(a) && this.places.parent(a) === this.places.parent(b))
    }
    return this.places.kind(a) === 'adm1' && this.distance(a, b) < nearKilometres
  }

  private isBelowDistrict(index: number): boolean {
    const parent = this.places.parent(index)
    return parent >= 0 && this.places.kind(parent) === 'adm2'
  }

  /** A district and the town it is named for stand side by side below their province where the data has no closer link. */
  private sameProvince(a: number, b: number): boolean {
    const kinds = [this.places.kind(a), this.places.kind(b)]
    return (
      kinds.includes('adm2') && kinds.includes('city') && this.province(a) >= 0 && this.province(a) === this.province(b)
    )
  }

  private province(index: number): number {
    for (let at = index; at >= 0; at = this.places.parent(at)) if (this.places.kind(at) === 'adm1') return at
    return -1
  }

  /**
   * Of one spot the most prominent is meant; but a town before the district that only bears its name (a village without a
   * known population does not go before it: Djugu is the territory), and a country's own
   * region before a wider one of its name where the text speaks of that country (Burkina Faso's Sahel).
   */
  private ofOneSpot(best: Scored, scored: readonly Scored[]): Scored {
    const ofKind = (kind: PlaceKind): Scored | undefined =>
      scored.find((other) => this.places.kind(other.index) === kind && this.sameSpot(best.index, other.index))
    if (this.places.kind(best.index) === 'adm2') {
      const town = ofKind('city')
      return town !== undefined && this.places.prior(town.index) > villagePrior ? town : best
    }
    if (this.places.kind(best.index) !== 'area' || this.places.countryIso3(best.index) !== null) return best
    const own = ofKind('adm1')
    return own !== undefined && own.share >= ownRegionShare ? own : best
  }

  private reason(chosen: Scored, best: Scored, rival: Scored | null, total: number): string {
    const parts: string[] = []
    const iso3 = this.places.countryIso3(chosen.index)
    const kind = this.places.kind(chosen.index)
    if (rival === null) parts.push('the only place of this name')
    if (best.nearby !== null) parts.push(`near ${best.nearby}`)
    if (best.share >= 0.15 && iso3 !== null && kind !== 'country') parts.push(`the text speaks of ${iso3}`)
    if (rival !== null)
      parts.push(
        `before ${this.places.name(rival.index)} (${this.places.countryIso3(rival.index) ?? 'several countries'}, ${this.places.kind(rival.index)})`,
      )
    if (total === 0 && kind !== 'country') parts.push('no context')
    const population = this.places.population(chosen.index)
    if (kind === 'city' && population !== null) parts.push(`population ${population}`)
    return `${kind}: ${parts.join(', ')}`
  }
}

/** Grows fast at first: a fifth of the weight already says that the country is spoken of. */
const strength = (share: number): number => Math.min(1, Math.sqrt(share) * 1.25)
const round = (score: number): number => Math.round(Math.min(1, score) * 1000) / 1000
