/** Paths of what a chart is made of. Dots of one look are one path, so that thousands cost as little as ten. */
import type { ChartModel, Dot, Step } from './model.ts'
import type { Scale } from './scale.ts'

const at = (value: number) => Math.round(value * 10) / 10

/** Steps: between claims the number is held, never interpolated; where none is known there is a gap. */
export function stepPath(steps: readonly Step[], { x, y }: Scale): string {
  let path = ''
  let isOpen = false
  for (const { day, value, flags } of steps) {
    if (value === null) {
      if (isOpen) path += `H${at(x(day))}`
      isOpen = false
      continue
    }
    const breaks = flags.includes('coverage_break') || flags.includes('lead_change')
    path += isOpen && !breaks ? `H${at(x(day))}V${at(y(value))}` : `M${at(x(day))} ${at(y(value))}`
    isOpen = true
  }
  return path
}

export function bandPath(steps: readonly Step[], { x, y }: Scale): string {
  const known = steps.filter((step) => step.low !== null && step.high !== null)
  return known
    .map((step, index) => {
      const next = known[index + 1]
      const right = next ? x(next.day) : x(step.day) + 3
      const left = x(step.day)
      return `M${at(left)} ${at(y(step.high ?? 0))}H${at(right)}V${at(y(step.low ?? 0))}H${at(left)}Z`
    })
    .join('')
}

export const isBars = ({ kind }: Pick<ChartModel, 'kind'>): boolean => kind === 'period' || kind === 'event_sum'

export function barBox(step: Pick<Step, 'from' | 'day' | 'value'>, { x, y }: Scale) {
  const left = x(step.from ?? step.day)
  const right = x(step.day + 1)
  return {
    x: at(left),
    y: at(y(step.value ?? 0)),
    width: Math.max(3, at(right - left) - 1),
    height: Math.max(1, at(y(0) - y(step.value ?? 0))),
  }
}

type Shape = 'circle' | 'square' | 'diamond' | 'triangle'
/** Shape by kind: running counts round, windows square, people present diamonds, sums of events triangles. */
export const shapeOf: Record<ChartModel['kind'], Shape> = {
  cumulative: 'circle',
  period: 'square',
  stock: 'diamond',
  event_sum: 'triangle',
}

export function shapePath(shape: Shape, cx: number, cy: number, r: number): string {
  const [x, y] = [at(cx), at(cy)]
  if (shape === 'circle') return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
  if (shape === 'square') return `M${at(x - r * 0.9)} ${at(y - r * 0.9)}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`
  if (shape === 'diamond')
    return `M${x} ${at(y - r * 1.2)}l${r * 1.2} ${r * 1.2}l${-r * 1.2} ${r * 1.2}l${-r * 1.2} ${-r * 1.2}Z`
  return `M${x} ${at(y - r * 1.2)}l${r * 1.15} ${r * 2.1}h${-r * 2.3}Z`
}

export interface DotGroup {
  key: string
  colour: number
  isChecked: boolean
  isOnLine: boolean
  path: string
}

export const colours = 8

export function dotGroups(model: ChartModel, scale: Scale, radius: number): DotGroup[] {
  const groups = new Map<string, DotGroup>()
  const shape = shapeOf[model.kind]
  for (const dot of model.dots) {
    if (dot.day < scale.from - 1 || dot.day > scale.to + 1) continue
    const colour = Math.min(colours - 1, model.counters.indexOf(dot.counter)) + 1
    const key = `${colour} ${dot.isChecked} ${dot.isOnLine}`
    const [cx, cy] = placeOf(dot, scale)
    const path = shapePath(shape, cx, cy, radius)
    const known = groups.get(key)
    if (known) known.path += path
    else groups.set(key, { key, colour, isChecked: dot.isChecked, isOnLine: dot.isOnLine, path })
  }
  return [...groups.values()].toSorted((a, b) => Number(a.isOnLine) - Number(b.isOnLine))
}

export const placeOf = (dot: Dot, { x, y }: Scale): readonly [number, number] => [
  x(dot.from === null ? dot.day : (dot.from + dot.day + 1) / 2),
  y(dot.value),
]

/** The dot a person means who points here; null where none is near. */
export function nearestDot(model: ChartModel, scale: Scale, px: number, py: number, reach = 26): number | null {
  let best: number | null = null
  let least = reach * reach
  model.dots.forEach((dot, index) => {
    const [x, y] = placeOf(dot, scale)
    const distance = (x - px) ** 2 + (y - py) ** 2
    if (distance <= least) {
      least = distance
      best = index
    }
  })
  return best
}
