/** What of a trend is for everybody (docs/data-responsibility.md); with a key nothing is withheld. */
import { openClaims } from '@displacement-monitor/shared/db'
import { type Disclosure, wholeView } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'
import { hidesSmallCounts, isOpenSeries, smallCount } from './open-figure.ts'

export function disclosureOf({ sql, gazetteer }: ApiContext, all: boolean): Disclosure {
  if (all) return wholeView
  return {
    showsSeries: (subject) => isOpenSeries(subject, gazetteer),
    // A sum over one town would tell the small count that the town's own line veils: a rollup leaves such places out.
    veilsBelow: (placeId) => (hidesSmallCounts(placeId, gazetteer) ? smallCount : null),
    showsSevere: false,
    // Claims that nothing but reports of severe sensitivity tell are for keys alone.
    openClaims: (ids) => openClaims(sql, [...ids]),
  }
}
