/** What of a trend is for everybody (docs/data-responsibility.md); with a key nothing is withheld. */
import { countryDelays, openClaims } from '@displacement-monitor/shared/db'
import type { TrendStore } from '../trend-store.ts'
import { type Disclosure, wholeView } from './disclosure.ts'
import { hidesSmallCounts, isOpenSeries, smallCount } from './open-figure.ts'

export function disclosureOf({ sql, gazetteer }: Pick<TrendStore, 'sql' | 'gazetteer'>, all: boolean): Disclosure {
  if (all) return wholeView
  return {
    showsSeries: (subject) => isOpenSeries(subject, gazetteer),
    // A sum over one town would tell the small count that the town's own line veils: a rollup leaves such places out.
    veilsBelow: (placeId) => (hidesSmallCounts(placeId, gazetteer) ? smallCount : null),
    showsSevere: false,
    asksClaims: async () => (await countryDelays(sql)).size > 0,
    // Claims that nothing but reports of severe sensitivity tell, or too new ones of a country with a delay, are for keys alone.
    openClaims: (ids) => openClaims(sql, [...ids]),
  }
}
