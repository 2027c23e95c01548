/** Which crossings are for everybody (docs/data-responsibility.md): each number that one tells must be, for its words tell it. */
import { type AlertRow, countryDelays, heldClaims, openClaims, toldIncidents } from '@displacement-monitor/shared/db'
import type { Category, Cause, ClaimId, Crossing, PlaceId, PlaceRole } from '@displacement-monitor/shared/domain'
import { disclosureOf } from '@displacement-monitor/trends'
import type { MessageStore } from './message-store.ts'

type Store = Pick<MessageStore, 'sql' | 'gazetteer'>

export interface Crossed {
  placeId: PlaceId
  placeRole: PlaceRole
  category: Category
  cause: Cause | null
  crossing: Crossing
}

/** In their order. `all`: somebody with a key asks, and sees every one. */
export async function openCrossings<Row extends Crossed>(
  store: Store,
  rows: readonly Row[],
  all: boolean,
): Promise<Row[]> {
  if (all) return [...rows]
  const kept = without(rows, await heldCrossings(store, rows))
  return tellable(store, kept, await openClaims(store.sql, claimsOf(kept)))
}

/** Those that a country's delay alone keeps from everybody today. */
export async function delayedCrossings<Row extends Crossed>(store: Store, rows: readonly Row[]): Promise<Row[]> {
  if (rows.length === 0 || (await countryDelays(store.sql)).size === 0) return []
  const told = [...(await openCrossings(store, rows, false)), ...(await heldCrossings(store, rows))]
  const closed = without(rows, told)
  return tellable(store, closed, await openClaims(store.sql, claimsOf(closed), { afterDelays: true }))
}

/** Those that tell a number of which every report was withdrawn or is under embargo: with a key, too, it is told no more. */
export async function heldCrossings<Row extends Pick<Crossed, 'crossing'>>(
  { sql }: Pick<Store, 'sql'>,
  rows: readonly Row[],
): Promise<Row[]> {
  const held = await heldClaims(sql, claimsOf(rows))
  return held.size === 0 ? [] : rows.filter((row) => claimsOf([row]).some((id) => held.has(id)))
}

/**
 * Corrections of numbers that were withdrawn, or are under embargo now: told without the number, where it was for everybody and
 * was told. `channelId`: on this channel; null: on any. By the ids of the alerts.
 */
export async function bareCorrections(
  store: Store,
  alerts: readonly AlertRow[],
  channelId: number | null,
): Promise<ReadonlySet<string>> {
  const corrections = alerts.filter(({ kind }) => kind === 'corrected')
  const bare = await heldCrossings(store, corrections)
  if (bare.length === 0) return new Set()
  const incidents = bare.map(({ incidentId }) => incidentId)
  const told = await toldIncidents(store.sql, incidents, channelId)
  const claims = await openClaims(store.sql, claimsOf(bare), { afterDelays: true, hiddenToo: true })
  const found = tellable(store, bare, claims).filter(({ incidentId }) => told.has(incidentId))
  return new Set(found.map(({ id }) => id))
}

/** Where each number that a crossing tells is of a series, a size and a claim that may be told. */
function tellable<Row extends Crossed>(
  { sql, gazetteer }: Store,
  rows: readonly Row[],
  claims: ReadonlySet<ClaimId>,
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

function without<Row>(rows: readonly Row[], these: readonly Row[]): Row[] {
  const out = new Set(these)
  return rows.filter((row) => !out.has(row))
}

const numbersOf = ({ before, at, latest }: Crossing) => [...(before ? [before] : []), at, latest]
const claimsOf = (rows: readonly Pick<Crossed, 'crossing'>[]): ClaimId[] => [
  ...new Set(rows.flatMap(({ crossing }) => numbersOf(crossing).flatMap(({ claimIds }) => claimIds))),
]
