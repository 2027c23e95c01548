/** A trend as a person reads it: of each line what it counts, a chart, a table, and the reports behind it. */
import type { TrendJson, TrendPointJson } from '@displacement-monitor/shared/contracts'
import { datedDayInWords, placeLabel, type SeriesKind } from '@displacement-monitor/shared/domain'
import { counted } from '../output/amounts.ts'
import { type ChartPoint, chartLines } from '../output/chart.ts'
import type { Console } from '../output/console.ts'
import { categoryInWords, causeInWords } from '../output/figure-lines.ts'
import { notice } from '../output/notice.ts'
import { type Column, tableLines } from '../output/table.ts'
import { wrap } from '../output/wrap.ts'
import type { ClaimsById } from './load-claims.ts'
import { type NumberedReports, numberReports, reportLines } from './numbered-reports.ts'
import { dayOfPoint, interval, remarks, reviewSentences, reviewWords, valueInWords } from './point-words.ts'

type Line = TrendJson['series'][number]

/** A person reads the newest; the older ones are there with --from, and in a pipe all of them. */
const shownPoints = 40
const chartRows = 10

/** `series`: those of the trend that are shown. `lists`: all points stand in the table, on a terminal too. */
export function trendLines(
  { place, known_on, clock }: Pick<TrendJson, 'place' | 'known_on' | 'clock'>,
  series: readonly Line[],
  claims: ClaimsById,
  console: Console,
  { lists = false } = {},
): string[] {
  const { paint } = console
  const known = known_on === null ? '' : `, as ${clock === 'recorded' ? 'shown on' : 'printed by'} ${known_on}`
  return [
    `${paint.strong(placeLabel(place))}${known}`,
    ...series.flatMap((one) => ['', ...seriesLines(one, claims, console, lists)]),
    '',
    paint.faint(notice),
  ]
}

function seriesLines(series: Line, claims: ClaimsById, console: Console, lists: boolean): string[] {
  const { paint } = console
  const points = console.onTerminal && !lists ? series.points.slice(-shownPoints) : series.points
  const hidden = series.points.length - points.length
  const reports = numberReports(points, claims)
  const chart = console.onTerminal
    ? chartLines(chartPoints(series), series.kind, { columns: console.columns, rows: chartRows })
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
    ...tableLines(columnsFor(series.kind, points, reports, claims, console.onTerminal), points, console),
    '',
    ...reportLines(reports, console),
  ]
}

/** "People displaced within the country, conflict, since December 2019". */
function headline({ category, cause, scope, since, since_accuracy, unit, kind }: Line): string {
  const parts = [
    categoryInWords(category),
    causeInWords(cause),
    scope === 'all' ? '' : scope.replaceAll('_', ' '),
    since === null || since_accuracy === null
      ? kindWords[kind]
      : `since ${datedDayInWords({ day: since, accuracy: since_accuracy })}`,
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

function subline({ legend, counter, state, rule, method }: Line, points: readonly TrendPointJson[]): string {
  const [review, ...others] = new Set(points.flatMap((point) => point.review ?? []))
  return [
    counter === null ? 'counter not named' : `counted by ${counter}`,
    state === 'closed' ? 'closed: nobody continued this count' : '',
    legend ?? '',
    review !== undefined && others.length === 0 ? reviewSentences[review] : '',
    method === 'reconciled' ? rule : `method ${method}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** In a pipe the columns are always the same; a person is spared those that say one thing in every line. */
function columnsFor(
  kind: SeriesKind,
  points: readonly TrendPointJson[],
  reports: NumberedReports,
  claims: ClaimsById,
  onTerminal: boolean,
): Column<TrendPointJson>[] {
  const windows = kind === 'period' || kind === 'event_sum'
  const mixed = new Set(points.flatMap(({ review }) => review ?? [])).size > 1
  const columns: (Column<TrendPointJson> & { shown?: boolean })[] = [
    { heading: 'FROM', cell: ({ from }) => from ?? '', shown: windows },
    { heading: 'AS OF', cell: (point) => dayOfPoint(point, claims) },
    {
      heading: 'VALUE',
      cell: (point) => valueInWords(point, claims),
      align: 'right',
      colour: (_, paint) => paint.strong,
    },
    { heading: 'BETWEEN', cell: interval, align: 'right' },
    {
      heading: 'CHECKED',
      cell: ({ review }) => (review === null ? '' : reviewWords[review]),
      colour: ({ review }, paint) => (review === 'cleared' ? paint.good : paint.faint),
      shown: mixed,
    },
    { heading: 'WITNESSES', cell: ({ witnesses }) => String(witnesses), align: 'right', shown: false },
    { heading: 'REPORTS', cell: (point) => reports.numbersOf(point), shown: true },
    {
      heading: 'REMARK',
      cell: (point) => remarks(point, claims),
      grows: true,
      shown: points.some((point) => remarks(point, claims) !== ''),
    },
  ]
  return onTerminal ? columns.filter(({ shown }) => shown ?? true) : columns
}

/** A step stands on its last day; windows alone are bars. */
const chartPoints = ({ kind, points }: Line): ChartPoint[] =>
  points.flatMap(({ from, to, as_of, value }) => {
    const asOf = to ?? as_of
    return asOf === null
      ? []
      : [{ from: kind === 'period' || kind === 'event_sum' ? (from ?? null) : null, asOf, value }]
  })

function paintChart(line: string, { paint }: Console): string {
  const axis = Math.max(line.indexOf('┤'), line.indexOf('│')) + 1
  return axis === 0 ? paint.faint(line) : paint.faint(line.slice(0, axis)) + paint.line(line.slice(axis))
}
