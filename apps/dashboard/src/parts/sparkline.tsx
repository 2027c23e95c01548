/** A series in one small picture: steps for counts, bars for closed windows. The row beside it says the numbers. */
import { dayNumber } from '../words/days.ts'
import type { SeriesRow } from '../words/lines.ts'

const size = { width: 120, height: 30 }

export function Sparkline({ row }: { row: Pick<SeriesRow, 'points' | 'kind' | 'since'> }) {
  const known = (row.points ?? []).filter(({ value }) => value !== null)
  const first = known[0]
  const last = known.at(-1)
  if (!first || !last) return <svg class="spark" width={size.width} height={size.height} aria-hidden="true" />
  const start = dayNumber(
    row.kind === 'cumulative' && row.since && row.since < first.as_of ? row.since : (first.from ?? first.as_of),
  )
  const days = dayNumber(last.as_of) - start
  const most = Math.max(1, ...known.map(({ value }) => value ?? 0))
  // The newest stands at the right end, also where it is the only one.
  const x = (day: string) => 2 + (days > 0 ? (dayNumber(day) - start) / days : 1) * (size.width - 6)
  const y = (value: number) => size.height - 3 - (value / most) * (size.height - 7)
  return (
    <svg
      class="spark"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
    >
      {row.kind === 'period' || row.kind === 'event_sum' ? (
        known.map(({ from, as_of, value }) => (
          <rect
            key={`${from} ${as_of}`}
            x={x(from ?? as_of)}
            y={y(value ?? 0)}
            width={Math.max(2, x(as_of) - x(from ?? as_of))}
            height={size.height - 3 - y(value ?? 0)}
          />
        ))
      ) : (
        <>
          <path d={stepPath(known, x, y)} />
          <circle cx={x(last.as_of)} cy={y(last.value ?? 0)} r={2.4} />
        </>
      )}
    </svg>
  )
}

function stepPath(
  points: readonly { as_of: string; value: number | null }[],
  x: (day: string) => number,
  y: (value: number) => number,
): string {
  return points
    .map(({ as_of, value }, index) =>
      index === 0
        ? `M${x(as_of).toFixed(1)} ${y(value ?? 0).toFixed(1)}`
        : `H${x(as_of).toFixed(1)}V${y(value ?? 0).toFixed(1)}`,
    )
    .join('')
}
