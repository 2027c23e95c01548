/** The first line of an alert: where, what, how much. */
import { headingOf, sayAmount, sayNumber } from '@displacement-monitor/presentation'
import type { AlertRow } from '@displacement-monitor/shared/db'
import { datedDayInWords, type PointTold } from '@displacement-monitor/shared/domain'

/** "Idlib: more than 800,000 internal displacements since 1 December 2019 (as of 17 February 2020)". */
export function headlineOf(alert: AlertRow, placeName: string): string {
  const { before, at, latest } = alert.crossing
  const of = headingOf(alert.category)
  const told = alert.kind === 'escalated' || alert.kind === 'cleared' ? latest : at
  const amount = `${sayPoint(told)} ${unitOf(alert)}${of}${sinceOf(alert)}`
  const when = `(as of ${datedDayInWords({ day: told.asOf, accuracy: 'day' })})`
  switch (alert.kind) {
    case 'corrected':
      return `Correction, ${placeName}: ${amount} ${when} no longer holds`
    case 'cleared':
      return `${placeName}: over, now ${amount} ${when}`
    case 'escalated':
      return `${placeName}: further, now ${amount} ${when}`
    case 'fired':
      return `${placeName}: ${amount}${changeOf(alert.threshold.rule.kind, before)} ${when}`
  }
}

/** Of a correction that may not repeat the number. */
export const bareHeadlineOf = (alert: AlertRow, placeName: string): string =>
  `Correction, ${placeName}: a number of ${unitOf(alert)}${headingOf(alert.category)}${sinceOf(alert)}, told in an earlier message, no longer holds`

function changeOf(kind: AlertRow['threshold']['rule']['kind'], before: PointTold | null): string {
  switch (kind) {
    case 'rise':
    case 'drop':
      return before === null ? '' : `, ${kind === 'rise' ? 'up' : 'down'} from ${sayNumber(before.value)}`
    case 'record':
      return ', a record'
    case 'first':
      return ', its first number'
    case 'stale':
      return ', nothing newer'
    case 'conflict':
      return ', counters disagree'
    case 'revised':
      return before === null ? ', revised' : `, revised from ${sayNumber(before.value)}`
    case 'level':
      return ''
  }
}

const sayPoint = ({ value, high, quantifier, low }: PointTold): string =>
  sayAmount(
    value,
    quantifier === 'range' || quantifier === 'vague' ? high : null,
    quantifier === 'more_than' && value !== low ? 'exact' : quantifier,
  )

const unitOf = ({ unit }: AlertRow): string => (unit === 'household' ? 'households of ' : '')

const sinceOf = ({ since }: AlertRow): string => (since === null ? '' : ` since ${datedDayInWords(since)}`)
