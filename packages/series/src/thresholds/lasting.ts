/** Whether a crossing is still on, has held for long enough, and is news. */
import { type Crossing, daysBetween, type IsoDate, type Threshold } from '@displacement-monitor/shared/domain'

/** A crossing that began longer ago than this when it was found is history. */
export const historyDays = 14

type Patience = Pick<Threshold, 'rule' | 'forDays' | 'coolDownDays'>

/** A bar, a rise, a record: told of a moment, it ends with its newest number and stays news for a while. */
const isMoment = ({ endedOn, endedBy }: Crossing): boolean => endedBy === null && endedOn !== null

/** What ended may still go on within the cool-down. */
export function isLasting({ rule, forDays, coolDownDays }: Patience, crossing: Crossing, today: IsoDate): boolean {
  const { endedOn } = crossing
  if (endedOn === null) return true
  if (rule.kind === 'stale') return false
  const quiet = isMoment(crossing) ? Math.max(coolDownDays, historyDays + forDays) : coolDownDays
  return quiet > 0 && daysBetween(endedOn, today) <= quiet
}

/** A moment holds as long as nothing takes it back; a stretch until it ended. */
export function hasHeld({ forDays }: Patience, crossing: Crossing, today: IsoDate): boolean {
  const until = crossing.endedOn === null || isMoment(crossing) ? today : crossing.endedOn
  return daysBetween(crossing.startedOn, until) >= forDays
}

export const isRecent = (day: IsoDate, today: IsoDate): boolean => daysBetween(day, today) <= historyDays
