/** Claims read as live, day by day, or all at once on one day: what a threshold tells of them. */
import { addDays, type Claim, type IsoDate, type PointTold } from '@displacement-monitor/shared/domain'
import { type KnownOnDay, type PreviewedIncident, previewThreshold } from '../../../packages/series/src/index.ts'
import type { Rules } from '../../../packages/series/src/thresholds/test-watched.ts'
import { watchedOn } from './watched-claims.ts'

export function eachDay(claims: readonly Claim[], from: IsoDate, to: IsoDate): KnownOnDay[] {
  const days: KnownOnDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, series: watchedOn(claims, day) })
  return days
}

/** Each message: day, kind, what it was before, what crossed and what is newest, as it was known on that day. */
export const messages = (incidents: readonly PreviewedIncident[]): string[] =>
  incidents
    .flatMap(({ messages }) => messages)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ day, alert, crossing: { before, at, latest, endedBy } }) => {
      const newest = latest.asOf === at.asOf ? '' : `, newest ${tell(latest)}`
      const over = endedBy === null ? '' : `, over ${tell(endedBy)}`
      return `${day} ${alert}: ${before ? tell(before) : 'nothing'} → ${tell(at)}${newest}${over}`
    })

const tell = ({ asOf, value }: PointTold): string => `${asOf} ${value}`

/** Each incident: when it began and ended, and the states it went through with their days. */
export const states = (incidents: readonly PreviewedIncident[]): string[] =>
  incidents.map(
    ({ crossing, states }) =>
      `${crossing.startedOn} to ${crossing.endedOn}: ${states.map(({ day, state }) => `${day} ${state}`).join(', ')}`,
  )

export const live = (rules: Rules, days: readonly KnownOnDay[]): PreviewedIncident[] => previewThreshold(rules, days)

export const readOn = (rules: Rules, claims: readonly Claim[], day: IsoDate): PreviewedIncident[] =>
  previewThreshold(rules, [{ day, series: watchedOn(claims, day) }])
