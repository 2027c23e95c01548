/** The state an incident is in, from its crossing, what it was, and the day. */
import type {
  Crossing,
  FoundIn,
  Incident,
  IncidentState,
  IsoDate,
  Threshold,
} from '@displacement-monitor/shared/domain'
import { hasHeld, historyDays, isLasting, isRecent } from './lasting.ts'

export interface Evaluation {
  now: Date
  today: IsoDate
  foundIn: FoundIn
  /** The threshold has not looked at this series before, or its rule has changed since. */
  thresholdIsNew: boolean
}

export interface Judged {
  state: IncidentState
  /** One sentence. */
  reason: string
}

type Patience = Pick<Threshold, 'rule' | 'forDays' | 'coolDownDays'>

export function nextState(
  threshold: Patience,
  crossing: Crossing,
  incident: Incident | null,
  evaluation: Evaluation,
): Judged {
  const { today, foundIn } = evaluation
  const lasting = isLasting(threshold, crossing, today)
  if (incident === null || isUndecided(incident, crossing, evaluation))
    return judge(threshold, crossing, incident, evaluation)
  switch (incident.state) {
    case 'would_have_fired':
      return { state: 'would_have_fired', reason: 'History: what was found of it since is told to nobody.' }
    case 'firing':
      return lasting ? { state: 'firing', reason: crossing.reason } : over(crossing)
    case 'cleared':
      if (!lasting || foundIn === 'backfill') return over(crossing)
      return { state: 'firing', reason: `It goes on: ${crossing.reason}` }
    default:
      // Corrected, and told so: what was taken back is said again.
      if (foundIn === 'backfill') return { state: 'corrected', reason: 'A run over the past says it again.' }
      return lasting ? { state: 'firing', reason: `It is said again: ${crossing.reason}` } : over(crossing)
  }
}

/** Nobody was told of it, and what is known now may be the first that is to be told. */
function isUndecided(incident: Incident, crossing: Crossing, { thresholdIsNew }: Evaluation): boolean {
  const { state, lastTold, crossing: known } = incident
  if (state === 'pending' || state === 'possible') return true
  if (state === 'would_have_fired' && thresholdIsNew && known.terms !== crossing.terms) return true
  if (state === 'would_have_fired') return known.possible && !crossing.possible
  return state !== 'firing' && lastTold === null
}

function judge(
  threshold: Patience,
  crossing: Crossing,
  incident: Incident | null,
  { today, foundIn, thresholdIsNew }: Evaluation,
): Judged {
  const { reason } = crossing
  const lasting = isLasting(threshold, crossing, today)
  const live = incident?.state === 'pending' || (crossing.possible && incident?.state === 'possible')
  if (!lasting && (live || incident?.state === 'cleared')) return over(crossing)
  if (!live) {
    const past = pastOf(crossing, lasting, today, foundIn, thresholdIsNew)
    if (past !== null) return { state: 'would_have_fired', reason: `${reason} ${past}` }
  }
  if (crossing.possible) return { state: 'possible', reason }
  if (hasHeld(threshold, crossing, today)) return { state: 'firing', reason }
  return { state: 'pending', reason: `${reason} It fires once it has held for ${days(threshold.forDays)}.` }
}

/** Why a crossing is history; null: it is news. */
function pastOf(
  { startedOn, endedOn, latest }: Crossing,
  lasting: boolean,
  today: IsoDate,
  foundIn: FoundIn,
  thresholdIsNew: boolean,
): string | null {
  if (foundIn === 'backfill') return 'Found by a run over the past: told to nobody.'
  if (!lasting) return 'It was over when it was found: told to nobody.'
  if (isRecent(startedOn, today)) return null
  if (thresholdIsNew && endedOn === null && isRecent(latest.asOf, today)) return null
  return `It had begun over ${historyDays} days before it was found: told to nobody.`
}

function over({ endedOn, endedBy }: Crossing): Judged {
  if (endedBy !== null) {
    return { state: 'cleared', reason: `Over by ${endedBy.asOf}, with ${endedBy.value.toLocaleString('en-GB')}.` }
  }
  return { state: 'cleared', reason: `Nothing more was said of it after ${endedOn ?? 'its last number'}.` }
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)
