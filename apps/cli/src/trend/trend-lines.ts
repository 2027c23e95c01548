import {
  datedDayInWords,
  isFlow,
  type Place,
  type SeriesKind,
  type SeriesPoint,
} from '@displacement-monitor/shared/domain'
import { counted } from '../output/amounts.ts'
import { chartLines } from '../output/chart.ts'
import type { Console } from '../output/console.ts'
import { categoryInWords, causeInWords } from '../output/figure-lines.ts'
import { notice } from '../output/notice.ts'
import { type Column, tableLines } from '../output/table.ts'
import { wrap } from '../output/wrap.ts'
import type { TrendSeries } from './load-trend.ts'
import type { WitnessesByClaim } from './load-witnesses.ts'
import { type NumberedReports, numberReports, reportLines } from './numbered-reports.ts'
import { interval, remarks, reviewSentences, reviewWords, valueInWords } from './point-words.ts'
import { flowLegend } from './trend-json.ts'
import type { TrendQuery } from './trend-query.ts'

/** A person reads the newest; the older ones are there with --from, and in a pipe all of them. */
const shownPoints = 40
const chartRows = 10

export function trendLines(
  place: Place,
  query: TrendQuery,
  series: readonly TrendSeries[],
  witnesses: WitnessesByClaim,
  console: Console,
): string[] {
  const { paint } = console
  const known =
    query.knownOn === null
      ? ''
      : query.clock === 'printed'
        ? `, as printed by ${query.knownOn}`
        : `, as shown on ${query.knownOn}`
  return [
    `${paint.strong(`${place.name} (${place.id})`)}${known}`,
    ...series.flatMap((one) => ['', ...seriesLines(one, query, witnesses, console)]),
    '',
    paint.faint(notice),
  ]
}

function seriesLines(series: TrendSeries, query: TrendQuery, witnesses: WitnessesByClaim, console: Console): string[] {
  const { paint } = console
  const points = console.onTerminal && query.from === null ? series.points.slice(-shownPoints) : series.points
  const hidden = series.points.length - points.length
  const reports = numberReports(points, witnesses)
  const chart = console.onTerminal
    ? chartLines(series.points, series.kind, { columns: console.columns, rows: chartRows })
    : []
  return [
    paint.strong(headline(series)),
    ...[
      subline(series, points),
      hidden > 0 ? `${counted(hidden, 'earlier point')} in the chart alone; --from DATE lists them` : '',
    ]
      .filter(Boolean)
      .flatMap((line) => wrap(line, console.onTerminal ? console.columns : Number.POSITIVE_INFINITY))
      .map(paint.faint),
    ...(points.length > 1 && chart.length > 0 ? ['', ...chart.map((line) => paintChart(line, console))] : []),
    '',
    ...tableLines(columnsFor(series.kind, points, reports, witnesses, console.onTerminal), points, console),
    '',
    ...reportLines(reports, console),
  ]
}

/** "People displaced within the country, conflict, since December 2019". */
function headline({ category, cause, scope, since, unit, kind }: TrendSeries): string {
  const parts = [
    categoryInWords(category),
    causeInWords(cause),
    scope === 'all' ? '' : scope.replaceAll('_', ' '),
    since === null ? kindWords[kind] : `since ${datedDayInWords(since)}`,
    unit === 'household' ? 'in households' : '',
  ]
  const line = parts.filter(Boolean).join(' · ')
  return line.charAt(0).toUpperCase() + line.slice(1)
}

const kindWords: Readonly<Record<SeriesKind, string>> = {
  cumulative: '',
  period: 'per period',
  stock: '',
  event_sum: 'sum of events',
}

function subline({ category, counter, state, rule, method }: TrendSeries, points: readonly SeriesPoint[]): string {
  const reviews = new Set(points.map(({ review }) => review))
  return [
    counter === null ? 'counter not named' : `counted by ${counter}`,
    state === 'closed' ? 'closed: nobody continued this count' : '',
    isFlow(category) ? flowLegend : '',
    reviews.size === 1
      ? points
          .slice(0, 1)
          .map(({ review }) => reviewSentences[review])
          .join('')
      : '',
    method === 'reconciled' ? rule : `method ${method}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** In a pipe the columns are always the same; a person is spared those that say one thing in every line. */
function columnsFor(
  kind: SeriesKind,
  points: readonly SeriesPoint[],
  reports: NumberedReports,
  witnesses: WitnessesByClaim,
  onTerminal: boolean,
): Column<SeriesPoint>[] {
  const windows = kind === 'period' || kind === 'event_sum'
  const mixed = points.some(({ review }) => review !== points[0]?.review)
  const columns: (Column<SeriesPoint> & { shown?: boolean })[] = [
    { heading: 'FROM', cell: ({ from }) => from ?? '', shown: windows },
    { heading: 'AS OF', cell: ({ asOf }) => asOf },
    {
      heading: 'VALUE',
      cell: (point) => valueInWords(point, witnesses),
      align: 'right',
      colour: (_, paint) => paint.strong,
    },
    { heading: 'BETWEEN', cell: interval, align: 'right' },
    {
      heading: 'CHECKED',
      cell: ({ review }) => reviewWords[review],
      colour: ({ review }, paint) => (review === 'cleared' ? paint.good : paint.faint),
      shown: mixed,
    },
    { heading: 'WITNESSES', cell: ({ witnesses }) => String(witnesses), align: 'right', shown: false },
    { heading: 'REPORTS', cell: (point) => reports.numbersOf(point), shown: true },
    {
      heading: 'REMARK',
      cell: (point) => remarks(point, witnesses),
      grows: true,
      shown: points.some((point) => remarks(point, witnesses) !== ''),
    },
  ]
  return onTerminal ? columns.filter(({ shown }) => shown ?? true) : columns
}

function paintChart(line: string, { paint }: Console): string {
  const axis = Math.max(line.indexOf('┤'), line.indexOf('│')) + 1
  return axis === 0 ? paint.faint(line) : paint.faint(line.slice(0, axis)) + paint.line(line.slice(axis))
}
