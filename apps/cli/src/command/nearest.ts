/** The valid names nearest to what was typed, for "did you mean". */

/** Edits (insert, delete, replace, swap of neighbours) from one word to another. */
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

/** At most three names, nearest first: those that begin with what was typed, or are a third of its length away. */
export function nearestNames(typed: string, names: readonly string[]): string[] {
  const wanted = typed.toLowerCase()
  const reach = Math.max(1, Math.floor(wanted.length / 3))
  return names
    .map((name) => ({ name, begins: name.startsWith(wanted), distance: editDistance(wanted, name.toLowerCase()) }))
    .filter(({ begins, distance }) => (begins && wanted.length > 0) || distance <= reach)
    .sort((a, b) => Number(b.begins) - Number(a.begins) || a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** "Did you mean a, b or c?", or nothing. */
export function didYouMean(
  typed: string,
  names: readonly string[],
  show: (name: string) => string = (n) => n,
): string[] {
  const near = nearestNames(typed, names).map(show)
  if (near.length === 0) return []
  const last = near.at(-1) ?? ''
  return [`Did you mean ${near.length > 1 ? `${near.slice(0, -1).join(', ')} or ${last}` : last}?`]
}
