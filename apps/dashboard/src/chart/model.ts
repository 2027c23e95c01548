/** What the chart of one line shows: the line with its band, its claims as dots, what the rule left off. Made from the API's answers. */
import type { StoredFigureJson } from '@displacement-monitor/shared/contracts'
import { dayNumber, sayDated, sayShortDay } from '../words/days.ts'
import { flagWords, type Line, type Point, reviewWords } from '../words/lines.ts'
import { countOf, sayAmount, sayPoint } from '../words/numbers.ts'

export interface Step {
  from: number | null
  day: number
  value: number | null
  low: number | null
  high: number | null
  flags: Point['flags']
}

export interface Dot {
  claim: number
  from: number | null
  day: number
  value: number
  /** Who counted, as printed; the colour is by this. */
  counter: string
  isChecked: boolean
  /** Whether it makes a point of the line. */
  isOnLine: boolean
  flags: Point['flags']
  /** All of it in words: for the read-out, the tooltip and screen readers. */
  says: string
  reason: string | null
}

export interface ChartModel {
  kind: Line['kind']
  begins: number | null
  isClosed: boolean
  steps: readonly Step[]
  dots: readonly Dot[]
  /** In the order of their colours. */
  counters: readonly string[]
}

export type FiguresByClaim = ReadonlyMap<number, readonly StoredFigureJson[]>

export function figuresByClaim(figures: readonly StoredFigureJson[]): FiguresByClaim {
  const byClaim = new Map<number, StoredFigureJson[]>()
  for (const figure of figures) {
    if (figure.claim === null) continue
    const known = byClaim.get(figure.claim)
    if (known) known.push(figure)
    else byClaim.set(figure.claim, [figure])
  }
  return byClaim
}

const untold = 'counter not named'

export function chartModel(line: Line, figures: FiguresByClaim): ChartModel {
  const steps = line.points.flatMap((point): Step[] => {
    const day = point.to ?? point.as_of
    if (!day) return []
    return [
      {
        from: point.from ? dayNumber(point.from) : null,
        day: dayNumber(day),
        value: point.value,
        low: point.low,
        high: point.high,
        flags: point.flags,
      },
    ]
  })
  const on = line.points.flatMap((point) => point.claims.map((claim) => dotOnLine(claim, point, line, figures)))
  const off = line.left_out.flatMap(({ claim, reason }) => dotOffLine(claim, reason, line, figures) ?? [])
  const dots = [...on.flatMap((dot) => dot ?? []), ...off].toSorted((a, b) => a.day - b.day || a.claim - b.claim)
  return {
    kind: line.kind,
    begins: line.kind === 'cumulative' && line.since ? dayNumber(line.since) : null,
    isClosed: line.state === 'closed',
    steps,
    dots,
    counters: byWeight(dots.map(({ counter }) => counter)),
  }
}

function dotOnLine(claim: number, point: Point, line: Line, figures: FiguresByClaim): Dot | null {
  const figure = figures.get(claim)?.[0]
  const asOf = figure?.as_of ?? point.to ?? point.as_of
  const value = figure && figure.unit === line.unit ? figure.value : point.value
  if (!asOf || value === null) return null
  const isChecked = point.review === 'cleared'
  const when = figure?.as_of ? sayDated(figure.as_of, figure.as_of_accuracy) : sayDated(asOf, 'day')
  const amount = figure ? sayAmount(figure.value, figure.value_high, figure.quantifier) : sayPoint(point)
  const witnesses = figures.get(claim)?.length ?? point.witnesses
  const flags = point.flags.map((flag) => `, ${flagWords[flag]}`).join('')
  const counter = figure?.counter ?? line.counter ?? untold
  return {
    claim,
    from:
      figure?.since && line.kind === 'period'
        ? dayNumber(figure.since)
        : point.from && line.kind !== 'cumulative'
          ? dayNumber(point.from)
          : null,
    day: dayNumber(asOf),
    value,
    counter,
    isChecked,
    isOnLine: true,
    flags: point.flags,
    says: `${when}: ${amount}, counted by ${counter}, ${countOf(witnesses, 'report')}${flags}, ${reviewWords[point.review ?? 'machine_read']}`,
    reason: point.reason ?? null,
  }
}

function dotOffLine(claim: number, reason: string, line: Line, figures: FiguresByClaim): Dot | null {
  const figure = figures.get(claim)?.[0]
  const day = figure?.as_of ?? figure?.report.published_on
  if (!figure || !day || figure.unit !== line.unit) return null
  const counter = figure.counter ?? untold
  const amount = sayAmount(figure.value, figure.value_high, figure.quantifier)
  return {
    claim,
    from: figure.since && line.kind !== 'cumulative' ? dayNumber(figure.since) : null,
    day: dayNumber(day),
    value: figure.value,
    counter,
    isChecked: figure.review === 'approved' || figure.review === 'corrected',
    isOnLine: false,
    flags: [],
    says: `${sayDated(day, figure.as_of_accuracy)}: ${amount}, counted by ${counter}, not on the line: ${reason}`,
    reason,
  }
}

function byWeight(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name)
}

/** Names of a line that outlast an answer: other methods and past days make lines without an id. */
export const lineKey = (
  line: Pick<Line, 'kind' | 'category' | 'scope' | 'cause' | 'place_role' | 'since' | 'unit'>,
): string =>
  [line.kind, line.category, line.scope, line.cause ?? 'unknown', line.place_role, line.since ?? '', line.unit].join(
    '.',
  )

const kindRank: readonly Line['kind'][] = ['cumulative', 'stock', 'event_sum', 'period']
/** Lines of a place, the one a person looks for first: all people, persons, a running count before a stock before bars. */
export function byInterest(lines: readonly Line[]): Line[] {
  const rank = (line: Line) => [
    line.points.some(({ value }) => value !== null) ? 0 : 1,
    line.scope === 'all' ? 0 : 1,
    line.unit === 'person' ? 0 : 1,
    kindRank.indexOf(line.kind),
    -line.points.length,
  ]
  const ranked = lines.map((line) => ({ line, rank: rank(line) }))
  ranked.sort((a, b) => a.rank.map((value, index) => value - (b.rank[index] ?? 0)).find((step) => step !== 0) ?? 0)
  return ranked.map(({ line }) => line)
}

export const sayPointDay = (point: Point): string => {
  const day = point.to ?? point.as_of
  return day ? sayShortDay(day) : 'day not known'
}
