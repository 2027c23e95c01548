/**
 * What an adapter makes of a service's rows: releases. A release is what the service changes as one (an update, a round, a
 * year of a country): its rows laid out as text that a person can read, and the figures with their places in that text.
 */
import type { Cause, Figure, FigureRole, IsoDate, PlaceAccuracy, PlaceRole } from '@displacement-monitor/shared/domain'

export interface Releases {
  releases: Release[]
  /** Where the answer goes on; null at its end. */
  nextUrl: string | null
  /** What differed from the documented shape, in words: unknown and missing keys by name, rows that could not be read. */
  notes: string[]
}

export interface Release {
  /** The same whatever address answered, and without a key: a report is known by it. */
  url: string
  title: string
  publisher: string
  /** As the service tells it; null where it does not. */
  publishedOn: IsoDate | null
  text: string
  figures: RowFigure[]
  /** Events that it tells of without a number; those of the figures are known from them. */
  events?: readonly EventHint[]
  /** The service's own rows: kept as the snapshot, so that a corrected row is a new one and an equal row is none. */
  rows: readonly unknown[]
}

/** A figure as a row states it; its places and its event are still names. */
export interface RowFigure extends Omit<Figure, 'place'> {
  place: PlaceHint
  role: FigureRole
  event: EventHint | null
  operation: string | null
  round: number | null
  assessmentType: string | null
  /** Units that the round assessed; null where not told. */
  coverage: readonly PlaceHint[] | null
}

/** All that a row says of a place; the gazetteer finds the id. */
export interface PlaceHint {
  /** As printed. */
  name: string
  iso3: string
  role: PlaceRole
  accuracy: PlaceAccuracy
  /** Narrower to wider, the country not among them; empty for a country. */
  paths: readonly (readonly string[])[]
  /** Of several paths: all of them are meant, and what they have in common is the place (default), or the one nearest to the point. */
  several?: 'all' | 'nearest'
  pcode: string | null
  /** WGS 84. */
  latitude: number | null
  longitude: number | null
}

export interface EventHint {
  name: string
  cause: Exclude<Cause, 'all'>
  hazard: string | null
  beganOn: IsoDate | null
  /** The service's own first, and it decides; by the others an event is found that another service told of before. */
  codes: readonly { scheme: string; code: string }[]
}

/** What a figure is unless its row says otherwise. */
export const plainFigure = {
  valueHigh: null,
  quantifier: 'exact',
  unit: 'person',
  householdSize: null,
  border: null,
  term: 'displaced',
  scope: 'all',
  cause: null,
  hazard: null,
  occurred: 'unknown',
  status: 'reported',
  repeated: false,
  since: null,
  asOf: null,
  asOfBasis: 'stated',
  counter: null,
  subsetOf: null,
  // The row states each field; what is left to doubt is the service's own.
  confidence: 0.98,
  role: 'candidate',
  event: null,
  operation: null,
  round: null,
  assessmentType: null,
  coverage: null,
} as const satisfies Partial<RowFigure>
