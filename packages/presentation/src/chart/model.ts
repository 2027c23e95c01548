/** What a picture of a trend shows: one line that leads, its evidence beside it. Made from the answer that JSON carries. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import {
  type ClaimReview,
  type IsoDate,
  type PointFlag,
  type SeriesKind,
  shortDatedDayInWords,
} from '@displacement-monitor/shared/domain'
import { amountInWords, dayOfPoint, pointInWords, type StatedDays } from '../words/describe-line.ts'

export interface ChartPoint {
  /** First day covered, of bars; else null. */
  from: IsoDate | null
  asOf: IsoDate
  /** That day in short, as exactly as it is known: "17 Feb 2020", "February 2020". */
  day: string
  /** Null: unknown from here on. */
  value: number | null
  low: number | null
  high: number | null
  review: ClaimReview | null
  flags: readonly PointFlag[]
  /** In words, for the dot's title and its name to a screen reader. */
  says: string
  /** The amount as the claim tells it: "nearly 1,000,000". */
  amount: string
  /** Where the dot leads; null: nowhere. */
  href: string | null
}

/** A number that the rule left off the line. */
export interface ChartEvidence {
  day: IsoDate
  value: number
  says: string
  href: string | null
}

export interface ChartModel {
  title: string
  /** For screen readers: what the picture says, in sentences. */
  description: string
  kind: SeriesKind
  /** Of a running count: the day it begins at nothing, and that day in words; else null. */
  begins: { day: IsoDate; says: string } | null
  points: readonly ChartPoint[]
  evidence: readonly ChartEvidence[]
  /** Line of small print under the picture. */
  footnote: string
  /** Whose work the numbers rest on; written under a picture that stands alone. */
  sources: string
}

type TrendLine = TrendJson['series'][number]

const kinds: readonly SeriesKind[] = ['cumulative', 'stock', 'event_sum', 'period']

/** Of the lines of one place the one a person looks for: all people, persons, a running count before a stock before bars. */
export function mainLine(series: readonly TrendLine[]): TrendLine | null {
  const rank = (line: TrendLine): number[] => [
    line.scope === 'all' ? 0 : 1,
    line.unit === 'person' ? 0 : 1,
    kinds.indexOf(line.kind),
    -line.points.filter(({ value }) => value !== null).length,
  ]
  const ranked = series
    .filter(({ points }) => points.some(({ value }) => value !== null))
    .map((line) => ({ line, rank: rank(line) }))
    .sort((a, b) => a.rank.map((value, index) => value - (b.rank[index] ?? 0)).find((step) => step !== 0) ?? 0)
  return ranked[0]?.line ?? null
}

/** Steps without a number are gaps between them; a step's day is the last one it covers. */
export function chartPoints(
  line: TrendLine,
  statedOf: StatedDays,
  href: (point: TrendLine['points'][number]) => string | null,
): ChartPoint[] {
  const isBar = line.kind === 'period' || line.kind === 'event_sum'
  return line.points.flatMap((point) => {
    const asOf = point.to ?? point.as_of
    if (asOf === null) return []
    return {
      from: isBar ? (point.from ?? asOf) : null,
      asOf,
      day: shortDatedDayInWords(dayOfPoint(point, statedOf) ?? { day: asOf, accuracy: 'day' }),
      value: point.value,
      low: point.low,
      high: point.high,
      review: point.review,
      flags: point.flags,
      says: pointInWords(point, statedOf),
      amount: amountInWords(point),
      href: href(point),
    }
  })
}

/** Windows are bars; counts and stocks are lines. */
export const isBars = ({ kind }: ChartModel): boolean => kind === 'period' || kind === 'event_sum'
