/**
 * The chart of one line. Read by eye, by mouse (point, click, drag to look closer) and by keyboard: it is a slider over the
 * claims, so that a screen reader tells each as arrow keys reach it; Enter opens its words.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { Axes } from './axes.tsx'
import { Bars, Signs, Steps } from './marks.tsx'
import type { ChartModel, Step } from './model.ts'
import { besideLine, scaleOf } from './scale.ts'
import { colours, dotGroups, isBars, nearestDot, placeOf, shapeOf, shapePath, stepPath } from './shapes.ts'
import { type Span, wholeSpan, zoomSpan } from './span.ts'
import { Tip } from './tip.tsx'

interface Brush {
  start: number
  end: number
}

export interface Level {
  value: number
  words: string
}

export interface Moment {
  day: number
  words: string
}

export interface ChartProps {
  model: ChartModel
  /** Lines by other rules, drawn thin; by name. */
  others: readonly { name: string; steps: readonly Step[] }[]
  levels: readonly Level[]
  moments: readonly Moment[]
  span: Span | null
  onSpan: (span: Span | null) => void
  chosen: number | null
  onChoose: (claim: number) => void
  label: string
}

export function Chart({ model, others, levels, moments, span, onSpan, chosen, onChoose, label }: ChartProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 840, height: 420 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  const { from, to } = span ?? wholeSpan(model)
  const scale = useMemo(() => {
    const isSeen = (step: Step) => step.day >= from && (step.from ?? step.day) <= to
    const values = [
      ...model.steps.filter(isSeen).flatMap(({ value, high }) => [value ?? 0, high ?? 0]),
      ...model.dots.filter(({ day }) => day >= from && day <= to).map(({ value }) => value),
      ...others.flatMap(({ steps }) => steps.filter(isSeen).map(({ value }) => value ?? 0)),
      ...levels.map(({ value }) => value),
    ]
    const narrow = size.width < 520
    const frame = { ...size, left: narrow ? 46 : 62, right: narrow ? 12 : 24, top: 30, bottom: 34 }
    return scaleOf(frame, from, to, Math.max(1, ...values))
  }, [model, others, levels, from, to, size])
  const groups = useMemo(() => dotGroups(model, scale, model.dots.length > 400 ? 3.5 : 5.5), [model, scale])

  const [at, setAt] = useState<number | null>(null)
  const chosenIndex = model.dots.findIndex(({ claim }) => claim === chosen)
  const current = at ?? (chosenIndex >= 0 ? chosenIndex : null)
  const currentDot = current === null ? null : (model.dots[current] ?? null)
  const [brush, showBrush] = useState<Brush | null>(null)
  // A hand may be quicker than a drawing: what was drawn over is kept apart from what is shown of it.
  const drawing = useRef<Brush | null>(null)
  const setBrush = (next: Brush | null) => {
    drawing.current = next
    showBrush(next)
  }

  const pointerX = (event: MouseEvent) => event.clientX - (box.current?.getBoundingClientRect().left ?? 0)
  const pointerY = (event: MouseEvent) => event.clientY - (box.current?.getBoundingClientRect().top ?? 0)
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const x = pointerX(event)
    setBrush({ start: x, end: x })
    box.current?.setPointerCapture?.(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drawing.current) setBrush({ ...drawing.current, end: pointerX(event) })
    else setAt(nearestDot(model, scale, pointerX(event), pointerY(event)))
  }
  const onPointerUp = (event: PointerEvent) => {
    const drawn = drawing.current
    setBrush(null)
    if (drawn && Math.abs(drawn.end - drawn.start) > 12) {
      const days = [scale.dayAt(drawn.start), scale.dayAt(drawn.end)].toSorted((a, b) => a - b)
      if ((days[1] ?? 0) - (days[0] ?? 0) >= 2) onSpan({ from: days[0] ?? from, to: days[1] ?? to })
      return
    }
    const found = nearestDot(model, scale, pointerX(event), pointerY(event))
    const dot = found === null ? null : model.dots[found]
    if (dot) onChoose(dot.claim)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const count = model.dots.length
    const moves: Record<string, number> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: 10,
      PageDown: -10,
      Home: -count,
      End: count,
    }
    const move = moves[event.key]
    if (move !== undefined && count > 0) {
      event.preventDefault()
      setAt(Math.min(count - 1, Math.max(0, (current ?? (move > 0 ? -1 : count)) + move)))
    } else if (event.key === 'Enter' && currentDot) {
      event.preventDefault()
      onChoose(currentDot.claim)
    } else if (event.key === '+' || event.key === '-') {
      event.preventDefault()
      onSpan(zoomSpan({ from, to }, event.key === '+' ? 0.6 : 1 / 0.6, currentDot?.day ?? null, wholeSpan(model)))
    } else if (event.key === '0') onSpan(null)
  }

  const { frame } = scale
  const bottom = frame.height - frame.bottom
  return (
    <div
      class="chart"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={model.dots.length}
      aria-valuenow={current === null ? 0 : current + 1}
      aria-valuetext={
        currentDot ? currentDot.says : 'Arrow keys go through the claims, Enter opens the words behind one.'
      }
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerLeave={() => setAt(null)}
      onDblClick={() => onSpan(null)}
      onKeyDown={onKeyDown}
    >
      <svg width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <defs>
          <clipPath id={`${id}-plot`}>
            <rect
              x={frame.left - 8}
              y={0}
              width={Math.max(0, frame.width - frame.left - frame.right + 16)}
              height={Math.max(0, frame.height - frame.bottom + 8)}
            />
          </clipPath>
          {Array.from({ length: colours }, (_, index) => (
            <pattern
              key={index}
              id={`${id}-hatch-${index + 1}`}
              width={3.2}
              height={3.2}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect class="dot-ground" width={3.2} height={3.2} />
              <rect class={`dot-line c${index + 1}`} width={1.7} height={3.2} />
            </pattern>
          ))}
        </defs>
        <Axes scale={scale} />
        <g clip-path={`url(#${id}-plot)`}>
          {isBars(model) ? <Bars model={model} scale={scale} /> : <Steps model={model} scale={scale} />}
          {others.map(({ name, steps }) => (
            <path key={name} class={`chart-other is-${name}`} d={stepPath(steps, scale)} />
          ))}
          {levels.map(({ value, words }) => (
            <g key={words} class="chart-level">
              <path d={`M${frame.left} ${scale.y(value)}H${frame.width - frame.right}`} />
              <text x={frame.left + 6} y={scale.y(value) - 5}>
                {words}
              </text>
            </g>
          ))}
          {moments.map(({ day, words }, index) => (
            <g key={words} class="chart-moment">
              <path d={`M${scale.x(day)} ${frame.top - 4}V${bottom}`} />
              <text {...besideLine(scale.x(day), frame)} y={frame.top + 6 + (index % 4) * 14}>
                {words}
              </text>
            </g>
          ))}
          {groups.map((group) => (
            <path
              key={group.key}
              class={`chart-dots c${group.colour} ${group.isOnLine ? '' : 'is-off'}`}
              fill={
                group.isOnLine ? (group.isChecked ? 'currentColor' : `url(#${id}-hatch-${group.colour})`) : undefined
              }
              d={group.path}
            />
          ))}
          <Signs model={model} scale={scale} />
          {currentDot && (
            <path class="chart-current" d={shapePath(shapeOf[model.kind], ...placeOf(currentDot, scale), 9)} />
          )}
        </g>
        {brush && Math.abs(brush.end - brush.start) > 4 && (
          <rect
            class="chart-brush"
            x={Math.min(brush.start, brush.end)}
            y={frame.top}
            width={Math.abs(brush.end - brush.start)}
            height={bottom - frame.top}
          />
        )}
      </svg>
      {currentDot && at !== null && !brush && <Tip dot={currentDot} scale={scale} />}
    </div>
  )
}
