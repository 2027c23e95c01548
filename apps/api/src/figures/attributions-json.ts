/** Whose work an answer rests on, as every answer carries it. */
import type { AttributionJson } from '@displacement-monitor/shared/contracts'
import type { Attribution } from '@displacement-monitor/shared/db'

export const attributionsJson = (rows: readonly Attribution[]): AttributionJson[] =>
  rows.map(({ sourceId, attribution, licence, redistribution }) => ({
    source: sourceId,
    attribution,
    licence,
    redistribution,
  }))
