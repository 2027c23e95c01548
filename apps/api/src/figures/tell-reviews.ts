/** Verdicts as the API tells them: names need a key, and what a correction tells of a veiled figure stays veiled. */
import type { ToldReviewJson } from '@displacement-monitor/shared/contracts'
import type { ReviewRow } from '@displacement-monitor/shared/db'

export function tellReviews(
  reviews: readonly ReviewRow[],
  { names, corrections }: { names: boolean; corrections: boolean },
): ToldReviewJson[] {
  return reviews.map(({ verdict, reason, correction, at, reviewer }) => ({
    verdict,
    reason,
    correction: corrections ? correction : null,
    at: at.toISOString(),
    reviewer: names ? reviewer : null,
  }))
}
