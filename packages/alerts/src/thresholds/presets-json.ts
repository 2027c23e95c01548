/** Thresholds to begin with, in the form in which they can be stated. */
import { presets } from '@displacement-monitor/series'
import type { PresetsJson } from '@displacement-monitor/shared/contracts'
import { ruleInWords } from '../rule-in-words.ts'
import { thresholdStatementOf } from './threshold-json.ts'

export const presetsJson = (): PresetsJson => ({
  presets: presets.map(({ id, threshold, reason, source }) => ({
    id,
    in_words: ruleInWords(threshold),
    reason,
    source,
    threshold: thresholdStatementOf({ ...threshold, enabled: true }),
  })),
})
