/** The places themselves, as columns; a `Place` object is made when somebody asks for it. */
import type { Place, PlaceId, PlaceKind } from '@displacement-monitor/shared/domain'
import { type DataFile, joinPlanes, lazily } from './data-file.ts'

const kinds: readonly PlaceKind[] = ['country', 'adm1', 'adm2', 'city', 'area']
const noParent = 0xffffff
/** Ids of which the index is kept. */
const keptIndexes = 20_000
const noDegrees = 0xffffff
const levels: Record<PlaceKind, number | null> = { country: 0, adm1: 1, adm2: 2, city: null, area: null }

export class PlaceStore {
  readonly count: number
  private readonly kindColumn: Buffer
  private readonly countryColumn: Buffer
  private readonly parentColumn: Uint32Array
  private readonly latitudeColumn: () => Uint32Array
  private readonly longitudeColumn: () => Uint32Array
  private readonly populationColumn: () => Uint32Array
  private readonly priorColumn: Buffer
  private readonly geonameIds: Uint32Array
  /** Indexes of all places in the order of their folded names. */
  readonly nameOrder: () => Uint32Array
  private readonly names: () => { lines: Buffer; starts: Uint32Array }
  private readonly countries: readonly string[]
  /** Ids that are no plain GeoNames number, by index, and the way back. */
  private readonly spelledIds: readonly string[]
  private readonly indexOfSpelled: ReadonlyMap<string, number>
  private readonly indexes = new Map<string, number>()
  private readonly members: ReadonlyMap<number, readonly string[]>

  constructor(file: DataFile) {
    this.count = file.header.places
    this.countries = file.header.countries
    this.kindColumn = file.section('kind')
    this.countryColumn = file.section('country')
    this.parentColumn = joinPlanes(file.section('parent'), 3)
    this.latitudeColumn = lazily(() => joinPlanes(file.section('latitude'), 3))
    this.longitudeColumn = lazily(() => joinPlanes(file.section('longitude'), 3))
    this.populationColumn = lazily(() => joinPlanes(file.section('population'), 4))
    this.priorColumn = file.section('prior')
    this.geonameIds = joinPlanes(file.section('geonameId'), 4)
    this.nameOrder = lazily(() => joinPlanes(file.section('nameOrder'), 3))
    this.names = lazily(() => {
      const lines = file.section('names')
      return { lines, starts: lineStarts(lines, this.count) }
    })
    const ids = file.section('ids').toString('utf8').split('\n')
    this.spelledIds = ids
    this.indexOfSpelled = new Map(ids.map((id, index) => [id, index]))
    const members = JSON.parse(file.section('members').toString('utf8')) as Record<string, string[]>
    this.members = new Map(Object.entries(members).map(([index, list]) => [Number(index), list]))
  }

  /** Ids are asked for again and again: those of the names in one text. */
  indexOf(id: PlaceId): number {
    const known = this.indexes.get(id)
    if (known !== undefined) return known
    if (this.indexes.size >= keptIndexes) this.indexes.clear()
    const index = this.findIndex(id)
    this.indexes.set(id, index)
    return index
  }

  /** Spelled ids come first and in their order; numbered places follow, ordered by their number. */
  private findIndex(id: PlaceId): number {
    const spelled = this.indexOfSpelled.get(id)
    if (spelled !== undefined) return spelled
    if (!/^gn:[1-9]\d{0,9}$/.test(id)) return -1
    const wanted = Number(id.slice(3))
    let low = this.spelledIds.length
    let high = this.count - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const have = this.geonameIds[middle] ?? 0
      if (have === wanted) return middle
      if (have < wanted) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  id(index: number): PlaceId {
    return this.spelledIds[index] ?? `gn:${this.geonameIds[index] ?? 0}`
  }

  kind(index: number): PlaceKind {
    return kinds[this.kindColumn[index] ?? 0] ?? 'city'
  }

  countryIso3(index: number): string | null {
    return this.countries[this.countryColumn[index] ?? 255] ?? null
  }

  /** -1 where it has none. */
  parent(index: number): number {
    const parent = this.parentColumn[index] ?? noParent
    return parent === noParent ? -1 : parent
  }

  /** Prominence, 0 to 1: see build/steps/make-keys.mjs. */
  prior(index: number): number {
    return (this.priorColumn[index] ?? 0) / 250
  }

  population(index: number): number | null {
    return this.populationColumn()[index] || null
  }

  /** [latitude, longitude] in degrees, WGS 84; null where unknown. */
  position(index: number): readonly [number, number] | null {
    const latitude = this.latitudeColumn()[index] ?? noDegrees
    const longitude = this.longitudeColumn()[index] ?? noDegrees
    if (latitude === noDegrees || longitude === noDegrees) return null
    return [latitude / 10_000 - 180, longitude / 10_000 - 180]
  }

  name(index: number): string {
    const { lines, starts } = this.names()
    return lines.toString('utf8', starts[index], (starts[index + 1] ?? 1) - 1)
  }

  memberIds(index: number): readonly PlaceId[] {
    return this.members.get(index) ?? []
  }

  /** Indexes of the named areas. */
  areaIndexes(): number[] {
    return [...this.members.keys()]
  }

  place(index: number): Place {
    const kind = this.kind(index)
    const parent = this.parent(index)
    const position = this.position(index)
    return {
      id: this.id(index),
      name: this.name(index),
      kind,
      countryIso3: this.countryIso3(index),
      adminLevel: levels[kind],
      parentId: parent < 0 ? null : this.id(parent),
      memberIds: this.memberIds(index),
      latitude: position === null ? null : Number(position[0].toFixed(4)),
      longitude: position === null ? null : Number(position[1].toFixed(4)),
      population: this.population(index),
      pcode: null,
    }
  }
}

/** Starts of the lines, and one past the last line's end. */
function lineStarts(buffer: Buffer, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  let line = 1
  for (let at = 0; at < buffer.length && line < count; at++) {
    if (buffer[at] === 0x0a) starts[line++] = at + 1
  }
  starts[count] = buffer.length + 1
  return starts
}
