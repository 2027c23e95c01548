/** How far two short words are apart, and which of a list come nearest: for "did you mean". */

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); O(a × b), for short words. */
export function editDistance(from: string, to: string): number {
  let [older, old]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const replaced = (old[column - 1] ?? 0) + (same ? 0 : 1)
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
          ? (older[column - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY
      current.push(Math.min((old[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced, swapped))
    }
    older = old
    old = current
  }
  return old[to.length] ?? 0
}

/** Whoever sends a longer word has its beginning compared. */
const longestTyped = 64
const most = 3

/**
 * At most three names, nearest first, ties in the given order: those that begin with what was typed, then the others by
 * their distance, of which `close` takes only those a third of its length away. Case does not count.
 */
export function nearestNames(typed: string, names: readonly string[], reach: 'close' | 'any' = 'close'): string[] {
  const wanted = typed.slice(0, longestTyped).toLowerCase()
  const farthest = reach === 'any' ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(wanted.length / 3))
  return names
    .map((name) => ({
      name,
      begins: wanted.length > 0 && name.toLowerCase().startsWith(wanted),
      distance: editDistance(wanted, name.toLowerCase()),
    }))
    .filter(({ begins, distance }) => begins || distance <= farthest)
    .sort((a, b) => Number(b.begins) - Number(a.begins) || a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name)
}
