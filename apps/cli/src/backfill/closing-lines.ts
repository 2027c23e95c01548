/** What a run changed, or would change: reports, figures, series, and how figures are read otherwise. */
import type { BackfillClosing, BackfillRun, FigureDifference, FigureFace } from '@displacement-monitor/shared/domain'
import { counted, grouped } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { tableLines } from '../output/table.ts'
import { figuresInWords } from './run-lines.ts'

const outcomesInWords = {
  read: 'read',
  known: 'known before',
  unchanged: 'as they were',
  skipped: 'with nothing to read',
  failed: 'failed, to be tried again',
  dead: 'given up',
} as const

/** At most so many are printed; all that are kept stand in the JSON. */
const mostDifferences = 10

export function closingLines(
  { kind, dryRun }: Pick<BackfillRun, 'kind' | 'dryRun'>,
  closing: BackfillClosing,
  console: Console,
): string[] {
  const { reports, reviewsToDecide, wouldHaveFired, figuresSame, figuresChanged, figuresSuperseded } = closing
  const told = Object.entries(outcomesInWords).flatMap(([outcome, words]) => {
    const count = reports[outcome as keyof typeof reports]
    const instead = kind === 'reextract' && outcome === 'read' ? 'read otherwise' : words
    return count > 0 ? [`${grouped(count)} ${instead}`] : []
  })
  const before = figuresSame + figuresChanged + figuresSuperseded
  return [
    ...(dryRun ? ['Nothing was written. If it were:'] : []),
    `Reports: ${told.length === 0 ? 'none' : told.join(', ')}.`,
    `Figures: ${figuresInWords(closing)}.`,
    ...(kind === 'reextract' && before > 0
      ? [
          `Of ${counted(before, 'figure')} read before, ${((100 * figuresSame) / before).toFixed(1)} % are read the same.`,
        ]
      : []),
    ...differenceLines(closing.differences, console),
    ...(dryRun ? [] : seriesLines(closing, console)),
    ...(reviewsToDecide > 0 && !dryRun
      ? [
          `${counted(reviewsToDecide, 'reviewed figure')} read otherwise now: the older one counts until somebody decides at the reading desk.`,
        ]
      : []),
    ...wouldHaveFired.map(
      ({ name, incidents }) =>
        `The threshold "${name}" would have fired ${incidents === 1 ? 'once' : `${incidents} times`}; nothing was sent.`,
    ),
  ]
}

function seriesLines({ series, seriesChanged }: BackfillClosing, console: Console): string[] {
  if (series.length === 0) return ['No series changed.']
  const value = (point: { value: number | null; asOf: string } | null) =>
    point === null ? '–' : `${point.value === null ? 'unknown' : grouped(point.value)} (${point.asOf})`
  return [
    `${counted(seriesChanged, 'series', 'series')} changed:`,
    ...tableLines(
      [
        { heading: 'PLACE', cell: ({ placeId }) => placeId },
        {
          heading: 'SERIES',
          cell: ({ category, kind, since }) => `${category}, ${kind}${since ? ` since ${since}` : ''}`,
          grows: true,
        },
        { heading: 'BEFORE', cell: ({ before }) => value(before), align: 'right' },
        { heading: 'NOW', cell: ({ after }) => value(after), align: 'right' },
        { heading: 'POINTS', cell: ({ pointsCame, pointsGone }) => `+${pointsCame} −${pointsGone}`, align: 'right' },
      ],
      series,
      console,
    ),
    ...(seriesChanged > series.length ? [`… and ${seriesChanged - series.length} more.`] : []),
  ]
}

function differenceLines(differences: readonly FigureDifference[], console: Console): string[] {
  if (differences.length === 0) return []
  const side = (face: FigureFace | null, fields: readonly string[]) => {
    if (face === null) return '–'
    const { value, category, placeId } = face
    const differing = fields.flatMap((field) =>
      field === 'value' ? [] : [`${field}: ${String(face[field as keyof FigureFace] ?? 'none')}`],
    )
    return [grouped(value), ...(fields.length > 0 ? differing : [category, placeId ?? 'no place'])].join(', ')
  }
  return [
    ...tableLines(
      [
        { heading: 'REPORT', cell: ({ reportId }) => String(reportId), align: 'right' },
        { heading: 'BEFORE', cell: ({ before, fields }) => side(before, fields), grows: true },
        { heading: 'NOW', cell: ({ after, fields }) => side(after, fields), grows: true },
        { heading: 'WORDS', cell: ({ before, after }) => (after ?? before)?.words ?? '', grows: true },
        { heading: 'REVIEWED', cell: ({ reviewed }) => (reviewed ? 'yes' : '') },
      ],
      differences.slice(0, mostDifferences),
      console,
    ),
    ...(differences.length > mostDifferences ? ['… and more: --json tells them.'] : []),
  ]
}
