/** Thresholds: rules that watch series and say when a number matters (design §4). */
import type { Category, Cause, Scope } from './figure.ts'
import type { PlaceId } from './place.ts'
import type { SeriesKind } from './series.ts'

export const thresholdKinds = [
  'level', 'rise', 'record', 'first', 'stale', 'drop', 'conflict', 'revised',
] as const // biome-ignore format: a vocabulary reads best as a block
export type ThresholdKind = (typeof thresholdKinds)[number]

/** From least to most, in the words of CAP 1.2. */
export const severities = ['minor', 'moderate', 'severe', 'extreme'] as const
export type Severity = (typeof severities)[number]

/** Which series a threshold looks at; null: any. */
export interface Watch {
  /** Null: every place. */
  placeId: PlaceId | null
  /** The places inside it as well; without it the place's own series alone. */
  withChildren: boolean
  /** 0 countries, 1 first-level units, 2 second-level units. */
  adminLevel: 0 | 1 | 2 | null
  category: Category | null
  /** `unknown`: series whose cause no text tells. */
  cause: Cause | 'unknown' | null
  scope: Scope
  seriesKind: SeriesKind | null
  /** Points whose best figure was read with less confidence count as not known; 0 to 1. */
  minimumConfidence: number | null
  /** Points whose counter is less reliable count as not known; 0 to 1. */
  minimumReliability: number | null
  /** Points that no person has checked count as not known. */
  reviewedOnly: boolean
}

/** Persons or households, as the series' unit is; ratios as parts of one: 0.2 is 20 %. */
export type ThresholdRule =
  /** `low` ≥ `atLeast`; a value beyond it whose `low` is not is possible only. Ends below `clearBelow` (stocks alone fall). */
  | { kind: 'level'; atLeast: number; clearBelow: number | null }
  /** More by `by` and by `ratio` within `days`; same counter, rule and coverage. */
  | { kind: 'rise'; by: number; ratio: number; days: number }
  /** At least `atLeast`, and the highest in `days`. Of bars the sum over the last `sumDays`; null: each bar by itself. */
  | { kind: 'record'; atLeast: number; days: number; sumDays: number | null }
  /** The first number of a place in this category, at least `atLeast`. */
  | { kind: 'first'; atLeast: number }
  /** Nothing new for `cadences` × the usual interval of the series. Closed counts are no news. */
  | { kind: 'stale'; cadences: number }
  /** Less by `by` and by `ratio` within `days`. */
  | { kind: 'drop'; by: number; ratio: number; days: number }
  /** Another family of counters is apart by more than `ratio`. */
  | { kind: 'conflict'; ratio: number }
  /** Its own counter went back by `ratio` or more. */
  | { kind: 'revised'; ratio: number }

export interface Threshold {
  id: number
  name: string
  watch: Watch
  rule: ThresholdRule
  /** The condition must hold for so many days before it fires; 0: at once. */
  forDays: number
  /** A crossing that begins within so many days after the last one ended goes on with it. */
  coolDownDays: number
  /** A firing incident tells again where its number has grown by this ratio since it was last told; null: never. */
  escalateRatio: number | null
  severity: Severity
  enabled: boolean
  createdBy: string
  createdAt: Date
}
