/** What adding up every printed number would say: shown beside a line in docs/method.md, served nowhere. */

import type { Claim, ClaimId, IsoDate } from '@displacement-monitor/shared/domain'
import { byTrust, readClaim } from './reading.ts'

export interface NaiveSum {
  on: IsoDate
  claimId: ClaimId
  added: number
  /** Each claim added once, by day of print. */
  total: number
  /** Each report that prints it added: what a sum over articles says. */
  totalOfReports: number
}

export function naiveAddition(claims: readonly Claim[]): NaiveSum[] {
  const readings = claims.map(readClaim)
  readings.sort((a, b) => (a.printedOn === b.printedOn ? byTrust(a, b) : a.printedOn < b.printedOn ? -1 : 1))
  let total = 0
  let totalOfReports = 0
  return readings.map(({ claim, printedOn, value, witnesses }) => {
    total += value
    totalOfReports += value * witnesses
    return { on: printedOn, claimId: claim.id, added: value, total, totalOfReports }
  })
}
