/** Runs over the past in words. */
import type { BackfillJson, BackfillSummaryJson } from '@displacement-monitor/shared/contracts'
import { sayShortDay } from '../words/days.ts'
import { countOf, sayNumber } from '../words/numbers.ts'

export type Run = BackfillSummaryJson
export type Closing = NonNullable<BackfillJson['closing']>
export type Estimate = NonNullable<BackfillJson['estimate']>
type Counts = Pick<Closing, 'figures_same' | 'figures_new' | 'figures_changed' | 'figures_superseded'>

export const stateWords: Record<Run['state'], string> = {
  planned: 'being planned',
  running: 'at work',
  paused: 'paused',
  cancelled: 'cancelled',
  done: 'done',
  failed: 'ended with failures',
}

const outcomeWords: Record<keyof Closing['reports'], string> = {
  read: 'read',
  known: 'known before',
  unchanged: 'as they were',
  skipped: 'with nothing to read',
  failed: 'failed, to be tried again',
  dead: 'given up',
}

export function sayAsked({ kind, source, from, to }: Run): string {
  const days =
    from === null && to === null
      ? 'all days'
      : `${from === null ? 'the first day' : sayShortDay(from)} to ${to === null ? 'today' : sayShortDay(to)}`
  return kind === 'refetch'
    ? `Archive of ${source ?? '?'}, ${days}`
    : `What is kept of ${source ?? 'all sources'}, ${days}, with today's code`
}

export function sayTime(seconds: number): string {
  if (seconds < 60) return countOf(Math.ceil(seconds), 'second')
  if (seconds < 3_600) return countOf(Math.ceil(seconds / 60), 'minute')
  if (seconds < 172_800)
    return `${countOf(Math.floor(seconds / 3_600), 'hour')} ${Math.floor((seconds % 3_600) / 60)} min`
  return countOf(Math.round(seconds / 86_400), 'day')
}

export const sayReports = (reports: Closing['reports']): string =>
  (Object.entries(reports) as [keyof Closing['reports'], number][])
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${sayNumber(count)} ${outcomeWords[outcome]}`)
    .join(', ') || 'none'

export const sayFigures = ({ figures_same, figures_new, figures_changed, figures_superseded }: Counts): string =>
  [
    ...(figures_same > 0 ? [`${sayNumber(figures_same)} as before`] : []),
    countOf(figures_new, 'new figure'),
    ...(figures_changed > 0 ? [`${sayNumber(figures_changed)} changed`] : []),
    ...(figures_superseded > 0 ? [`${sayNumber(figures_superseded)} superseded`] : []),
  ].join(', ')
