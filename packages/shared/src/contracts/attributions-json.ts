/** Whose work an answer rests on, as every answer carries it. */
import type { AttributionJson } from './api/index.ts'

type Terms = Omit<AttributionJson, 'source'> & { sourceId: string }

export const attributionsJson = (rows: readonly Terms[]): AttributionJson[] =>
  rows.map(({ sourceId, attribution, licence, redistribution }) => ({
    source: sourceId,
    attribution,
    licence,
    redistribution,
  }))
