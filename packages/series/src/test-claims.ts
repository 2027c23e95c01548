/** Claims for tests: a subject and defaults, so that a test names only what it is about. */

import type { Claim, DatedDay, IsoDate } from '@displacement-monitor/shared/domain'
import { normaliseCounter } from './normalise-counter.ts'

export const day = (text: IsoDate): DatedDay => ({ day: text, accuracy: 'day' })
export const month = (text: IsoDate): DatedDay => ({ day: text, accuracy: 'month' })

export interface ClaimParts extends Partial<Omit<Claim, 'since' | 'asOf'>> {
  /** A text is a day. */
  since?: DatedDay | IsoDate | null
  asOf?: DatedDay | IsoDate | null
  /** Short for `firstPrintedOn`. */
  printed?: IsoDate | null
}

const asDay = (value: DatedDay | IsoDate | null | undefined): DatedDay | null =>
  typeof value === 'string' ? day(value) : (value ?? null)

let ids = 0
export function claimOf({ since, asOf, printed, ...parts }: ClaimParts): Claim {
  const counter = parts.counter === undefined ? 'OCHA' : parts.counter
  const normal = counter === null ? null : normaliseCounter(counter)
  ids += 1
  return {
    id: ids,
    placeId: 'area:north-west-syria',
    placeRole: 'origin',
    category: 'internal_displacements',
    scope: 'all',
    cause: 'conflict',
    value: 0,
    valueHigh: null,
    quantifier: 'exact',
    unit: 'person',
    householdSize: null,
    since: asDay(since),
    asOf: asDay(asOf),
    asOfBasis: asOf ? 'stated' : 'published',
    counter,
    counterFamily: normal?.family ?? null,
    reliability: normal?.reliability ?? 0.3,
    role: 'candidate',
    operation: null,
    round: null,
    assessmentType: null,
    coverage: null,
    eventId: null,
    firstPrintedOn: printed ?? null,
    firstRecordedAt: new Date('2026-01-01T00:00:00Z'),
    publishers: 1,
    witnesses: 1,
    primary: false,
    review: 'machine_read',
    confidence: 0.9,
    ...parts,
  }
}
