/** `rollup=children`: the sum over disjoint places, made only when asked for, with all that it leaves out. */

import type { ClaimId, IsoDate, PlaceId, Series } from '@displacement-monitor/shared/domain'
import { type ResampleOptions, resample, type Sample } from './resample.ts'

export interface RollupChild {
  placeId: PlaceId
  /** The places that hold this one, and for an area its members: two children related so are not disjoint. */
  relatedIds: readonly PlaceId[]
  /** Its reconciled line of the asked kind; null where it has none. */
  series: Series | null
}

export interface RollupLeftOut {
  placeId: PlaceId
  reason: string
}

export interface RollupSample {
  from: IsoDate
  to: IsoDate
  /** Null where no child has a number. Else the sum of those that have one: a floor while `missing` is not empty. */
  value: number | null
  low: number | null
  high: number | null
  /** Children that are added, and those of them without a number in this step. */
  placeIds: readonly PlaceId[]
  missing: readonly PlaceId[]
  claimIds: readonly ClaimId[]
}

export interface Rollup {
  placeIds: readonly PlaceId[]
  samples: RollupSample[]
  leftOut: RollupLeftOut[]
}

/** Two series that mean the same thing of two places. */
const isAlike = (a: Series, b: Series): boolean =>
  a.kind === b.kind &&
  a.unit === b.unit &&
  a.category === b.category &&
  a.scope === b.scope &&
  a.cause === b.cause &&
  a.placeRole === b.placeRole &&
  a.since?.day === b.since?.day &&
  a.since?.accuracy === b.since?.accuracy

/** `like`: what is asked for; children whose line is of another kind, window, unit or cause are left out, and say so. */
export function rollupChildren(
  children: readonly RollupChild[],
  like: Series,
  options: Omit<ResampleOptions, 'step'> & { step: 'day' | 'week' | 'month' },
): Rollup {
  const leftOut: RollupLeftOut[] = []
  const fitting = children.filter(({ placeId, series }) => {
    if (series && isAlike(series, like)) return true
    const reason = series ? 'counts another thing: kind, start, unit, scope or cause differ' : 'has no such line'
    leftOut.push({ placeId, reason })
    return false
  })
  const disjoint = withoutOverlap(fitting, leftOut)
  const lines = disjoint.map(({ placeId, series }) => ({ placeId, samples: samplesOf(series, options) }))
  for (const { placeId, samples } of lines) {
    if (samples.some(({ flags }) => flags.includes('restated'))) {
      leftOut.push({ placeId, reason: 'numbers restated from a wider place are not added' })
    }
  }
  const steps = lines[0]?.samples ?? []
  return {
    placeIds: disjoint.map(({ placeId }) => placeId),
    samples: steps.map((_, index) => addUp(lines, index)),
    leftOut,
  }
}

const samplesOf = (series: Series | null, options: ResampleOptions): Sample[] =>
  series ? resample(series, options).samples : []

/** Of two children that share ground the first by id stays. */
function withoutOverlap(children: readonly RollupChild[], leftOut: RollupLeftOut[]): RollupChild[] {
  const kept: RollupChild[] = []
  const sorted = [...children].sort((a, b) => (a.placeId < b.placeId ? -1 : a.placeId > b.placeId ? 1 : 0))
  for (const child of sorted) {
    const other = kept.find(
      (one) =>
        one.placeId === child.placeId ||
        one.relatedIds.includes(child.placeId) ||
        child.relatedIds.includes(one.placeId),
    )
    if (other) leftOut.push({ placeId: child.placeId, reason: `shares ground with ${other.placeId}` })
    else kept.push(child)
  }
  return kept
}

function addUp(lines: readonly { placeId: PlaceId; samples: readonly Sample[] }[], index: number): RollupSample {
  const all = lines.map(({ placeId, samples }) => ({ placeId, sample: samples[index] }))
  const known = all.flatMap(({ placeId, sample }) =>
    sample && sample.value !== null && !sample.flags.includes('restated') ? [{ placeId, sample }] : [],
  )
  const [step] = all
  const sum = (of: (sample: Sample) => number | null): number | null =>
    known.length === 0 ? null : known.reduce((total, { sample }) => total + (of(sample) ?? 0), 0)
  const present = new Set(known.map(({ placeId }) => placeId))
  return {
    from: step?.sample?.from ?? '',
    to: step?.sample?.to ?? '',
    value: sum(({ value }) => value),
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
    placeIds: [...present],
    missing: all.filter(({ placeId }) => !present.has(placeId)).map(({ placeId }) => placeId),
    claimIds: known.flatMap(({ sample }) => sample.claimIds),
  }
}
