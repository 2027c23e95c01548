/** What a reader may see of a trend. Who withholds what is no matter of this package (docs/data-responsibility.md). */
import type { ClaimId, PlaceId, Subject } from '@displacement-monitor/shared/domain'

export interface Disclosure {
  /** Whether a series is told at all. */
  showsSeries(subject: Pick<Subject, 'placeId' | 'placeRole' | 'category' | 'cause'>): boolean
  /** Counts of the place below this are told as "less than" it, without the reasons that print them; null: all as they are. */
  veilsBelow(placeId: PlaceId): number | null
  /** Whether claims that only sources of severe sensitivity tell are told. */
  showsSevere: boolean
  /** Whether each claim must be asked for, since some country's are kept back for a while. */
  asksClaims(): Promise<boolean>
  /** Those of the claims that may be told, where no series says so. */
  openClaims(ids: readonly ClaimId[]): Promise<ReadonlySet<ClaimId>>
}

/** For an operator: nothing is withheld. */
export const wholeView: Disclosure = {
  showsSeries: () => true,
  veilsBelow: () => null,
  showsSevere: true,
  asksClaims: async () => false,
  openClaims: async (ids) => new Set(ids),
}
