/** The small picture of an alert: its line where it is known, else the numbers that the alert itself tells. */
import {
  amountInWords,
  beginOf,
  type ChartModel,
  type ChartPoint,
  chartPoints,
  chartStyle,
  headingOf,
  lineInWords,
  lineTitle,
  renderChart,
} from '@displacement-monitor/presentation'
import type { AlertEntryJson, TrendJson } from '@displacement-monitor/shared/contracts'
import { dayInWords, isStock, type SeriesKind, shortDayInWords } from '@displacement-monitor/shared/domain'
import { inline } from './clean-words.ts'

type Line = TrendJson['series'][number]
type Point = NonNullable<AlertEntryJson['at']>

/** Older points would only crowd a picture of this size. */
const mostPoints = 24

/** From the line of the series as the open API tells it. */
export function chartOfLine(line: Line, placeName: string): ChartModel {
  const points = chartPoints(
    line,
    () => [],
    () => null,
  )
  const shown = points.slice(-mostPoints)
  return {
    title: lineTitle(line, placeName),
    description: lineInWords(line),
    kind: line.kind,
    begins: points.length > mostPoints ? null : beginOf(line),
    points: shown,
    evidence: [],
    footnote: footnoteOf(line.legend, line.rule),
    sources: '',
  }
}

/** Null for a correction: what was withdrawn is no line to be drawn. */
export function chartOfAlert(entry: AlertEntryJson): ChartModel | null {
  const { kind, before, at, latest } = entry
  if (kind === 'corrected') return null
  const known = [before, at, latest].flatMap((point) => (point === null ? [] : point))
  const points = known.filter((point, index) => known.findIndex(({ as_of }) => as_of === point.as_of) === index)
  const place = inline(entry.place.name, 60)
  return {
    title: `${place}: ${headingOf(entry.category)}`,
    description: `${points.map((point) => `${dayInWords(point.as_of)}: ${amountInWords(point)}`).join('; ')}. ${footnoteOf(entry.legend, entry.rule)}`,
    kind: kindOf(entry),
    begins: null,
    points: points.map(drawn).sort((a, b) => (a.asOf < b.asOf ? -1 : 1)),
    evidence: [],
    footnote: footnoteOf(entry.legend, entry.rule),
    sources: '',
  }
}

/** So small that its letters are read on a phone; title, legend and sources stand around it in the mail. */
const width = 440
const height = 230

/** As it lies in a mail: with its own paper, in light and dark. */
export const alertSvg = (model: ChartModel): string =>
  renderChart(model, { width, height, alone: false, id: 'chart' }).replace(
    '>',
    `><style>${chartStyle}</style><rect width="${width}" height="${height}" class="dc-paper"/>`,
  )

const kindOf = ({ at, category, since }: AlertEntryJson): SeriesKind =>
  since !== null ? 'cumulative' : at?.from == null && isStock(category) ? 'stock' : 'period'

const drawn = (point: Point): ChartPoint => ({
  from: point.from,
  asOf: point.as_of,
  day: shortDayInWords(point.as_of),
  value: point.value,
  low: point.low,
  high: point.high,
  review: point.review,
  flags: [],
  says: `${dayInWords(point.as_of)}: ${amountInWords(point)}`,
  amount: amountInWords(point),
  href: null,
})

const footnoteOf = (legend: string | null, rule: string): string =>
  [...(legend === null ? [] : [legend]), `rule ${rule}`, 'not an official figure; confirm with the counter'].join(' · ')
