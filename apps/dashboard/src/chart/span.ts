/** The days that a chart shows. */
import type { ChartModel } from './model.ts'

export interface Span {
  from: number
  to: number
}

/** From the first day of the line to its last, with a little air. */
export function wholeSpan(model: ChartModel): Span {
  const days = [
    ...model.steps.flatMap(({ from, day }) => [from ?? day, day]),
    ...model.dots.flatMap(({ from, day }) => [from ?? day, day]),
    ...(model.begins === null ? [] : [model.begins]),
  ]
  const [from, to] = [Math.min(...days), Math.max(...days)]
  const air = Math.max(2, (to - from) * 0.03)
  return { from: from - air, to: to + air }
}

export function zoomSpan({ from, to }: Span, factor: number, centre: number | null, whole: Span): Span | null {
  const width = Math.max(4, (to - from) * factor)
  if (width >= whole.to - whole.from) return null
  const middle = centre ?? (from + to) / 2
  const start = Math.min(Math.max(middle - width / 2, whole.from), whole.to - width)
  return { from: start, to: start + width }
}
