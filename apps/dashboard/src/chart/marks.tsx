/** What a line is drawn with: steps or bars, and the signs for what a colour alone would not tell. */
import { dayOf, sayShortDay } from '../words/days.ts'
import { sayNumber } from '../words/numbers.ts'
import type { ChartModel } from './model.ts'
import { besideLine, type Scale } from './scale.ts'
import { bandPath, barBox, stepPath } from './shapes.ts'

export function Steps({ model, scale }: { model: ChartModel; scale: Scale }) {
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

export function Bars({ model, scale }: { model: ChartModel; scale: Scale }) {
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

/** Conflicts, numbers taken back, breaks. */
export function Signs({ model, scale }: { model: ChartModel; scale: Scale }) {
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
                <text {...besideLine(x(step.day), frame)} y={frame.top + 8}>
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
