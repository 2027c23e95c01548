/** The points of a series that a threshold may rely on: own numbers, as trustworthy as it asks. */
import { dayNumber, type Watch, type WatchedPoint, type WatchedSeries } from '@displacement-monitor/shared/domain'

export interface KnownPoint extends WatchedPoint {
  value: number
  low: number
  high: number
  /** `asOf`, in days since 1970. */
  day: number
  /** Points of one run compare like with like: same counter, same coverage, no revision between. */
  run: number
}

const breaks = ['lead_change', 'coverage_break', 'revised'] as const

/**
 * By as-of. A point that the threshold does not trust is not known, and so is one said of a wider place, which tells there.
 * A break of the line counts even where the point that bears it is not known.
 */
export function knownPoints({ points }: WatchedSeries, watch: Watch): KnownPoint[] {
  const sorted = [...points].sort((a, b) => compare(a.asOf, b.asOf) || compare(a.from ?? '', b.from ?? ''))
  const known: KnownPoint[] = []
  let run = 0
  for (const point of sorted) {
    if (breaks.some((flag) => point.flags.includes(flag))) run++
    const { value, low, high } = point
    if (value === null || point.flags.includes('restated') || !isTrusted(point, watch)) continue
    known.push({ ...point, value, low: low ?? value, high: high ?? value, day: dayNumber(point.asOf), run })
  }
  return known
}

function isTrusted({ confidence, reliability, review }: WatchedPoint, watch: Watch): boolean {
  if (watch.reviewedOnly && review !== 'cleared') return false
  return confidence >= (watch.minimumConfidence ?? 0) && reliability >= (watch.minimumReliability ?? 0)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
