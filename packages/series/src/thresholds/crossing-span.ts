/** The days over which a crossing reaches, for telling which is which. */
import { type Crossing, dayNumber, type IsoDate, type ThresholdKind } from '@displacement-monitor/shared/domain'

export interface Span {
  key: string
  /** Crossings of one lane follow each other; conflicts have one for each counter. */
  lane: string
  startedOn: IsoDate
  endedOn: IsoDate | null
  /** Of a bar or a sum: its days are its own, and others may share them. */
  isWindow: boolean
  /** One bar or sum alone. */
  isSingle: boolean
  /** Both included, in days since 1970. */
  first: number
  last: number
  /** Days up to the newest number. */
  length: number
}

const longAfter = dayNumber('9999-12-31')

/** `open`: what has not ended reaches on. A change happened after the number that it is measured from. */
export function spanOfCrossing(kind: ThresholdKind, crossing: Crossing, open: boolean): Span {
  const { key, before, at, startedOn, endedOn, latest } = crossing
  const since = (kind === 'rise' || kind === 'drop') && before !== null ? dayNumber(before.asOf) + 1 : null
  const first = at.from === null ? (since ?? dayNumber(startedOn)) : dayNumber(at.from)
  const known = Math.max(dayNumber(endedOn ?? latest.asOf), dayNumber(latest.asOf))
  return {
    key,
    lane: key.slice(0, Math.max(key.lastIndexOf(' '), 0)),
    startedOn,
    endedOn,
    isWindow: at.from !== null,
    isSingle: at.from !== null && at.asOf === latest.asOf,
    first,
    last: endedOn === null && open ? longAfter : known,
    length: known - first + 1,
  }
}

/** At most 0: days between, negative. */
export const sharedDays = (a: Span, b: Span): number => Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1

export const isSameSpan = (a: Span, b: Span): boolean => a.startedOn === b.startedOn && a.endedOn === b.endedOn
