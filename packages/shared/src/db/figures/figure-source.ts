/** Rows of figures as SQL reads them: each statement carries them. */
import type { JsonValue, Sql } from '../connection/client.ts'
import { figureRecord } from './folded-figure.ts'

export type FigureRow = Readonly<Record<string, JsonValue>>
export type FigureRows = readonly FigureRow[]

export interface FigureSource {
  rows: FigureRows
  /** What stands behind `from`: the rows, named f. */
  from: (tx: Sql) => ReturnType<Sql>
}

export const inStatement = (rows: FigureRows): FigureSource => ({
  rows,
  from: (tx) => tx`jsonb_to_recordset(${tx.json(rows)}::jsonb) as f(${tx.unsafe(figureRecord)})`,
})
