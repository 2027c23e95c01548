/** The shapes of a line: steps that hold until the next claim, the band from low to high, bars of closed windows. */
import { dayNumber } from '@displacement-monitor/shared/domain'
import type { ChartPoint } from './model.ts'

export interface Scales {
  x: (day: number) => number
  y: (count: number) => number
}

/** A point with a number, and how long it holds: to the next point, or to its own day where it is the last. */
interface Held {
  begin: number
  end: number
  value: number
  low: number
  high: number
}

/** Runs without a gap; a point without a number ends a run on its own day. */
function runsOf(points: readonly ChartPoint[]): Held[][] {
  const runs: Held[][] = []
  let run: Held[] = []
  points.forEach((point, index) => {
    const begin = dayNumber(point.asOf)
    if (point.value === null) {
      if (run.length > 0) runs.push(run)
      run = []
      return
    }
    const next = points[index + 1]
    const { value } = point
    run.push({
      begin,
      end: next ? dayNumber(next.asOf) : begin,
      value,
      low: point.low ?? value,
      high: point.high ?? value,
    })
  })
  if (run.length > 0) runs.push(run)
  return runs
}

/** The stepped line; between claims it is held, never interpolated. */
export function stepPath(points: readonly ChartPoint[], { x, y }: Scales): string {
  return runsOf(points)
    .map((run) => {
      const [first] = run
      if (!first) return ''
      const begin = `M${place(x(first.begin))} ${place(y(first.value))}`
      return (
        begin + run.map(({ begin, end, value }) => `H${place(x(begin))}V${place(y(value))}H${place(x(end))}`).join('')
      )
    })
    .join('')
}

/** What the claims allow: low to high, stepped as the line is. */
export function bandPath(points: readonly ChartPoint[], { x, y }: Scales): string {
  return runsOf(points)
    .map((run) => {
      const top = run.map(
        ({ begin, end, high }) => `${place(x(begin))} ${place(y(high))}L${place(x(end))} ${place(y(high))}`,
      )
      const bottom = [...run]
        .reverse()
        .map(({ begin, end, low }) => `${place(x(end))} ${place(y(low))}L${place(x(begin))} ${place(y(low))}`)
      return `M${[...top, ...bottom].join('L')}Z`
    })
    .join('')
}

/** Half the width of the band at a run's last claim, which holds for no time: its range is seen all the same. */
const endWidth = 5

/** The range of each run's last claim, as a narrow upright band around its dot. */
export function endBands(points: readonly ChartPoint[], { x, y }: Scales): string {
  return runsOf(points)
    .flatMap((run) => {
      const last = run.at(-1)
      if (!last || last.low === last.high) return []
      const [left, right] = [place(x(last.end) - endWidth), place(x(last.end) + endWidth)]
      return `M${left} ${place(y(last.high))}H${right}V${place(y(last.low))}H${left}Z`
    })
    .join('')
}

export interface Bar {
  point: ChartPoint
  left: number
  width: number
  top: number
  height: number
}

/** At least two pixels wide: a window of one day is seen, too. */
export function barsOf(points: readonly ChartPoint[], { x, y }: Scales): Bar[] {
  return points.flatMap((point) => {
    if (point.value === null) return []
    const left = x(dayNumber(point.from ?? point.asOf))
    const right = x(dayNumber(point.asOf) + 1)
    const top = y(point.value)
    return { point, left, width: Math.max(2, right - left - 1), top, height: Math.max(1, y(0) - top) }
  })
}

/** A tenth of a pixel: finer makes files longer and nothing sharper. */
export const place = (value: number): number => Math.round(value * 10) / 10
