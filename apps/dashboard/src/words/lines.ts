/** What a series counts, in words for people; the field's own words, told once here. */
import type { SeriesListJson, TrendJson } from '@displacement-monitor/shared/contracts'
import { sayDated } from './days.ts'

export type Line = TrendJson['series'][number]
export type Point = Line['points'][number]
export type SeriesRow = SeriesListJson['series'][number]
type Head = Pick<Line, 'kind' | 'category' | 'scope' | 'cause' | 'since' | 'since_accuracy' | 'unit' | 'place_role'>

export const categoryWords: Record<Line['category'], string> = {
  internal_displacements: 'internal displacements',
  cross_border_displacements: 'displacements across borders',
  returns: 'returns',
  idps: 'internally displaced people',
  refugees: 'refugees',
  returnees: 'returnees',
  displaced_unspecified: 'displaced people',
}

export const kindWords: Record<Line['kind'], string> = {
  cumulative: 'running count',
  period: 'closed windows',
  stock: 'people present',
  event_sum: 'sum of events',
}

export const causeWords: Record<NonNullable<Line['cause']>, string> = {
  conflict: 'conflict',
  disaster: 'disaster',
  other: 'another cause',
  mixed: 'several causes',
  all: 'all causes',
}

export const scopeWords: Record<Line['scope'], string> = {
  all: 'all',
  in_sites: 'in sites',
  outside_sites: 'outside sites',
  registered: 'registered',
  verified: 'verified',
  new_arrivals: 'new arrivals',
  cohort: 'of one wave alone',
}

export const flagWords: Record<Point['flags'][number], string> = {
  revised: 'revised down by its counter',
  restated: 'restated from a wider area',
  conflict: 'another counter is apart',
  stale: 'unknown from here on',
  lead_change: 'another counter leads from here',
  carried: 'held from an earlier claim',
  inferred: 'dated by its print',
  attribution: 'told under two offices’ names',
  coverage_break: 'other units assessed than before',
  start_untold: 'first day untold',
  naive: 'every printed number added up',
}

export const reviewWords: Record<NonNullable<Point['review']>, string> = {
  machine_read: 'read by machine',
  partly: 'partly checked',
  cleared: 'checked by a person',
}

export const isFlow = ({ category }: Pick<Line, 'category'>): boolean =>
  category === 'internal_displacements' || category === 'cross_border_displacements' || category === 'returns'

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const sayLabel = (label: string): string => label.replaceAll('_', ' ')

/** "internal displacements since December 2019 (conflict)". */
export function sayHead(head: Head): string {
  const since = head.since ? ` since ${sayDated(head.since, head.since_accuracy)}` : ''
  const scope = head.scope === 'all' ? '' : `, ${scopeWords[head.scope]}`
  const unit = head.unit === 'household' ? ', households' : ''
  return `${categoryWords[head.category]}${since}${scope}${unit}${head.cause ? ` (${causeWords[head.cause]})` : ''}`
}
