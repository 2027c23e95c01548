/** How far two short words are apart, and which of a list come nearest: for "did you mean". */

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); O(a × b), for short words. */
export function editDistance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    ;[before, last] = [last, row]
  }
  return last[b.length] ?? 0
}

/** At most `limit` of `known`, the nearest first; ties in the given order. Long input is compared by its beginning. */
export function nearestOf(given: string, known: readonly string[], limit = 3): string[] {
  const asked = given.slice(0, 64).toLowerCase()
  return known
    .map((word, index) => ({ word, index, distance: editDistance(asked, word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, limit)
    .map(({ word }) => word)
}
