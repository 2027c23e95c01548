/** Thresholds in a table: what each watches, for what, and how much it matters. */
import type { ThresholdJson } from '@displacement-monitor/shared/contracts'
import type { Console } from '../output/console.ts'
import type { Paint } from '../output/paint.ts'
import { tableLines } from '../output/table.ts'

export function thresholdLines(thresholds: readonly ThresholdJson[], console: Console): string[] {
  if (thresholds.length === 0) return ['There is no threshold yet. To begin with: npx monitor thresholds presets']
  return tableLines<ThresholdJson>(
    [
      { heading: 'ID', cell: ({ id }) => String(id), align: 'right' },
      { heading: 'NAME', cell: ({ name }) => name, grows: true, colour: (_, paint) => paint.strong },
      { heading: 'WATCHES', cell: ({ watch }) => watchInWords(watch), grows: true },
      { heading: 'FOR', cell: ({ in_words: words }) => words, grows: true },
      {
        heading: 'SEVERITY',
        cell: ({ severity, enabled }) => (enabled ? severity : `${severity}, off`),
        colour: ({ severity, enabled }, paint) => (enabled ? severityColour(severity, paint) : paint.faint),
      },
    ],
    thresholds,
    console,
  )
}

export function severityColour(severity: ThresholdJson['severity'], paint: Paint): (text: string) => string {
  return { minor: paint.faint, moderate: (text: string) => text, severe: paint.warn, extreme: paint.bad }[severity]
}

type Watched = Omit<ThresholdJson['watch'], 'place'> & { place: { name: string } | string | null }

/** "Syria and inside, first level, internal displacements, conflict". */
export function watchInWords({ place, ...watch }: Watched): string {
  const where = place === null ? 'every place' : typeof place === 'string' ? place : place.name
  const levels = ['countries', 'first level', 'second level']
  return [
    place !== null && watch.with_children ? `${where} and inside` : where,
    ...(watch.admin_level === null ? [] : [levels[watch.admin_level]]),
    ...(watch.category === null ? [] : [plain(watch.category)]),
    ...(watch.cause === null ? [] : [watch.cause === 'unknown' ? 'cause unknown' : watch.cause]),
    ...(watch.scope === 'all' ? [] : [plain(watch.scope)]),
    ...(watch.series_kind === null ? [] : [`${plain(watch.series_kind)} series`]),
    ...(watch.minimum_confidence === null ? [] : [`confidence ≥ ${watch.minimum_confidence}`]),
    ...(watch.minimum_reliability === null ? [] : [`reliability ≥ ${watch.minimum_reliability}`]),
    ...(watch.reviewed_only ? ['checked by a person'] : []),
  ].join(', ')
}

const plain = (word: string): string => word.replace(/_/gu, ' ')
