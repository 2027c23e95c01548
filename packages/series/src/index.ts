/** Claims → series. Pure: no I/O, no clock; the rules are explained in docs/method.md. */
export { type BuildOptions, buildSeries } from './build-series.ts'
export { buildSubjects } from './build-subjects.ts'
export { cadenceOf, carryDaysOf, medianInterval } from './cadence.ts'
export { claimKey, type Statement } from './claim-key.ts'
export { type CounterNode, counterFamilies } from './counter-tree.ts'
export { type CommonUnits, compareCommonUnits, isSameCoverage } from './coverage.ts'
export { type AttributionConflict, type ClaimGroup, type Folding, foldClaims } from './fold-claims.ts'
export { foldFigure } from './fold-figure.ts'
export { claimQuantifier, gatherClaims, type WitnessFigure } from './gather-claims.ts'
export { gapShare, type Interval, intervalOf } from './interval.ts'
export { type NaiveSum, naiveAddition } from './naive.ts'
export { isSameOrAbove, type NormalCounter, normaliseCounter } from './normalise-counter.ts'
export {
  type Resampled,
  type ResampleOptions,
  type ResampleStep,
  resample,
  resampleSteps,
  type Sample,
  stockCarryDays,
  trailingSum,
} from './resample.ts'
export { numbersOf } from './restated.ts'
export { type Rollup, type RollupChild, type RollupLeftOut, type RollupSample, rollupChildren } from './rollup.ts'
export { ruleNumbers, seriesRule } from './rule.ts'
export { type RoundRow, type RoundTotal, sumRounds } from './sum-rounds.ts'
export { advanceIncidents } from './thresholds/advance-incidents.ts'
export { applyChange } from './thresholds/apply-change.ts'
export { checkThreshold } from './thresholds/check-threshold.ts'
export { findCrossings } from './thresholds/find-crossings.ts'
export { type FoundLine, followLines, type Move } from './thresholds/follow-lines.ts'
export type { Evaluation } from './thresholds/next-state.ts'
export { type Preset, presets } from './thresholds/presets.ts'
export {
  type KnownOnDay,
  type PreviewedIncident,
  type PreviewedMessage,
  previewThreshold,
} from './thresholds/preview-threshold.ts'
export type { Refusal, ThresholdTerms } from './thresholds/refusal.ts'
