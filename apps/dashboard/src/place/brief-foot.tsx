/** On paper alone: what a page that leaves the screen must carry. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { sayDay, today } from '../words/days.ts'
import type { Line } from '../words/lines.ts'
import { sayNumber } from '../words/numbers.ts'

export function BriefFoot({ trend, line }: { trend: TrendJson; line: Line }) {
  const newest = line.points
    .filter(({ value }) => value !== null)
    .slice(-6)
    .toReversed()
  return (
    <div class="brief">
      <table>
        <thead>
          <tr>
            <th>As of</th>
            <th class="is-number">Number</th>
            <th>Why it stands here</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((point) => (
            <tr key={point.as_of}>
              <td>{point.as_of && sayDay(point.as_of)}</td>
              <td class="is-number">{sayNumber(point.value ?? 0)}</td>
              <td>{point.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{trend.notice}</p>
      <p>Sources: {trend.attributions.map(({ attribution, licence }) => `${attribution} (${licence})`).join('; ')}.</p>
      <p>
        Rule {line.rule}. Printed {sayDay(today())} from {location.href}
      </p>
    </div>
  )
}
