/** A threshold's rule as a person would say it. */
import { sayNumber } from '@displacement-monitor/presentation'
import type { Threshold, ThresholdRule } from '@displacement-monitor/shared/domain'

/** "more by 20 % and by 10,000 within 7 days, for 2 days". */
export function ruleInWords({ rule, forDays }: Pick<Threshold, 'rule' | 'forDays'>): string {
  return `${conditionInWords(rule)}${forDays > 0 ? `, for ${daysInWords(forDays)}` : ''}`
}

function conditionInWords(rule: ThresholdRule): string {
  switch (rule.kind) {
    case 'level':
      return `at least ${sayNumber(rule.atLeast)}${rule.clearBelow === null ? '' : `, until below ${sayNumber(rule.clearBelow)}`}`
    case 'rise':
      return `more by ${amountOf(rule)} within ${daysInWords(rule.days)}`
    case 'drop':
      return `less by ${amountOf(rule)} within ${daysInWords(rule.days)}`
    case 'record':
      return `${rule.sumDays === null ? 'the highest' : `the highest sum of ${daysInWords(rule.sumDays)}`} in ${daysInWords(rule.days)}, at least ${sayNumber(rule.atLeast)}`
    case 'first':
      return `the first number of a place, at least ${sayNumber(rule.atLeast)}`
    case 'stale':
      return `nothing new for ${sayNumber(rule.cadences)} times the usual interval`
    case 'conflict':
      return `counters apart by more than ${percent(rule.ratio)}`
    case 'revised':
      return `revised downwards by its own counter by at least ${percent(rule.ratio)}`
  }
}

const amountOf = ({ by, ratio }: { by: number; ratio: number }): string =>
  [...(ratio > 0 ? [percent(ratio)] : []), ...(by > 0 ? [sayNumber(by)] : [])].join(' and by ')

const percent = (ratio: number): string => `${sayNumber(Math.round(ratio * 1000) / 10)} %`
const daysInWords = (days: number): string => (days === 1 ? 'a day' : `${sayNumber(days)} days`)
