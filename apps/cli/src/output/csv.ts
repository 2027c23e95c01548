/** Lines of CSV (RFC 4180) that a spreadsheet opens without running anything. */
export type Cell = string | number | null

/**
 * A text that a spreadsheet would take for a formula gets a leading apostrophe: = + - @, tab, return and their full-width
 * forms (OWASP ASVS 1.2.10).
 */
function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Without its line end. */
export const csvLine = (cells: readonly Cell[]): string => cells.map(csvCell).join(',')
