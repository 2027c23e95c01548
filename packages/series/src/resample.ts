/** A series at regular steps, under fill rules that invent nothing: steps are held, never interpolated; absent is null. */

import {
  addDays,
  type ClaimId,
  type ClaimReview,
  dayNumber,
  daysInMonth,
  type IsoDate,
  type LeftOut,
  type PointFlag,
  type Quantifier,
  type Series,
  type SeriesPoint,
} from '@displacement-monitor/shared/domain'
import { carryDaysOf } from './cadence.ts'

export const resampleSteps = ['day', 'week', 'month', 'claims'] as const
export type ResampleStep = (typeof resampleSteps)[number]

export interface ResampleOptions {
  /** Both days included. */
  from: IsoDate
  to: IsoDate
  /** Weeks begin on Monday; days are the claims' own calendar days. `claims`: the points themselves. */
  step: ResampleStep
}

export interface Sample {
  /** First and last day of the step, cut to the asked range. */
  from: IsoDate
  to: IsoDate
  /** Day of the number shown; null where none is known. */
  asOf: IsoDate | null
  value: number | null
  low: number | null
  high: number | null
  quantifier: Quantifier | null
  review: ClaimReview | null
  witnesses: number
  claimIds: readonly ClaimId[]
  flags: readonly PointFlag[]
  /** From the number's day to the end of the step; null where none is known. */
  ageDays: number | null
}

export interface Resampled {
  samples: Sample[]
  /** Windows that no step holds whole: they are not split. */
  leftOut: LeftOut[]
}

interface Step {
  from: IsoDate
  to: IsoDate
}

export function resample(series: Pick<Series, 'kind' | 'points'>, options: ResampleOptions): Resampled {
  if (options.from > options.to) return { samples: [], leftOut: [] }
  if (options.step === 'claims') return { samples: ownDays(series.points, options), leftOut: [] }
  const steps = stepsOf(options.from, options.to, options.step)
  switch (series.kind) {
    case 'cumulative':
      return { samples: heldSteps(series.points, steps, 0), leftOut: [] }
    case 'stock':
      return { samples: heldSteps(series.points, steps, stockCarryDays(series)), leftOut: [] }
    case 'period':
      return summedSteps(series.points, steps, true)
    case 'event_sum':
      return summedSteps(series.points, steps, false)
  }
}

/** Days for which a stock's number stands after its day (rule 6), from the line's own points. */
export function stockCarryDays(series: Pick<Series, 'points'>): number {
  const track = series.points.slice(
    Math.max(
      0,
      series.points.findLastIndex(({ flags }) => flags.includes('lead_change')),
    ),
  )
  return carryDaysOf(track.filter(({ value }) => value !== null).map(({ asOf }) => dayNumber(asOf)))
}

function stepsOf(from: IsoDate, to: IsoDate, step: 'day' | 'week' | 'month'): Step[] {
  const steps: Step[] = []
  for (let first = from; first <= to; ) {
    const end = endOfStep(first, step)
    const last = end < to ? end : to
    steps.push({ from: first, to: last })
    first = addDays(last, 1)
  }
  return steps
}

function endOfStep(day: IsoDate, step: 'day' | 'week' | 'month'): IsoDate {
  if (step === 'day') return day
  if (step === 'week') return addDays(day, (7 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7)
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return `${day.slice(0, 8)}${String(daysInMonth(year, month)).padStart(2, '0')}`
}

const sampleOf = (point: SeriesPoint, { from, to }: Step, extra: readonly PointFlag[] = []): Sample => ({
  from,
  to,
  asOf: point.asOf,
  value: point.value,
  low: point.low,
  high: point.high,
  quantifier: point.value === null ? null : point.quantifier,
  review: point.value === null ? null : point.review,
  witnesses: point.witnesses,
  claimIds: point.claimIds,
  flags: extra.length === 0 ? point.flags : [...point.flags, ...extra],
  ageDays: point.value === null ? null : dayNumber(to) - dayNumber(point.asOf),
})

const nothing = ({ from, to }: Step): Sample => ({
  from,
  to,
  asOf: null,
  value: null,
  low: null,
  high: null,
  quantifier: null,
  review: null,
  witnesses: 0,
  claimIds: [],
  flags: [],
  ageDays: null,
})

const ownDays = (points: readonly SeriesPoint[], { from, to }: ResampleOptions): Sample[] =>
  points
    .filter(({ asOf }) => asOf >= from && asOf <= to)
    .map((point) => sampleOf(point, { from: point.from ?? point.asOf, to: point.asOf }))

/** The newest point at the end of each step. After the last one it stands `carryDays` more (a count: none, it ends there). */
function heldSteps(points: readonly SeriesPoint[], steps: readonly Step[], carryDays: number): Sample[] {
  const end = points.at(-1)
  const ends = end === undefined ? '' : addDays(end.asOf, carryDays)
  let next = 0
  return steps.map((step) => {
    while ((points[next]?.asOf ?? '9999-99-99') <= step.to) next++
    const point = points[next - 1]
    if (!point || point.value === null) return nothing(step)
    if (point === end && point.asOf < step.from && step.to > ends) return nothing(step)
    return sampleOf(point, step, point.asOf < step.from ? ['carried'] : [])
  })
}

/** Windows summed per step: of bars those that lie wholly in it, of events those that end in it. */
function summedSteps(points: readonly SeriesPoint[], steps: readonly Step[], whole: boolean): Resampled {
  const leftOut: LeftOut[] = []
  const sorted = [...points].sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0))
  let next = sorted.findIndex(({ asOf }) => asOf >= (steps[0]?.from ?? ''))
  if (next < 0) next = sorted.length
  const samples = steps.map((step) => {
    const inside: SeriesPoint[] = []
    for (; (sorted[next]?.asOf ?? '9999-99-99') <= step.to; next++) {
      const point = sorted[next]
      if (!point) break
      if (point.flags.includes('start_untold')) leave(point, 'no report tells its first day: never added', leftOut)
      else if (whole && (point.from ?? point.asOf) < step.from)
        leave(point, 'begins before the step it ends in', leftOut)
      else inside.push(point)
    }
    return summed(inside, step)
  })
  return { samples, leftOut }
}

const leave = (point: SeriesPoint, reason: string, leftOut: LeftOut[]): void => {
  for (const claimId of point.claimIds) leftOut.push({ claimId, reason })
}

function summed(points: readonly SeriesPoint[], step: Step): Sample {
  const [first] = points
  if (!first) return nothing(step)
  if (points.length === 1) return sampleOf(first, step)
  const sum = (of: (point: SeriesPoint) => number | null): number =>
    points.reduce((total, point) => total + (of(point) ?? 0), 0)
  const last = points.at(-1) ?? first
  const review = points.every((point) => point.review === 'cleared')
    ? 'cleared'
    : points.every((point) => point.review === 'machine_read')
      ? 'machine_read'
      : 'partly'
  return {
    ...sampleOf(last, step),
    value: sum(({ value }) => value),
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
    quantifier: 'exact',
    review,
    witnesses: sum(({ witnesses }) => witnesses),
    claimIds: points.flatMap(({ claimIds }) => claimIds),
    flags: [...new Set(points.flatMap(({ flags }) => flags))],
  }
}

/** The sum of the windows that end in the `days` days up to and with `asOf`; null where none does. */
export function trailingSum(series: Pick<Series, 'kind' | 'points'>, asOf: IsoDate, days = 30): Sample {
  const step = { from: addDays(asOf, 1 - days), to: asOf }
  return summedSteps(series.points, [step], series.kind === 'period').samples[0] ?? nothing(step)
}
