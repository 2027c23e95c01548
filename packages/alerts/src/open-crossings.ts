/** Which crossings are for everybody (docs/data-responsibility.md): each number that one tells must be, for its words tell it. */

import { countryDelays, openClaims } from '@displacement-monitor/shared/db'
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
  const claims = await openClaims(sql, claimsOfAll(rows))
  return tellable({ sql, gazetteer }, rows, claims)
}

/** Those that a country's delay alone keeps from everybody today. */
export async function delayedCrossings<Row extends Crossed>(
  { sql, gazetteer }: Pick<MessageStore, 'sql' | 'gazetteer'>,
  rows: readonly Row[],
): Promise<Row[]> {
  if (rows.length === 0 || (await countryDelays(sql)).size === 0) return []
  const open = new Set(await openCrossings({ sql, gazetteer }, rows, false))
  const closed = rows.filter((row) => !open.has(row))
  const later = await openClaims(sql, claimsOfAll(closed), { afterDelays: true })
  return tellable({ sql, gazetteer }, closed, later)
}

/** Where each number that a crossing tells is of a series, a size and a claim that may be told. */
function tellable<Row extends Crossed>(
  { sql, gazetteer }: Pick<MessageStore, 'sql' | 'gazetteer'>,
  rows: readonly Row[],
  claims: ReadonlySet<number>,
): Row[] {
  const disclosure = disclosureOf({ sql, gazetteer }, false)
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
const claimsOfAll = (rows: readonly Crossed[]) => [
  ...new Set(rows.flatMap(({ crossing }) => numbersOf(crossing).flatMap(({ claimIds }) => claimIds))),
]
