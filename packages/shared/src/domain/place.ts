/** Places and the questions that other rooms ask of a gazetteer. The data and the answers live in packages/gazetteer. */

/**
 * ISO 3166-1 alpha-3 for countries (`SYR`), ISO 3166-2 for first-level units (`SY-ID`), `gn:<GeoNames id>` below,
 * `area:<slug>` for named areas that are no unit (`area:north-west-syria`).
 */
export type PlaceId = string

export const placeKinds = ['country', 'adm1', 'adm2', 'city', 'area'] as const
export type PlaceKind = (typeof placeKinds)[number]

export interface Place {
  id: PlaceId
  /** The English name for display. */
  name: string
  kind: PlaceKind
  /** ISO 3166-1 alpha-3; null for an area that spans countries. */
  countryIso3: string | null
  /** 0 for a country, 1, 2; null for cities and areas. */
  adminLevel: number | null
  /** The unit directly above (a country for adm1); null for a country and for areas. */
  parentId: PlaceId | null
  /** Of an area: the units it is made of, wholly or in part; else empty. */
  memberIds: readonly PlaceId[]
  /** WGS 84; of a polygon its centroid; null where unknown. */
  latitude: number | null
  longitude: number | null
  /** Persons, where known; null where not (0 in the data means unknown). */
  population: number | null
  /** OCHA P-code, from an imported COD list; null until then. */
  pcode: string | null
}

/** A name of a place, or of its people ("Syrians"), found in running text; offsets in UTF-16 code units. */
export interface PlaceMention {
  start: number
  end: number
  text: string
  /** A demonym names the people or an adjective of the place ("Syrian"), not the place itself. */
  kind: 'name' | 'demonym'
  candidateIds: readonly PlaceId[]
}

/** What a document says about which country it speaks of. */
export interface PlaceContext {
  /** ISO 3166-1 alpha-3 → weight ≥ 0; the mentions of the document, its title counted more, make it. */
  countryWeights: ReadonlyMap<string, number>
  /** The places that stand near the name in question. */
  nearbyIds?: readonly PlaceId[]
}

export interface PlaceResolution {
  placeId: PlaceId
  /** 0 to 1. */
  score: number
  /** Why this one, in a few words for a person. */
  reason: string
}

export interface Gazetteer {
  /** Version of the data; a reading records it. */
  version: string
  place(id: PlaceId): Place | null
  /** All names in a text from left to right, longest first, none overlapping. Linear in the length of the text. */
  findMentions(text: string, language?: string): PlaceMention[]
  /** The candidates of one name as written, in any language; empty if unknown. */
  lookUp(name: string): readonly PlaceId[]
  /** The one place that a name means in its context; null rather than a guess. */
  resolve(candidateIds: readonly PlaceId[], context: PlaceContext): PlaceResolution | null
  /** Weights of countries over a text's mentions. */
  contextOf(title: string | null, mentions: readonly PlaceMention[]): PlaceContext
  /** Typo-tolerant search for people, best first. */
  search(query: string, limit: number): { place: Place; matchedName: string }[]
  /** The unit, its parent, … up to its country, and the named areas that hold it. */
  containersOf(id: PlaceId): PlaceId[]
  /** Direct children of a unit; members of an area. */
  childrenOf(id: PlaceId): PlaceId[]
}

/** A place as one figure states it. */
export interface StatedPlace {
  /** As printed. */
  name: string
  placeId: PlaceId | null
  countryIso3: string | null
  role: PlaceRole
  accuracy: PlaceAccuracy
}

export const placeRoles = ['origin', 'destination', 'both'] as const
export type PlaceRole = (typeof placeRoles)[number]

export const placeAccuracies = ['adm0', 'adm1', 'adm2', 'adm3', 'point', 'area'] as const
export type PlaceAccuracy = (typeof placeAccuracies)[number]
