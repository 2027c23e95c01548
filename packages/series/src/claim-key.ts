/** The key under which figures that say the same become one claim: a pure function of one figure. */

import type { DatedDay, Subject, Unit } from '@displacement-monitor/shared/domain'
import { foldName, normaliseCounter } from './normalise-counter.ts'

/** What one figure says, apart from its subject. A Claim fits too. */
export interface Statement {
  unit: Unit
  value: number
  valueHigh?: number | null
  since: DatedDay | null
  asOf: DatedDay | null
  asOfBasis: 'stated' | 'published'
  counter: string | null
  eventId?: number | null
  operation?: string | null
  round?: number | null
  assessmentType?: string | null
}

const dated = (day: DatedDay | null): string => (day ? `${day.day}/${day.accuracy}` : '')
const text = (part: string | number | null | undefined): string =>
  part === null || part === undefined ? '' : encodeURIComponent(String(part).trim().replace(/\s+/g, ' '))

/**
 * Place, role, category, scope, cause | unit, value, high | since | stated as-of | counter | event | operation, round,
 * assessment. Two things are left out on purpose:
 * - an inferred as-of: the same sentence printed again next day is a witness, no second claim;
 * - the quantifier: relays drop and change it ("more than 900,000", "some 900,000", "900,000"), and it is the same number.
 *   The claim takes the quantifier of its best witness (`claimQuantifier`).
 */
export function claimKey(subject: Subject, statement: Statement): string {
  const counter = statement.counter === null ? '' : foldName(normaliseCounter(statement.counter).name)
  return [
    'c1',
    text(subject.placeId),
    subject.placeRole,
    subject.category,
    subject.scope,
    subject.cause ?? '',
    statement.unit,
    statement.value,
    text(statement.valueHigh),
    dated(statement.since),
    statement.asOfBasis === 'stated' ? dated(statement.asOf) : '',
    text(counter),
    text(statement.eventId),
    text(statement.operation),
    text(statement.round),
    text(statement.assessmentType),
  ].join('|')
}
