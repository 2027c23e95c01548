/** Figures → claims: what one witness after another adds to a claim. The store's query gives the same, in SQL. */

import {
  type Claim,
  type ClaimReview,
  type Figure,
  type FigureRole,
  type IsoDate,
  type PlaceId,
  type Quantifier,
  type Review,
  type Subject,
  utcDay,
} from '@displacement-monitor/shared/domain'
import { claimKey } from './claim-key.ts'
import { normaliseCounter } from './normalise-counter.ts'

type Told = Pick<
  Figure,
  | 'value'
  | 'valueHigh'
  | 'quantifier'
  | 'unit'
  | 'householdSize'
  | 'since'
  | 'asOf'
  | 'asOfBasis'
  | 'counter'
  | 'confidence'
>

/** A living figure of a subject in the report that prints it: not superseded, not rejected, not a part of another. */
export interface WitnessFigure extends Subject, Told, Pick<Figure, 'window'> {
  reportId: number
  publisher: string | null
  /** Of the reports that print the same text; absent or null: it stands alone. */
  textGroup?: number | null
  publishedOn: IsoDate | null
  recordedAt: Date
  /** The report is the counter's own document. */
  primary: boolean
  review: Review
  role: FigureRole
  eventId: number | null
  operation: string | null
  round: number | null
  assessmentType?: string | null
  coverage: readonly PlaceId[] | null
  /** As graded by the operator; absent: as the tree grades it. */
  reliability?: number
}

const unnamedReliability = 0.3

/**
 * Claims in key order, whatever the order of the figures; ids count from 1 unless `idOf` knows them. With `knownOn`, of what
 * had been printed by that day (undated: recorded), so that a later print changes neither number nor weight.
 */
export function gatherClaims(
  figures: readonly WitnessFigure[],
  { knownOn = null, idOf }: { knownOn?: IsoDate | null; idOf?: (key: string) => number } = {},
): Claim[] {
  const groups = new Map<string, WitnessFigure[]>()
  for (const figure of figures) {
    if (knownOn !== null && (figure.publishedOn ?? utcDay(figure.recordedAt)) > knownOn) continue
    const key = claimKey(figure, figure)
    const group = groups.get(key)
    if (group) group.push(figure)
    else groups.set(key, [figure])
  }
  const keys = [...groups.keys()].sort()
  return keys.map((key, index) => toClaim(idOf?.(key) ?? index + 1, groups.get(key) ?? []))
}

function toClaim(id: number, witnesses: readonly WitnessFigure[]): Claim {
  const [first] = witnesses
  if (!first) throw new Error('a claim without a figure')
  const counter = first.counter === null ? null : normaliseCounter(first.counter)
  const { placeId, placeRole, category, scope, cause, value, valueHigh, unit, since } = first
  return {
    id,
    placeId,
    placeRole,
    category,
    scope,
    cause,
    value,
    valueHigh,
    quantifier: claimQuantifier(witnesses),
    unit,
    householdSize: least(witnesses.flatMap(({ householdSize }) => (householdSize === null ? [] : [householdSize]))),
    since,
    asOf: first.asOfBasis === 'stated' ? first.asOf : null,
    asOfBasis: first.asOf === null ? 'published' : first.asOfBasis,
    window: mostFrequent(witnesses.flatMap(({ window }) => (window ? [window] : []))),
    counter: counter?.name ?? null,
    counterFamily: counter?.family ?? null,
    reliability: first.reliability ?? counter?.reliability ?? unnamedReliability,
    role:
      (['recommended', 'triangulation'] as const).find((role) => witnesses.some((one) => one.role === role)) ??
      'candidate',
    operation: first.operation,
    round: first.round,
    assessmentType: first.assessmentType ?? null,
    coverage: witnesses.find(({ coverage }) => coverage !== null)?.coverage ?? null,
    eventId: first.eventId,
    firstPrintedOn: least(witnesses.flatMap(({ publishedOn }) => (publishedOn === null ? [] : [publishedOn]))),
    firstRecordedAt: new Date(Math.min(...witnesses.map(({ recordedAt }) => recordedAt.getTime()))),
    publishers: voicesOf(witnesses),
    witnesses: new Set(witnesses.map(({ reportId }) => reportId)).size,
    primary: witnesses.some(({ primary }) => primary),
    review: reviewOf(witnesses),
    confidence: Math.max(...witnesses.map(({ confidence }) => confidence)),
  }
}

/** One text on many sites is one voice, as is one site with many texts. */
function voicesOf(witnesses: readonly WitnessFigure[]): number {
  const publishers = witnesses.map(({ publisher, reportId }) => publisher ?? `report ${reportId}`)
  const texts = witnesses.map(({ textGroup = null }, n) => (textGroup === null ? publishers[n] : `text ${textGroup}`))
  return Math.min(new Set(publishers).size, new Set(texts).size)
}

const least = <T extends string | number>(values: readonly T[]): T | null =>
  values.reduce<T | null>((a, b) => (a === null || b < a ? b : a), null)

/** Ties to the first in the alphabet, so that the order of arrival never decides. */
function mostFrequent<T extends string>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null
}

/**
 * The counter's own documents first. A bare number says less than one with a quantifier, as relays drop them; two different
 * quantifiers in equal number ("some" and "almost 900,000" in one page) leave an approximate number.
 */
export function claimQuantifier(witnesses: readonly { quantifier: Quantifier; primary: boolean }[]): Quantifier {
  const own = witnesses.filter(({ primary }) => primary)
  const all = (own.length > 0 ? own : witnesses).map(({ quantifier }) => quantifier)
  const telling = all.filter((quantifier) => quantifier !== 'exact')
  if (telling.length === 0) return 'exact'
  const counts = (['more_than', 'less_than', 'approximately', 'nearly', 'up_to', 'range', 'vague'] as const)
    .map((quantifier) => ({ quantifier, count: telling.filter((told) => told === quantifier).length }))
    .sort((a, b) => b.count - a.count)
  const [first, second] = counts
  return first && first.count > (second?.count ?? 0) ? first.quantifier : 'approximately'
}

const reviewOf = (witnesses: readonly { review: Review }[]): ClaimReview => {
  if (witnesses.some(({ review }) => review === 'approved' || review === 'corrected')) return 'cleared'
  return 'machine_read'
}
