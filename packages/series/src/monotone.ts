/** Rule 4: the line that never falls and breaks the least weight of bounds. */

/** At least `low`, at most `high` (Infinity where only a floor is known) on `day`. */
export interface Bound {
  day: number
  low: number
  high: number
  weight: number
}

/** For each bound whether another contradicts it: a floor of its day or earlier above its ceiling, or the reverse. */
function contradicted(bounds: readonly Bound[]): boolean[] {
  const floors = new Map<number, number>()
  const ceilings = new Map<number, number>()
  let floor = Number.NEGATIVE_INFINITY
  for (const { day, low } of bounds) {
    floor = Math.max(floor, low)
    floors.set(day, floor)
  }
  let ceiling = Number.POSITIVE_INFINITY
  for (const { day, high } of bounds.toReversed()) {
    ceiling = Math.min(ceiling, high)
    ceilings.set(day, ceiling)
  }
  return bounds.map(({ day, low, high }) => (ceilings.get(day) ?? high) < low || (floors.get(day) ?? low) > high)
}

/**
 * For each bound, sorted by day, whether the best line keeps it. Dynamic programming over days × levels: of all lines that
 * never fall, the one whose broken bounds weigh least; of equals the lowest. 2,000 days take some 10 ms.
 */
export function keptBounds(bounds: readonly Bound[]): boolean[] {
  const isIn = contradicted(bounds)
  const kept = bestOf(bounds.filter((_, index) => isIn[index]))
  let next = 0
  return isIn.map((disputed) => (disputed ? (kept[next++] ?? true) : true))
}

/** What none contradicts stands in every best line; the rest is weighed. */
function bestOf(bounds: readonly Bound[]): boolean[] {
  if (bounds.length === 0) return []
  const levels = [
    ...new Set(bounds.flatMap(({ low, high }) => (high === Number.POSITIVE_INFINITY ? [low] : [low, high]))),
  ]
  levels.sort((a, b) => a - b)
  const indexOf = new Map(levels.map((level, index) => [level, index]))
  const size = levels.length
  const cost = new Float64Array(size)
  const days = [...new Set(bounds.map(({ day }) => day))]
  const chosen = days.map(() => new Uint32Array(0))
  let at = 0
  for (const [row, day] of days.entries()) {
    for (let bound = bounds[at]; bound?.day === day; bound = bounds[++at]) {
      const low = indexOf.get(bound.low) ?? 0
      const high = indexOf.get(bound.high) ?? size - 1
      for (let level = 0; level < low; level++) cost[level] = (cost[level] ?? 0) + bound.weight
      for (let level = high + 1; level < size; level++) cost[level] = (cost[level] ?? 0) + bound.weight
    }
    // After the day: the cheapest line at or under each level.
    const best = new Uint32Array(size)
    for (let level = 1; level < size; level++) {
      const below = best[level - 1] ?? 0
      const cheaper = (cost[level] ?? 0) < (cost[below] ?? 0) - 1e-9
      best[level] = cheaper ? level : below
      if (!cheaper) cost[level] = cost[below] ?? 0
    }
    chosen[row] = best
  }
  return traceBack(bounds, days, levels, chosen)
}

function traceBack(
  bounds: readonly Bound[],
  days: readonly number[],
  levels: readonly number[],
  chosen: readonly Uint32Array[],
): boolean[] {
  const lineAt = new Map<number, number>()
  let level = levels.length - 1
  for (let row = days.length - 1; row >= 0; row--) {
    level = chosen[row]?.[level] ?? level
    lineAt.set(days[row] ?? 0, levels[level] ?? 0)
  }
  return bounds.map(({ day, low, high }) => {
    const line = lineAt.get(day) ?? low
    return line >= low && line <= high
  })
}

/** A printed number with the room that the other bounds leave it. */
export interface Room {
  printed: number
  low: number
  high: number
  /** Share of the value: the most precise is placed first. */
  width: number
}

/**
 * The printed numbers clipped into their rooms, never falling: the most precise first, each later one between its placed
 * neighbours. `low` and `high` must not fall along the list.
 */
export function placeValues(rooms: readonly Room[]): number[] {
  const order = rooms.map((_, index) => index)
  order.sort((a, b) => (rooms[a]?.width ?? 0) - (rooms[b]?.width ?? 0) || b - a)
  const values = new Array<number>(rooms.length).fill(0)
  const placed: number[] = []
  for (const index of order) {
    const room = rooms[index]
    if (!room) continue
    const at = insertionPoint(placed, index)
    const before = placed[at - 1]
    const after = placed[at]
    const low = Math.max(room.low, before === undefined ? Number.NEGATIVE_INFINITY : (values[before] ?? 0))
    const high = Math.min(room.high, after === undefined ? Number.POSITIVE_INFINITY : (values[after] ?? 0))
    values[index] = Math.max(low, Math.min(room.printed, high))
    placed.splice(at, 0, index)
  }
  return values
}

/** Where `index` belongs in a rising list. */
function insertionPoint(rising: readonly number[], index: number): number {
  let [from, to] = [0, rising.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((rising[middle] ?? 0) < index) from = middle + 1
    else to = middle
  }
  return from
}
