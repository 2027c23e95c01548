/** A run in words: what was asked, how far it is, what it changed. */
import type { BackfillEstimate, BackfillProgress, BackfillRun, FigureCounts } from '@displacement-monitor/shared/domain'
import { counted, grouped } from '../output/amounts.ts'

export function whatIsAsked({ kind, sourceId, from, to }: BackfillRun): string {
  const of = sourceId === null ? 'all sources' : sourceId
  const days = from === null && to === null ? 'all days' : `${from ?? 'the first day'} to ${to ?? 'today'}`
  return kind === 'refetch' ? `archive of ${of}, ${days}` : `what is kept of ${of}, ${days}, with today's code`
}

/** 75 → "1 min 15 s", 8100 → "2 h 15 min". */
export function timeInWords(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  if (whole < 172_800) return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
  return `${Math.round(whole / 86_400)} days`
}

/** One line that tells how far it is. */
export function progressInWords(progress: BackfillProgress): string {
  const { settled, found, chunks, share, reportsPerSecond: rate, secondsLeft } = progress
  const parts = Object.values(chunks).reduce((sum, count) => sum + count, 0)
  if (parts === 0) return 'being planned'
  return [
    `${Math.floor(share * 100)} %`,
    `${grouped(settled)} of ${counted(found, 'report')}`,
    `${grouped(chunks.done)} of ${counted(parts, 'part')}`,
    figuresInWords(progress),
    ...(rate === null ? [] : [`${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} a second`]),
    ...(secondsLeft === null ? [] : [`${timeInWords(secondsLeft)} left`]),
  ].join(' · ')
}

export const figuresInWords = (counts: FigureCounts): string => {
  const { figuresSame, figuresNew, figuresChanged, figuresSuperseded } = counts
  return [
    ...(figuresSame > 0 ? [`${grouped(figuresSame)} as before`] : []),
    counted(figuresNew, 'new figure'),
    ...(figuresChanged > 0 ? [`${grouped(figuresChanged)} changed`] : []),
    ...(figuresSuperseded > 0 ? [`${grouped(figuresSuperseded)} superseded`] : []),
  ].join(', ')
}

export function estimateLines(estimate: BackfillEstimate): string[] {
  const { chunks, listRequests, sampled, reports, requests, seconds, sampledFresh, sampledReports, notes } = estimate
  if (chunks === 0) return notes
  return [
    `${counted(chunks, 'part')}, ${counted(listRequests, 'request')} for their lists alone.`,
    ...(reports === null
      ? ['Nothing could be looked at, so reports and time are not known.']
      : [
          `${counted(sampled, 'part')} looked at: ${counted(sampledReports, 'report')}, ${grouped(sampledFresh)} of them not known yet.`,
          `By that, about ${counted(reports, 'report')} and ${counted(requests ?? 0, 'request')}: ${timeInWords(seconds ?? 0)} at the pace that the source allows.`,
        ]),
    ...notes.map((note) => `  ${note}`),
  ]
}
