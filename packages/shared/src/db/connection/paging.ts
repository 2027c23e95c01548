/** Pages by key: a cursor is the last id of the page before, so that rows that arrive meanwhile shift nothing. */

export interface Page<T> {
  items: T[]
  /** Hand it back for the next page; null on the last. */
  nextCursor: number | null
}

/** Of `limit + 1` rows in order: the page, and whether more follow. */
export function pageOf<T extends { id: number }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
