/** Whose work an answer rests on, in one cell. */
import type { AttributionJson } from '@displacement-monitor/shared/contracts'

export const termsOf = (attributions: readonly AttributionJson[]): string =>
  attributions.map(({ attribution, licence }) => `${attribution} (${licence})`).join('; ')
