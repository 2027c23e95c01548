/** The points of a line as an answer tells them: the claims' own days or regular steps, within the days asked for. */
import { resample, stockCarryDays } from '@displacement-monitor/series'
import type { TrendPointJson, TrendQuery } from '@displacement-monitor/shared/contracts'
import {
  addDays,
  dayNumber,
  daysInMonth,
  type IsoDate,
  type LeftOut,
  type Series,
  type SeriesPoint,
} from '@displacement-monitor/shared/domain'
import { TrendRefusal } from './refusal.ts'

export interface PointOptions {
  query: Pick<TrendQuery, 'from' | 'to' | 'step'>
  today: IsoDate
  /** Counts under it are told as less than it; null: none. */
  veilsBelow: number | null
}

/** Ten years of days and some more. */
const mostSteps = 4_000
const stepDays = { day: 1, week: 7, month: 28 } as const

export interface Pointed {
  points: TrendPointJson[]
  leftOut: LeftOut[]
}

export function trendPoints(series: Series, { query, today, veilsBelow }: PointOptions): Pointed {
  const told = query.step === 'claims' ? ownPoints(series, query) : steppedPoints(series, query, query.step, today)
  return veilsBelow === null ? told : { ...told, points: told.points.map((point) => veiled(point, veilsBelow)) }
}

function ownPoints(series: Series, { from, to }: PointOptions['query']): Pointed {
  const inside = ({ asOf }: SeriesPoint) => (from === undefined || asOf >= from) && (to === undefined || asOf <= to)
  const points = series.points.filter(inside).map(
    (point): TrendPointJson => ({
      ...(point.from === null ? {} : { from: point.from }),
      as_of: point.asOf,
      value: point.value,
      low: point.low,
      high: point.high,
      quantifier: point.value === null ? null : point.quantifier,
      review: point.value === null ? null : point.review,
      witnesses: point.witnesses,
      claims: [...point.claimIds],
      flags: [...point.flags],
      reason: point.reason,
    }),
  )
  return { points, leftOut: [] }
}

function steppedPoints(
  series: Series,
  query: PointOptions['query'],
  step: 'day' | 'week' | 'month',
  today: IsoDate,
): Pointed {
  const range = rangeOf(series, query, step, today)
  if (range === null) return { points: [], leftOut: [] }
  if (dayNumber(range.to) - dayNumber(range.from) > mostSteps * stepDays[step])
    throw new TrendRefusal(
      `That is more than ${mostSteps} steps: ask for fewer days with from and to, or a wider step.`,
      'step',
      step === 'day' ? ['week', 'month'] : ['month'],
    )
  const { samples, leftOut } = resample(series, { ...range, step })
  const points = samples.map(
    (sample): TrendPointJson => ({
      from: sample.from,
      to: sample.to,
      as_of: sample.value === null ? null : sample.asOf,
      value: sample.value,
      low: sample.low,
      high: sample.high,
      quantifier: sample.value === null ? null : sample.quantifier,
      review: sample.value === null ? null : sample.review,
      witnesses: sample.witnesses,
      claims: [...sample.claimIds],
      age_days: sample.ageDays,
      flags: [...sample.flags],
    }),
  )
  return { points, leftOut }
}

/** Whole steps around the line, or exactly the days asked for; null for a line without points. */
export function rangeOf(
  series: Pick<Series, 'kind' | 'points'>,
  { from, to }: { from?: IsoDate | undefined; to?: IsoDate | undefined },
  step: 'day' | 'week' | 'month',
  today: IsoDate,
): { from: IsoDate; to: IsoDate } | null {
  const [first, last] = [series.points[0], series.points.at(-1)]
  if (!first || !last) return null
  const carried =
    series.kind === 'stock' && last.value !== null ? addDays(last.asOf, stockCarryDays(series)) : last.asOf
  const end = carried > today && last.asOf <= today ? today : carried
  return { from: from ?? startOfStep(first.from ?? first.asOf, step), to: to ?? endOfStep(end, step) }
}

function startOfStep(day: IsoDate, step: 'day' | 'week' | 'month'): IsoDate {
  if (step === 'day') return day
  if (step === 'month') return `${day.slice(0, 8)}01`
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

function endOfStep(day: IsoDate, step: 'day' | 'week' | 'month'): IsoDate {
  if (step === 'day') return day
  if (step === 'week') return addDays(day, (7 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7)
  const days = daysInMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7)))
  return `${day.slice(0, 8)}${String(days).padStart(2, '0')}`
}

/** "<50": 0 to 49, told as less than 50. */
function veiled(point: TrendPointJson, below: number): TrendPointJson {
  if (point.value === null || point.value >= below) return point
  return { ...point, value: below, low: 0, high: below - 1, quantifier: 'less_than', ...withoutReason(point) }
}

/** A reason may print the number. */
const withoutReason = (point: TrendPointJson) => (point.reason === undefined ? {} : { reason: 'A small count.' })
