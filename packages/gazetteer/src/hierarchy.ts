/** What holds what: units up to their country, named areas by their members, and the way down. */
import type { PlaceStore } from './place-store.ts'

export class Hierarchy {
  private readonly places: PlaceStore
  /** Unit or country → areas that list it. */
  private readonly areasOf = new Map<number, number[]>()
  private children: ReadonlyMap<number, readonly number[]> | null = null

  constructor(places: PlaceStore) {
    this.places = places
    for (const area of places.areaIndexes()) {
      for (const id of places.memberIds(area)) {
        const member = places.indexOf(id)
        if (member >= 0) this.areasOf.set(member, [...(this.areasOf.get(member) ?? []), area])
      }
    }
  }

  /** Parents up to the country, nearest first, then the areas that hold any of them. */
  containers(index: number): number[] {
    const up: number[] = []
    for (let at = this.places.parent(index); at >= 0; at = this.places.parent(at)) up.push(at)
    const areas = new Set<number>()
    const visit = (place: number): void => {
      for (const area of this.areasOf.get(place) ?? []) {
        if (area === index || areas.has(area)) continue
        areas.add(area)
        visit(area)
      }
    }
    for (const place of [index, ...up]) visit(place)
    const country = this.countryOfArea(index)
    if (country >= 0 && !up.includes(country)) up.push(country)
    return [...up, ...areas]
  }

  /** Members of an area; direct children of a unit. */
  childrenOf(index: number): readonly number[] {
    if (this.places.kind(index) === 'area') {
      return this.places
        .memberIds(index)
        .map((id) => this.places.indexOf(id))
        .filter((member) => member >= 0)
    }
    this.children ??= this.readChildren()
    return this.children.get(index) ?? []
  }

  /** Does `outer` hold `inner`, through parents or through an area? */
  holds(outer: number, inner: number): boolean {
    for (let at = this.places.parent(inner); at >= 0; at = this.places.parent(at)) if (at === outer) return true
    return this.places.kind(outer) === 'area' && this.containers(inner).includes(outer)
  }

  /** ISO codes of the countries of a place: one, or those of an area's members. */
  countries(index: number): readonly string[] {
    const own = this.places.countryIso3(index)
    if (own !== null) return [own]
    const members = this.childrenOf(index).flatMap((member) => this.countries(member))
    return [...new Set(members)]
  }

  private countryOfArea(index: number): number {
    const iso3 = this.places.kind(index) === 'area' ? this.places.countryIso3(index) : null
    return iso3 === null ? -1 : this.places.indexOf(iso3)
  }

  private readChildren(): ReadonlyMap<number, readonly number[]> {
    const children = new Map<number, number[]>()
    for (let index = 0; index < this.places.count; index++) {
      const parent = this.places.parent(index)
      if (parent < 0) continue
      const list = children.get(parent)
      if (list === undefined) children.set(parent, [index])
      else list.push(index)
    }
    return children
  }
}
