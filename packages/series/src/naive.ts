/** `method=naive`: what adding up every printed number would say; for comparison beside a line, and no number of people. */

import type { Claim, ClaimId, IsoDate, SeriesPoint } from '@displacement-monitor/shared/domain'
import type { Line } from './line.ts'
import { byTrust, type Reading, readClaim } from './reading.ts'

/** Named like a rule, so that no table of it passes for the reconciled one. */
export const naiveRule = 'naive@1'

export interface NaiveSum {
  on: IsoDate
  claimId: ClaimId
  added: number
  /** Each claim added once, by day of print. */
  total: number
  /** Each report that prints it added: what a sum over articles says. */
  totalOfReports: number
}

export const naiveAddition = (claims: readonly Claim[]): NaiveSum[] => addUp(claims.map(readClaim))

function addUp(readings: readonly Reading[]): NaiveSum[] {
  const sorted = [...readings].sort((a, b) =>
    a.printedOn === b.printedOn ? byTrust(a, b) : a.printedOn < b.printedOn ? -1 : 1,
  )
  let total = 0
  let totalOfReports = 0
  return sorted.map(({ claim, printedOn, value, witnesses }) => {
    total += value
    totalOfReports += value * witnesses
    return { on: printedOn, claimId: claim.id, added: value, total, totalOfReports }
  })
}

/** One point a day of print: the sum so far, with the claims of that day; whatever was told since when, and by whom. */
export function buildNaive(readings: readonly Reading[]): Line {
  const days = new Map<IsoDate, NaiveSum[]>()
  for (const sum of addUp(readings)) days.set(sum.on, [...(days.get(sum.on) ?? []), sum])
  const witnesses = new Map(readings.map((reading) => [reading.claim.id, reading.witnesses]))
  let claims = 0
  const points = [...days].map(([on, sums]): SeriesPoint => {
    const { total, totalOfReports } = sums.at(-1) ?? { total: 0, totalOfReports: 0 }
    claims += sums.length
    return {
      from: null,
      asOf: on,
      value: total,
      low: total,
      high: total,
      quantifier: 'exact',
      review: 'machine_read',
      witnesses: sums.reduce((count, { claimId }) => count + (witnesses.get(claimId) ?? 0), 0),
      claimIds: sums.map(({ claimId }) => claimId),
      flags: ['naive'],
      reason:
        `Plain addition, for comparison: ${claims} ${claims === 1 ? 'claim' : 'claims'} printed by this day, each added ` +
        `once; added once for each report that prints it, ${totalOfReports}. It is no number of people.`,
    }
  })
  return { points, leftOut: [] }
}
