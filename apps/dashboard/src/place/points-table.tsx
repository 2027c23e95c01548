/** The chart's content as a table: each point, its range, its review, its rule, and the way to its words. */
import { sayPointDay } from '../chart/model.ts'
import { sayShortDay } from '../words/days.ts'
import { flagWords, type Line, reviewWords } from '../words/lines.ts'
import { countOf, sayNumber, sayPoint } from '../words/numbers.ts'

export function PointsTable({ line, onChoose }: { line: Line; onChoose: (claim: number) => void }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Table of points">
      <table class="points-table">
        <caption class="hidden">Each point of the line, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">As of</th>
            <th scope="col" class="is-number">
              Number
            </th>
            <th scope="col" class="is-number">
              Range
            </th>
            <th scope="col">Why it stands here</th>
            <th scope="col">Review</th>
            <th scope="col">Words</th>
          </tr>
        </thead>
        <tbody>
          {line.points.toReversed().map((point) => (
            <tr key={`${point.from ?? ''} ${point.as_of}`}>
              <th scope="row">
                {point.from && line.kind !== 'cumulative' && `${sayShortDay(point.from)} – `}
                {sayPointDay(point)}
              </th>
              <td class="is-number" data-label="Number">
                <strong>{sayPoint(point)}</strong>
              </td>
              <td class="is-number quiet" data-label="Range">
                {point.low !== null && point.high !== null && point.low !== point.high
                  ? `${sayNumber(point.low)} – ${sayNumber(point.high)}`
                  : ''}
              </td>
              <td>
                {point.reason}
                {point.flags.length > 0 && (
                  <span class="row-tags">
                    {point.flags.map((flag) => (
                      <span key={flag} class="tag">
                        {flagWords[flag]}
                      </span>
                    ))}
                  </span>
                )}
              </td>
              <td>
                {point.review && (
                  <span class={`tag ${point.review === 'cleared' ? 'is-checked' : 'is-machine'}`}>
                    {reviewWords[point.review]}
                  </span>
                )}
              </td>
              <td>
                {point.claims[0] !== undefined && (
                  <button type="button" class="button is-small" onClick={() => onChoose(point.claims[0] ?? 0)}>
                    {countOf(point.witnesses, 'report')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
