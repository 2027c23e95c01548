/** Numbers written beside their dots, where there is room, and the day a count begins. */
import { dayNumber } from '@displacement-monitor/shared/domain'
import type { Frame } from './axes.ts'
import { place, type Scales } from './marks.ts'
import type { ChartModel, ChartPoint } from './model.ts'
import { shortCount } from './scale.ts'
import { text } from './svg-text.ts'

/**
 * The newest number in full, and before it those for which there is room: to the upper left of its dot a stepped line that
 * rises leaves the paper free.
 */
export function amounts(points: readonly ChartPoint[], frame: Frame, { x, y }: Scales): string {
  const known = points.filter(({ value, flags }) => value !== null && !flags.includes('carried'))
  const last = known.at(-1)
  if (!last || last.value === null) return ''
  const [at, above] = [x(dayNumber(last.asOf)), Math.max(y(last.high ?? last.value) - 12, frame.top + 6)]
  const anchor = at > frame.left + 130 ? 'end' : 'start'
  const edge = anchor === 'end' ? Math.min(at + 6, frame.right) : at - 6
  const newest = text(edge, above - 16, 'last', last.amount, anchor) + text(edge, above, 'note', last.day, anchor)
  const taken: Box[] = [{ left: edge - last.amount.length * 9, right: edge + 12, top: above - 32, bottom: above + 4 }]
  const others = known.slice(0, -1).flatMap((point) => {
    if (point.value === null) return []
    const label = shortCount(point.value)
    const [right, bottom] = [x(dayNumber(point.asOf)) - 8, y(point.value) - 5]
    const box = { left: right - label.length * 8 - 4, right: right + 2, top: bottom - 12, bottom }
    if (box.left < frame.left || taken.some((other) => meet(box, other))) return []
    taken.push(box)
    return text(right, bottom, 'note', label, 'end')
  })
  return `<g aria-hidden="true">${newest}${others.join('')}</g>`
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** A running count is 0 on its first day; nobody printed that, so it is a mark and no point. */
export function beginMark({ begins }: ChartModel, frame: Frame, { x }: Scales): string {
  if (begins === null) return ''
  const at = place(x(dayNumber(begins.day)))
  const line = `<line x1="${at}" x2="${at}" y1="${frame.bottom}" y2="${frame.bottom - 26}" class="dc-base"/>`
  return line + text(at + 6, frame.bottom - 14, 'note', begins.says)
}
