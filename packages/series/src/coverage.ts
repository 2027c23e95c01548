/** Rule 6: a change between two rounds compares the units that both assessed; a province more is no rise. */

import type { PlaceId } from '@displacement-monitor/shared/domain'

export interface CommonUnits {
  /** Sorted. */
  units: readonly PlaceId[]
  before: number
  after: number
}

/** Sums over the units with a number on both days; null where no unit is common. */
export function compareCommonUnits(
  before: ReadonlyMap<PlaceId, number>,
  after: ReadonlyMap<PlaceId, number>,
): CommonUnits | null {
  const units = [...before.keys()].filter((unit) => after.has(unit)).sort()
  if (units.length === 0) return null
  const sum = (values: ReadonlyMap<PlaceId, number>): number =>
    units.reduce((total, unit) => total + (values.get(unit) ?? 0), 0)
  return { units, before: sum(before), after: sum(after) }
}

/** Whether two rounds assessed the same units; two untold coverages are taken as the same. */
export function isSameCoverage(a: readonly PlaceId[] | null, b: readonly PlaceId[] | null): boolean {
  if (a === null || b === null) return a === b
  const units = new Set(a)
  return units.size === new Set(b).size && b.every((unit) => units.has(unit))
}
