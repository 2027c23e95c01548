/** Days below, numbers at the side. */
import { sayShort } from '../words/numbers.ts'
import { dayTicks, type Scale, valueTicks } from './scale.ts'

const tickFormat = {
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat(undefined, { year: 'numeric', timeZone: 'UTC' }),
}

export function Axes({ scale }: { scale: Scale }) {
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
