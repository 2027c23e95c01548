/** Crossings of what is told of a moment (a bar, a rise, a record): one each, or one for all within a cool-down. */
import { daysBetween, type IsoDate, type PointTold } from '@displacement-monitor/shared/domain'
import type { Found } from './found.ts'

export interface Moment {
  /** Unique in its series among those of its kind. */
  key: string
  before: PointTold | null
  at: PointTold
  /** As-of of the newest number behind it, where a sum has its peak on an earlier day; else that of `at`. */
  on?: IsoDate
  possible: boolean
  reason: string
  /** Part of what the moment before it told: never a crossing of its own. */
  goesOn?: boolean
}

/**
 * By as-of. The cool-down runs from the first moment of a crossing: a crisis that sets a record every week tells again
 * after it, and not never.
 */
export function joinMoments(kind: string, moments: readonly Moment[], coolDownDays: number): Found[] {
  const groups: Moment[][] = []
  for (const moment of moments) {
    const group = groups.at(-1)
    const [first] = group ?? []
    const within = first !== undefined && coolDownDays > 0 && daysBetween(first.at.asOf, moment.at.asOf) <= coolDownDays
    if (group && (within || moment.goesOn)) group.push(moment)
    else groups.push([moment])
  }
  return groups.flatMap((group) => toCrossing(kind, group) ?? [])
}

function toCrossing(kind: string, group: readonly Moment[]): Found | null {
  const first = group.find(({ possible }) => !possible) ?? group[0]
  const last = group.at(-1)
  if (!first || !last) return null
  return {
    key: `${kind} ${first.key}`,
    startedOn: first.on ?? first.at.asOf,
    endedOn: last.on ?? last.at.asOf,
    endedBy: null,
    possible: first.possible,
    before: first.before,
    at: first.at,
    latest: last.at,
    reason: first.reason,
  }
}
