/** Which crossings are for everybody (docs/data-responsibility.md): each number that one tells must be, for its words tell it. */
import type { Category, Cause, Crossing, PlaceId, PlaceRole } from '@displacement-monitor/shared/domain'
import { disclosureOf } from '@displacement-monitor/trends'
import type { MessageStore } from './message-store.ts'

export interface Crossed {
  placeId: PlaceId
  placeRole: PlaceRole
  category: Category
  cause: Cause | null
  crossing: Crossing
}

/** In their order. `all`: somebody with a key asks, and sees every one. */
export async function openCrossings<Row extends Crossed>(
  { sql, gazetteer }: Pick<MessageStore, 'sql' | 'gazetteer'>,
  rows: readonly Row[],
  all: boolean,
): Promise<Row[]> {
  if (all) return [...rows]
  const disclosure = disclosureOf({ sql, gazetteer }, false)
  const claims = await disclosure.openClaims([...new Set(rows.flatMap(({ crossing }) => claimsOf(crossing)))])
  return rows.filter((row) => {
    const least = disclosure.veilsBelow(row.placeId) ?? 0
    return (
      disclosure.showsSeries(row) &&
      numbersOf(row.crossing).every(
        ({ low, claimIds }) => low >= least && (claimIds.length === 0 || claimIds.some((id) => claims.has(id))),
      )
    )
  })
}

const numbersOf = ({ before, at, latest }: Crossing) => [...(before ? [before] : []), at, latest]
const claimsOf = (crossing: Crossing) => numbersOf(crossing).flatMap(({ claimIds }) => claimIds)
