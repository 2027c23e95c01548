/** What the marks of the chart mean, in words beside their signs. */
import type { ComponentChildren } from 'preact'
import type { ChartModel } from '../chart/model.ts'
import { colours, shapeOf, shapePath } from '../chart/shapes.ts'

const kindShapeWords = {
  cumulative: 'running counts',
  period: 'closed windows',
  stock: 'counts of people present',
  event_sum: 'sums of events',
}

const Sign = ({ children }: { children: ComponentChildren }) => (
  <svg class="key-sign" width={22} height={16} viewBox="0 0 22 16" aria-hidden="true">
    {children}
  </svg>
)

export function ChartKey({ model }: { model: ChartModel }) {
  const isBar = model.kind === 'period' || model.kind === 'event_sum'
  const shape = shapePath(shapeOf[model.kind], 11, 8, 5)
  const shown = model.counters.slice(0, colours)
  const has = (test: (dot: ChartModel['dots'][number]) => boolean) => model.dots.some(test)
  const flagged = (flag: string) => model.steps.some(({ flags }) => (flags as readonly string[]).includes(flag))
  return (
    <div class="chart-key">
      <ul>
        <li>
          <Sign>
            {isBar ? (
              <rect class="chart-bar" x={4} y={3} width={14} height={11} />
            ) : (
              <path class="chart-line" d="M2 13H9V6H20" />
            )}
          </Sign>{' '}
          {isBar ? 'windows that the rule draws' : 'the line: held between claims, never interpolated'}
        </li>
        <li>
          <Sign>
            {isBar ? (
              <path class="chart-whisker" d="M11 2V14M7 2h8M7 14h8" />
            ) : (
              <rect class="chart-band" x={2} y={4} width={18} height={8} />
            )}
          </Sign>{' '}
          what the claims allow
        </li>
        {has((dot) => dot.isOnLine && !dot.isChecked) && (
          <li>
            <Sign>
              <path class="key-hatch" d={shape} />
              <path class="key-hatch-lines" d="M7 9l5-5M8 12l6-6M11 12l4-4" />
            </Sign>{' '}
            {kindShapeWords[model.kind]}, read by machine (hatched)
          </li>
        )}
        {has((dot) => dot.isOnLine && dot.isChecked) && (
          <li>
            <Sign>
              <path class="key-solid" d={shape} />
            </Sign>{' '}
            checked by a person (solid)
          </li>
        )}
        {has((dot) => !dot.isOnLine) && (
          <li>
            <Sign>
              <path class="key-hollow" d={shape} />
            </Sign>{' '}
            claims off the line (hollow)
          </li>
        )}
        {flagged('conflict') && (
          <li>
            <span class="key-word">≠</span> another counter is apart
          </li>
        )}
        {flagged('restated') && (
          <li>
            <span class="key-word">⊂</span> restated from a wider area
          </li>
        )}
      </ul>
      {shown.length > 0 && (
        <ul aria-label="Counters">
          {shown.map((counter, index) => (
            <li key={counter}>
              <span class={`key-colour c${index + 1}`} /> <bdi>{counter}</bdi>
            </li>
          ))}
          {model.counters.length > colours && (
            <li class="quiet">and {model.counters.length - colours} more in the last colour</li>
          )}
        </ul>
      )}
    </div>
  )
}
