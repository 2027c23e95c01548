/** All series of one place, category and scope: claims find their subject first, then each subject its series. */

import type { Claim, Series } from '@displacement-monitor/shared/domain'
import { type BuildOptions, buildSeries } from './build-series.ts'
import { printDay } from './reading.ts'
import { settleSubjects } from './settle-subjects.ts'

/** By place role, then cause, then as `buildSeries` sorts; of one place, category and scope, any role and cause. */
export function buildSubjects(claims: readonly Claim[], options: BuildOptions): Series[] {
  const knownOn = options.knownOn ?? null
  const known = knownOn === null ? claims : claims.filter((claim) => printDay(claim) <= knownOn)
  const subjects = new Map<string, Claim[]>()
  for (const claim of settleSubjects(known)) {
    const key = `${claim.placeRole} ${claim.cause ?? ''}`
    const own = subjects.get(key)
    if (own) own.push(claim)
    else subjects.set(key, [claim])
  }
  return [...subjects.keys()].sort().flatMap((key) => buildSeries(subjects.get(key) ?? [], options))
}
