/** What a person sees of a trend: its numbers in words, its picture, and markup in which nothing that was read can run. */
export { keyEntries } from './chart/key.ts'
export { type ChartEvidence, type ChartModel, type ChartPoint, chartPoints, mainLine } from './chart/model.ts'
export { renderChart } from './chart/render-chart.ts'
export { chartStyle, chartStyleHash } from './chart/style.ts'
export { escapeMarkup, type Html, html, safeHref, trusted } from './markup/html.ts'
export {
  amountInWords,
  beginOf,
  headingOf,
  lineInWords,
  lineTitle,
  pointInWords,
  reviewInWords,
  type StatedDays,
} from './words/describe-line.ts'
export { sayAmount, sayClaim, sayNumber } from './words/say-claim.ts'
