/** A threshold as the API and the terminal tell it. */
import {
  placeRefOf,
  type ThresholdBody,
  type ThresholdJson,
  type ThresholdRuleJson,
} from '@displacement-monitor/shared/contracts'
import type { NewThreshold } from '@displacement-monitor/shared/db'
import type { Gazetteer, Threshold, ThresholdRule, Watch } from '@displacement-monitor/shared/domain'
import { ruleInWords } from '../rule-in-words.ts'

export function thresholdJson(threshold: Threshold, gazetteer: Gazetteer, all: boolean): ThresholdJson {
  const { id, name, watch, rule, forDays, coolDownDays, escalateRatio, severity, enabled } = threshold
  return {
    id,
    name,
    watch: {
      place: watch.placeId === null ? null : placeRefOf(watch.placeId, gazetteer),
      ...watchJson(watch),
    },
    rule: ruleJson(rule),
    in_words: ruleInWords(threshold),
    for_days: forDays,
    cool_down_days: coolDownDays,
    escalate_ratio: escalateRatio,
    severity,
    enabled,
    created_by: all ? threshold.createdBy : null,
    created_at: threshold.createdAt.toISOString(),
    links: { self: `/v1/thresholds/${id}`, incidents: `/v1/incidents?threshold=${id}` },
  }
}

/** As it would be stated again: in a file, or to the API. */
export function thresholdStatementOf(threshold: NewThreshold): ThresholdBody {
  const { watch } = threshold
  return {
    name: threshold.name,
    watch: { place: watch.placeId, ...watchJson(watch) },
    rule: ruleJson(threshold.rule),
    for_days: threshold.forDays,
    cool_down_days: threshold.coolDownDays,
    escalate_ratio: threshold.escalateRatio,
    severity: threshold.severity,
    enabled: threshold.enabled,
  }
}

function watchJson(watch: Watch) {
  return {
    with_children: watch.withChildren,
    admin_level: watch.adminLevel,
    // The store holds what the contract let in.
    category: watch.category as ThresholdBody['watch']['category'],
    cause: watch.cause,
    scope: watch.scope,
    series_kind: watch.seriesKind,
    minimum_confidence: watch.minimumConfidence,
    minimum_reliability: watch.minimumReliability,
    reviewed_only: watch.reviewedOnly,
  }
}

function ruleJson(rule: ThresholdRule): ThresholdRuleJson {
  switch (rule.kind) {
    case 'level':
      return { kind: 'level', at_least: rule.atLeast, clear_below: rule.clearBelow }
    case 'record':
      return { kind: 'record', at_least: rule.atLeast, days: rule.days, sum_days: rule.sumDays }
    case 'first':
      return { kind: 'first', at_least: rule.atLeast }
    case 'rise':
    case 'drop':
    case 'stale':
    case 'conflict':
    case 'revised':
      return rule
  }
}
