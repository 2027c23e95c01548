/** Tables as CSV (RFC 4180) that a spreadsheet opens without running anything. */

export type CsvCell = string | number | null

/**
 * A text that a spreadsheet would take for a formula gets a leading apostrophe: = + - @, tab, return and their full-width
 * forms (OWASP ASVS 1.2.10).
 */
export const neutralText = (text: string): string => (/^\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text)

/** Numbers are written as numbers, negative ones too. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = neutralText(cell)
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The first line names the columns. `lineEnd`: as the RFC has it, or what a terminal's pipe expects. */
export function csvTable(
  columns: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
  lineEnd: '\r\n' | '\n' = '\r\n',
): string {
  let text = columns.map(csvCell).join(',') + lineEnd
  for (const row of rows) text += row.map(csvCell).join(',') + lineEnd
  return text
}
