/**
 * Rule 7: rows of a displacement tracking round become totals. Rows are summed only within operation, round and assessment
 * type; each cause class is told beside the total over all causes, and as a range where rows name several causes together.
 */

import type { Cause, IsoDate, PlaceId, Quantifier, Scope } from '@displacement-monitor/shared/domain'

/** One row as IOM DTM publishes it: a unit, a reason, a number. */
export interface RoundRow {
  operation: string
  round: number
  /** "BA": baseline, all displaced people of the unit; "SA": those in assessed sites, the same people once more. */
  assessmentType: string
  /** Last day of data collection; the reporting date where the source tells no other. */
  asOf: IsoDate
  /** The unit that the row counts. */
  placeId: PlaceId
  /** As printed: "Conflict", "Conflict; Natural disaster", "No reason for displacement reported". */
  reason: string
  /** Persons; null: not counted, which is not 0. */
  value: number | null
}

export interface RoundTotal {
  operation: string
  round: number
  assessmentType: string
  /** The latest day of its rows. */
  asOf: IsoDate
  scope: Scope
  /** `all`: the headline, over every reason; null: rows that give no reason. */
  cause: Cause | null
  value: number
  /** Of a cause where other rows of the round name it among several: with all of those; else null. */
  valueHigh: number | null
  quantifier: Quantifier
  /** Units with a number, sorted. */
  coverage: readonly PlaceId[]
  /** Indices of the rows added (of a range without the rows that widen it). */
  rows: readonly number[]
}

type CauseClass = 'conflict' | 'disaster' | 'other'

/** Conflict includes insecurity and generalised violence (design: cause). Spelling varies between rounds. */
function classesOf(reason: string): CauseClass[] {
  const classes = reason.split(/[;,]/).flatMap((part): CauseClass[] => {
    const word = part.trim().toLowerCase()
    if (/^no reason|not available|unknown|^$/.test(word)) return []
    if (/conflict|insecurity|violence|attack/.test(word)) return ['conflict']
    if (/disaster|flood|drought|storm|earthquake|climat/.test(word)) return ['disaster']
    return ['other']
  })
  return [...new Set(classes)]
}

/** The totals of one place from the rows of its units; per round and assessment type `all` first, then each cause class. */
export function sumRounds(rows: readonly RoundRow[]): RoundTotal[] {
  const rounds = new Map<string, number[]>()
  for (const [index, { operation, round, assessmentType, value }] of rows.entries()) {
    if (value === null) continue
    const key = JSON.stringify([operation, round, assessmentType])
    const round_ = rounds.get(key)
    if (round_) round_.push(index)
    else rounds.set(key, [index])
  }
  const totals = [...rounds.values()].flatMap((indices) => totalsOf(rows, indices))
  return totals.sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0) || (a.operation < b.operation ? -1 : 1))
}

function totalsOf(rows: readonly RoundRow[], indices: readonly number[]): RoundTotal[] {
  const classes = new Map(indices.map((index) => [index, classesOf(rows[index]?.reason ?? '')]))
  const where = (keep: (of: readonly CauseClass[]) => boolean): number[] =>
    indices.filter((index) => keep(classes.get(index) ?? []))
  const totals = [totalOf(rows, indices, indices, 'all')]
  for (const cause of ['conflict', 'disaster', 'other'] as const) {
    const own = where((of) => of.length === 1 && of[0] === cause)
    const shared = where((of) => of.length > 1 && of.includes(cause))
    if (own.length > 0) totals.push(withShared(totalOf(rows, indices, own, cause), rows, shared))
  }
  for (const [cause, own] of [
    ['mixed', where((of) => of.length > 1)],
    [null, where((of) => of.length === 0)],
  ] as const) {
    if (own.length > 0) totals.push(totalOf(rows, indices, own, cause))
  }
  return totals
}

function totalOf(
  rows: readonly RoundRow[],
  all: readonly number[],
  own: readonly number[],
  cause: Cause | null,
): RoundTotal {
  const first = rows[all[0] ?? 0]
  const at = (index: number): RoundRow | undefined => rows[index]
  return {
    operation: first?.operation ?? '',
    round: first?.round ?? 0,
    assessmentType: first?.assessmentType ?? '',
    asOf:
      all
        .map((index) => at(index)?.asOf ?? '')
        .sort()
        .at(-1) ?? '',
    scope: first?.assessmentType === 'SA' ? 'in_sites' : 'all',
    cause,
    value: own.reduce((sum, index) => sum + (at(index)?.value ?? 0), 0),
    valueHigh: null,
    quantifier: 'exact',
    coverage: [...new Set(all.map((index) => at(index)?.placeId ?? ''))].sort(),
    rows: own,
  }
}

/** People of rows that name this cause among others may be of it: without them a changed form would look like a fall. */
function withShared(total: RoundTotal, rows: readonly RoundRow[], shared: readonly number[]): RoundTotal {
  if (shared.length === 0) return total
  const more = shared.reduce((sum, index) => sum + (rows[index]?.value ?? 0), 0)
  return { ...total, valueHigh: total.value + more, quantifier: 'range' }
}
