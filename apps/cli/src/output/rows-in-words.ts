/** What an archive holds, in the words of the field. */
import { counted } from './amounts.ts'

/** "12 sources, 340 reports, 512 figures, 40 series"; by table. */
export function rowsInWords(rows: Readonly<Record<string, number>>): string {
  const count = (table: string) => rows[table] ?? 0
  return [
    counted(count('source'), 'source'),
    counted(count('report'), 'report'),
    counted(count('figure'), 'figure'),
    counted(count('series'), 'series', 'series'),
  ].join(', ')
}
