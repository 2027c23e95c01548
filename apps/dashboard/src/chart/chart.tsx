/**
 * The chart of one line. Read by eye, by mouse (point, click, drag to look closer) and by keyboard: it is a slider over the
 * claims, so that a screen reader tells each as arrow keys reach it; Enter opens its words.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { dayOf, sayShortDay } from '../words/days.ts'
import { sayNumber, sayShort } from '../words/numbers.ts'
import type { ChartModel, Step } from './model.ts'
import { dayTicks, type Scale, scaleOf, valueTicks } from './scale.ts'
import {
  bandPath,
  barBox,
  colours,
  dotGroups,
  isBars,
  nearestDot,
  placeOf,
  shapeOf,
  shapePath,
  stepPath,
} from './shapes.ts'

export interface Span {
  from: number
  to: number
}

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

const tickFormat = {
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat(undefined, { year: 'numeric', timeZone: 'UTC' }),
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
              <text x={scale.x(day) + 4} y={frame.top + 6 + (index % 4) * 14}>
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

export function zoomSpan({ from, to }: Span, factor: number, centre: number | null, whole: Span): Span | null {
  const width = Math.max(4, (to - from) * factor)
  if (width >= whole.to - whole.from) return null
  const middle = centre ?? (from + to) / 2
  const start = Math.min(Math.max(middle - width / 2, whole.from), whole.to - width)
  return { from: start, to: start + width }
}

function Tip({ dot, scale }: { dot: ChartModel['dots'][number]; scale: Scale }) {
  const [x, y] = placeOf(dot, scale)
  const isRight = x > scale.frame.width / 2
  return (
    <p
      class="chart-tip"
      style={{
        left: isRight ? 'auto' : `${x + 14}px`,
        right: isRight ? `${scale.frame.width - x + 14}px` : 'auto',
        top: `${Math.max(4, y - 18)}px`,
      }}
    >
      {dot.says}
    </p>
  )
}

function Axes({ scale }: { scale: Scale }) {
  const { frame, from, to, most, x, y } = scale
  const room = Math.max(2, Math.floor((frame.width - frame.left - frame.right) / 78))
  const ticks = dayTicks(from, to, room)
  const date = (day: number) => new Date(day * 86_400_000)
  return (
    <g class="chart-axes">
      {valueTicks(most).map((value) => (
        <g key={value}>
          <path class={value === 0 ? 'is-zero' : ''} d={`M${frame.left} ${y(value)}H${frame.width - frame.right}`} />
          <text class="is-value" x={frame.left - 8} y={y(value) + 4}>
            {value === 0 ? '0' : sayShort(value)}
          </text>
        </g>
      ))}
      {ticks.map(({ day, unit }, index) => {
        const isFirst =
          index === 0 ||
          tickFormat.year.format(date(ticks[index - 1]?.day ?? day)) !== tickFormat.year.format(date(day))
        return (
          <g key={day}>
            <path class="is-tick" d={`M${x(day)} ${frame.height - frame.bottom}v5`} />
            <text class="is-day" x={x(day)} y={frame.height - frame.bottom + 18}>
              {tickFormat[unit].format(date(day))}
              {isFirst && unit !== 'year' && <tspan class="is-year"> {tickFormat.year.format(date(day))}</tspan>}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function Steps({ model, scale }: { model: ChartModel; scale: Scale }) {
  const first = model.steps.find(({ value }) => value !== null)
  const last = model.steps.findLast(({ value }) => value !== null)
  const { x, y } = scale
  return (
    <>
      <path class="chart-band" d={bandPath(model.steps, scale)} />
      {model.begins !== null && first && (
        <path class="chart-begin" d={`M${x(model.begins)} ${y(0)}L${x(first.day)} ${y(0)}V${y(first.value ?? 0)}`} />
      )}
      <path class="chart-line" d={stepPath(model.steps, scale)} />
      {model.begins !== null && (
        <text class="chart-word" x={x(model.begins) + 3} y={y(0) - 6}>
          count begins
        </text>
      )}
      {model.isClosed && last && (
        <g class="chart-end">
          <path d={`M${x(last.day) + 9} ${y(last.value ?? 0) - 9}v18`} />
          <path class="is-fall" d={`M${x(last.day) + 9} ${y(last.value ?? 0) + 9}V${y(0)}`} />
          <text class="chart-word is-end" x={x(last.day) + 4} y={y(0) - 6}>
            closed {sayShortDay(dayOf(last.day))}
          </text>
        </g>
      )}
    </>
  )
}

function Bars({ model, scale }: { model: ChartModel; scale: Scale }) {
  return (
    <>
      {model.dots
        .filter((dot) => !dot.isOnLine && dot.from !== null)
        .map((dot) => (
          <rect
            key={dot.claim}
            class="chart-bar is-off"
            {...barBox({ from: dot.from, day: dot.day, value: dot.value }, scale)}
          />
        ))}
      {model.steps
        .filter(({ value }) => value !== null)
        .map((step) => {
          const bar = barBox(step, scale)
          const middle = bar.x + bar.width / 2
          return (
            <g key={`${step.from} ${step.day}`}>
              <rect class="chart-bar" {...bar} />
              {step.low !== null && step.high !== null && step.low !== step.high && (
                <path
                  class="chart-whisker"
                  d={`M${middle} ${scale.y(step.low)}V${scale.y(step.high)}M${middle - 5} ${scale.y(step.low)}h10M${middle - 5} ${scale.y(step.high)}h10`}
                />
              )}
              <text class="chart-word is-bar" x={middle} y={bar.y - 12}>
                {sayNumber(step.value ?? 0)}
              </text>
            </g>
          )
        })}
    </>
  )
}

/** What a colour alone would not tell: conflicts, numbers taken back, breaks. */
function Signs({ model, scale }: { model: ChartModel; scale: Scale }) {
  const { frame, x, y } = scale
  return (
    <>
      {model.steps.map((step) => {
        const words = step.flags.includes('revised')
          ? '▼ revised'
          : step.flags.includes('lead_change')
            ? 'other counter'
            : step.flags.includes('coverage_break')
              ? 'other coverage'
              : step.flags.includes('stale')
                ? 'unknown from here'
                : null
        return (
          <g key={step.day} class="chart-sign">
            {words && (
              <>
                <path d={`M${x(step.day)} ${frame.top}V${frame.height - frame.bottom}`} />
                <text x={x(step.day) + 4} y={frame.top + 8}>
                  {words}
                </text>
              </>
            )}
            {step.flags.includes('conflict') && step.value !== null && (
              <text class="is-conflict" x={x(step.day)} y={y(step.value) + 22}>
                ≠
              </text>
            )}
            {step.flags.includes('restated') && step.value !== null && (
              <text class="is-conflict" x={x(step.day)} y={y(step.value) + 22}>
                ⊂
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}
