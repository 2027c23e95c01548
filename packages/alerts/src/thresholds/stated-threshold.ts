/** A threshold as a person wrote it → as the store holds it, or what is wrong with it, by field. */

import { checkThreshold } from '@displacement-monitor/series'
import { shown, type ThresholdBody } from '@displacement-monitor/shared/contracts'
import type { NewThreshold } from '@displacement-monitor/shared/db'
import { type Gazetteer, placeLabel, placeMeant, type ThresholdRule } from '@displacement-monitor/shared/domain'

/** One thing that cannot be as it was written. */
export interface Refusal {
  /** `watch.place`; as written. */
  field: string
  /** What is wrong, and what to do. */
  message: string
  /** Values that would do; may be empty. */
  nearest: readonly string[]
}

export type Stated =
  | { threshold: NewThreshold; refusals: readonly [] }
  | { threshold: null; refusals: readonly Refusal[] }

export function statedThreshold(body: ThresholdBody, gazetteer: Gazetteer): Stated {
  const place = placeOf(body.watch.place, gazetteer)
  const refusals: Refusal[] = place.refusal === null ? [] : [place.refusal]
  const { watch } = body
  const threshold: NewThreshold = {
    name: body.name,
    watch: {
      placeId: place.id,
      withChildren: watch.with_children,
      adminLevel: watch.admin_level,
      category: watch.category,
      cause: watch.cause,
      scope: watch.scope,
      seriesKind: watch.series_kind,
      minimumConfidence: watch.minimum_confidence,
      minimumReliability: watch.minimum_reliability,
      reviewedOnly: watch.reviewed_only,
    },
    rule: ruleOf(body.rule),
    forDays: body.for_days,
    coolDownDays: body.cool_down_days,
    escalateRatio: body.escalate_ratio,
    severity: body.severity,
    enabled: body.enabled,
  }
  for (const { path, reason, advice } of checkThreshold(threshold))
    refusals.push({ field: snakeCased(path), message: `${reason} ${advice}`, nearest: [] })
  return refusals.length > 0 ? { threshold: null, refusals } : { threshold, refusals: [] }
}

function ruleOf(rule: ThresholdBody['rule']): ThresholdRule {
  switch (rule.kind) {
    case 'level':
      return { kind: 'level', atLeast: rule.at_least, clearBelow: rule.clear_below }
    case 'record':
      return { kind: 'record', atLeast: rule.at_least, days: rule.days, sumDays: rule.sum_days }
    case 'first':
      return { kind: 'first', atLeast: rule.at_least }
    case 'rise':
    case 'drop':
    case 'stale':
    case 'conflict':
    case 'revised':
      return rule
  }
}

function placeOf(asked: string | null, gazetteer: Gazetteer): { id: string | null; refusal: Refusal | null } {
  if (asked === null) return { id: null, refusal: null }
  const meant = placeMeant(asked, gazetteer)
  if (meant.kind === 'found') return { id: meant.place.id, refusal: null }
  const nearest = meant.nearest.map(placeLabel)
  const message =
    meant.kind === 'several'
      ? `Several places are called "${shown(asked)}"; say which.`
      : `No place is known by "${shown(asked)}".`
  return { id: null, refusal: { field: 'watch.place', message, nearest } }
}

/** `['rule', 'clearBelow']` → `rule.clear_below`, as it was written. */
const snakeCased = (path: readonly string[]): string =>
  path.join('.').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** All of them in one text; of several each begins with its field. */
export const refusalsInWords = (refusals: readonly Refusal[]): string =>
  refusals.map(({ field, message }) => (refusals.length > 1 ? `${field}: ${message}` : message)).join(' ')
