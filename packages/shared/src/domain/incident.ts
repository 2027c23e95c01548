/** What thresholds find: a crossing in a series, the incident made of it, and the messages about it (design §4). */
import type { ClaimId, ClaimReview, Subject } from './claim.ts'
import type { DatedDay, IsoDate } from './dates.ts'
import type { Quantifier, Unit } from './figure.ts'
import type { SeriesKind, SeriesPoint, SeriesState } from './series.ts'

/** A point with what a threshold may ask of it beyond what everybody is shown. */
export interface WatchedPoint extends SeriesPoint {
  /** Of its best figure, 0 to 1. */
  confidence: number
  /** Of its counter, 0 to 1. */
  reliability: number
}

/** What another family of counters said of the same series. */
export interface Rival {
  asOf: IsoDate
  /** False: the as-of is the day of print, by which that many had been reached. */
  stated: boolean
  value: number
  counter: string
  claimId: ClaimId
}

/** A series as thresholds see it; points by as-of. */
export interface WatchedSeries extends Subject {
  id: number
  version: number
  kind: SeriesKind
  unit: Unit
  since: DatedDay | null
  counter: string | null
  state: SeriesState
  rule: string
  points: readonly WatchedPoint[]
  rivals: readonly Rival[]
  /** The earliest as-of that any series of its place and category tells; null where none does. */
  placeKnownSince: IsoDate | null
}

/** A point as a message tells it. */
export interface PointTold {
  /** First day of a bar or of a sum; else null. */
  from: IsoDate | null
  asOf: IsoDate
  value: number
  low: number
  high: number
  quantifier: Quantifier
  review: ClaimReview
  witnesses: number
  claimIds: readonly ClaimId[]
}

/** A stretch of a series beyond a threshold, as its points tell it now. */
export interface Crossing {
  /** Of one threshold and series: what makes it this crossing and no other; stays when its evidence is revised a little. */
  key: string
  /** As-of at which it began: of a level, the first number whose low end is beyond it; of a sum, that of its newest number. */
  startedOn: IsoDate
  /** As-of at which it ended; null while it lasts. What is told of a moment (a bar, a rise, a record) ends with its newest number. */
  endedOn: IsoDate | null
  /** The number that ended it; null while it lasts, and where none did: a count that nobody continued, what is told of a moment. */
  endedBy: PointTold | null
  /** The number may be beyond the threshold, but its low end is not: for the desk only. */
  possible: boolean
  /** What it is compared with; null where there is nothing before. */
  before: PointTold | null
  /** The point that crossed. */
  at: PointTold
  /** The newest point within it. */
  latest: PointTold
  /** One sentence: why the rule found it. */
  reason: string
  /** The rule, filters and cool-down under which it was found: what is gone under others was not wrong. */
  terms: string
}

export const incidentStates = [
  'pending', 'possible', 'firing', 'cleared', 'corrected', 'would_have_fired',
] as const // biome-ignore format: a vocabulary reads best as a block
/**
 * pending: the condition holds, not yet for long enough · possible: for the desk only · firing: told · cleared: over ·
 * corrected: the evidence no longer says so · would_have_fired: history, told to nobody.
 */
export type IncidentState = (typeof incidentStates)[number]

export const alertKinds = ['fired', 'escalated', 'cleared', 'corrected'] as const
export type AlertKind = (typeof alertKinds)[number]

/** An incident as the rules see it. */
export interface Incident {
  id: number
  crossing: Crossing
  state: IncidentState
  openedAt: Date
  /** When it was first told; null: never. */
  firedAt: Date | null
  /** The value that was last told; null: none. */
  toldValue: number | null
  /** The kind of the last message about it, which its readers take for true; null: none. */
  lastTold: AlertKind | null
  acknowledgedAt: Date | null
  silencedUntil: Date | null
}

/** What an evaluation wants written: one incident begun or changed, and the message that goes with it. */
export interface IncidentChange {
  /** Null: a new one. */
  incidentId: number | null
  crossing: Crossing
  state: IncidentState
  alert: AlertKind | null
  /** One sentence for the incident's history. */
  reason: string
}

/** `backfill`: a run over the past; no message begins there, but what had been told is still cleared or corrected. */
export type FoundIn = 'live' | 'backfill'
