/** What a table must say about itself wherever it goes: what was asked, the rule, what is left out, whose work it is. */
import type { AttributionJson } from '@displacement-monitor/shared/contracts'
import type { Table } from '@displacement-monitor/trends'

export interface About {
  title: string
  /** Path and query. */
  asked: string
  /** The parameters that were given, and those that hold by default and matter. */
  filters: readonly (readonly [string, string])[]
  rules: readonly string[]
  knownOn: string | null
  notice: string
  caveats: readonly string[]
  attributions: readonly AttributionJson[]
  /** Address of the next page; null: this is all. */
  next: string | null
}

export const caveats = {
  always: [
    'A line steps: between claims it is held, never interpolated. Empty means unknown, never 0.',
    'low and high are what the words of the reports allow; population is the printed number held inside them.',
    'Boundaries and names imply no endorsement.',
  ],
  naive:
    'method=naive: every printed number added up, what a careless sum would have said; for comparison only, no number of people.',
  flows: 'Flows are movements, not people: one person may flee twice.',
  veiled: 'Some places, counts or words are withheld without a key; see docs/data-responsibility.md.',
  sums: 'Rows with rollup=children add up disjoint parts; while any part is missing, the sum is a floor.',
} as const

/** Rows of two cells, a heading alone in its row. */
export function aboutRows(about: About, { columns }: Table): (readonly [string, string])[] {
  return [
    [about.title, ''],
    ['', ''],
    ['Asked', about.asked],
    ...about.filters.map(([name, value]) => [`Filter: ${name}`, value] as const),
    ['Rule', about.rules.join(', ') || 'none: figures as printed'],
    ['Known on', about.knownOn ?? 'today: all that is known'],
    ['More pages', about.next ?? 'none: this is all'],
    ['', ''],
    ['Notice', about.notice],
    ...about.caveats.map((caveat) => ['Caveat', caveat] as const),
    ['', ''],
    ...about.attributions.map(
      ({ source, attribution, licence, redistribution }) =>
        [`Source: ${source}`, `${attribution} · licence: ${licence} · redistribution: ${redistribution}`] as const,
    ),
    ['', ''],
    ...columns.map(
      ({ name, means, hxl }) => [`Column: ${name}`, hxl === null ? means : `${means} HXL: ${hxl}`] as const,
    ),
  ]
}
