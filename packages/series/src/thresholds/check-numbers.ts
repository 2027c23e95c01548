/** The numbers of a threshold: which can never be met, and which contradict another. */
import type { ThresholdRule } from '@displacement-monitor/shared/domain'
import { type Refusal, refuse, type ThresholdTerms } from './refusal.ts'

/** More people than there are. */
const mostPeople = 10_000_000_000
const mostDays = 36_500
/** Whoever writes 20 for a ratio means 20 %. */
const mostRatio = 10

export function checkNumbers({ rule, watch, forDays, coolDownDays, escalateRatio }: ThresholdTerms): Refusal[] {
  return [
    ...ofRule(rule),
    ...days('forDays', forDays, 0),
    ...days('coolDownDays', coolDownDays, 0),
    ...(escalateRatio === null ? [] : ratio('escalateRatio', escalateRatio)),
    ...share('watch.minimumConfidence', watch.minimumConfidence),
    ...share('watch.minimumReliability', watch.minimumReliability),
  ]
}

function ofRule(rule: ThresholdRule): Refusal[] {
  switch (rule.kind) {
    case 'level':
      return [...people('rule.atLeast', rule.atLeast), ...clearLevel(rule.atLeast, rule.clearBelow)]
    case 'rise':
      return [...change(rule.by, rule.ratio, mostRatio), ...days('rule.days', rule.days, 1)]
    case 'drop':
      return [...change(rule.by, rule.ratio, 1), ...days('rule.days', rule.days, 1)]
    case 'record':
      return [
        ...people('rule.atLeast', rule.atLeast),
        ...days('rule.days', rule.days, 1),
        ...sum(rule.sumDays, rule.days),
      ]
    case 'first':
      return people('rule.atLeast', rule.atLeast)
    case 'stale':
      if (rule.cadences >= 1 && rule.cadences <= 100) return []
      return [
        refuse('rule.cadences', 'Numbers are late once their usual interval has passed.', 'From 1 to 100; 2 is usual.'),
      ]
    case 'conflict':
      if (rule.ratio > 0 && rule.ratio < 1) return []
      return [refuse('rule.ratio', 'Apart is measured in parts of the larger number.', 'Between 0 and 1: 0.1 is 10 %.')]
    case 'revised':
      return ratio('rule.ratio', rule.ratio, 1)
  }
}

function people(path: string, value: number): Refusal[] {
  if (value > 0 && value <= mostPeople) return []
  const reason = value > 0 ? 'So many people there are not: it would never fire.' : 'Every number is beyond it.'
  return [refuse(path, reason, `A number from 1 to ${mostPeople.toLocaleString('en-GB')}.`)]
}

function clearLevel(atLeast: number, clearBelow: number | null): Refusal[] {
  if (clearBelow === null || (clearBelow > 0 && clearBelow < atLeast)) return []
  const reason =
    clearBelow >= atLeast ? 'It would end as soon as it began.' : 'No number lies below it: it would never end.'
  return [refuse('rule.clearBelow', reason, 'A number above 0 and below the level, or none for a tenth below it.')]
}

function change(by: number, part: number, most: number): Refusal[] {
  if (by === 0 && part === 0) {
    return [refuse('rule.by', 'Any change would fire.', 'Say how many people, what part, or both.')]
  }
  return [
    ...(by >= 0 && by <= mostPeople ? [] : people('rule.by', by)),
    ...(part === 0 ? [] : ratio('rule.ratio', part, most)),
  ]
}

function ratio(path: string, value: number, most = mostRatio): Refusal[] {
  if (value > 0 && value <= most) return []
  const reason =
    value > most && most === 1 ? 'No number can fall by more than all of it.' : 'A ratio is told in parts of one.'
  return [refuse(path, reason, `Above 0, at most ${most}: 0.2 is 20 %.`)]
}

function share(path: string, value: number | null): Refusal[] {
  if (value === null || (value >= 0 && value <= 1)) return []
  return [refuse(path, 'It goes from 0 to 1.', 'Above 1 nothing would count as known.')]
}

function days(path: string, value: number, fewest: number): Refusal[] {
  if (Number.isInteger(value) && value >= fewest && value <= mostDays) return []
  return [refuse(path, 'Days are whole.', `From ${fewest} to ${mostDays.toLocaleString('en-GB')}.`)]
}

function sum(sumDays: number | null, recordDays: number): Refusal[] {
  if (sumDays === null) return []
  const refusals = days('rule.sumDays', sumDays, 1)
  if (refusals.length > 0 || sumDays < recordDays) return refusals
  const reason = `Every sum over ${sumDays} days in the last ${recordDays} shares days with the newest.`
  return [refuse('rule.sumDays', reason, 'A sum over fewer days than the record.')]
}
