/** The frame of the picture: which days and counts it spans, with round marks on both. */
import { addDays, dayNumber, type IsoDate } from '@displacement-monitor/shared/domain'
import { place, type Scales } from './marks.ts'
import type { ChartModel } from './model.ts'
import { countTicks, dayTicks, linear } from './scale.ts'
import { text } from './svg-text.ts'

export interface Frame {
  left: number
  right: number
  top: number
  bottom: number
}

/** The days that have something on them, with a little room; a single day gets a fortnight to either side. */
function daysOf({ points, evidence, begins }: ChartModel): { from: IsoDate; to: IsoDate } {
  const days = [
    ...points.flatMap(({ from, asOf }) => [from ?? asOf, asOf]),
    ...evidence.map(({ day }) => day),
    ...(begins ? [begins.day] : []),
  ].sort()
  const [first, last] = [days[0] ?? '2020-01-01', days.at(-1) ?? '2020-01-01']
  const room = Math.max(first === last ? 14 : 1, Math.ceil((dayNumber(last) - dayNumber(first)) * 0.03))
  return { from: addDays(first, -room), to: addDays(last, room) }
}

const highestOf = ({ points, evidence }: ChartModel): number =>
  Math.max(
    1,
    ...points.map(({ value, high }) => Math.max(value ?? 0, high ?? 0)),
    ...evidence.map(({ value }) => value),
  )

export function scalesOf(model: ChartModel, frame: Frame): Scales {
  const { from, to } = daysOf(model)
  const top = countTicks(highestOf(model)).at(-1)?.at ?? 1
  return {
    x: linear([dayNumber(from), dayNumber(to)], [frame.left, frame.right]),
    y: linear([0, top], [frame.bottom, frame.top]),
  }
}

export function axes(model: ChartModel, frame: Frame, { x, y }: Scales): string {
  const counts = countTicks(highestOf(model)).map(
    ({ at, label }) =>
      `<line x1="${frame.left}" x2="${frame.right}" y1="${place(y(at))}" y2="${place(y(at))}" class="dc-${at === 0 ? 'base' : 'rule'}"/>` +
      text(frame.left - 8, y(at) + 4, 'tick', label, 'end'),
  )
  const { from, to } = daysOf(model)
  const days = dayTicks(from, to, Math.max(3, Math.floor((frame.right - frame.left) / 90))).map(({ at, label }) => {
    const mark = place(x(dayNumber(at)))
    const tick = `<line x1="${mark}" x2="${mark}" y1="${frame.bottom}" y2="${frame.bottom + 5}" class="dc-base"/>`
    return tick + text(Math.min(mark, frame.right - 18), frame.bottom + 20, 'tick', label, 'middle')
  })
  return `<g aria-hidden="true">${counts.join('')}${days.join('')}</g>`
}
