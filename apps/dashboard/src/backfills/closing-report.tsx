/** What a run changed, or would change. */
import { sayShortDay } from '../words/days.ts'
import { categoryWords, kindWords } from '../words/lines.ts'
import { countOf, sayNumber } from '../words/numbers.ts'
import { type Closing, type Estimate, type Run, sayFigures, sayReports, sayTime } from './words.ts'

const shownSeries = 12
const shownDifferences = 12

export function EstimateReport({ estimate }: { estimate: Estimate }) {
  const { parts, list_requests, sampled, sampled_reports, sampled_fresh, reports, requests, seconds, notes } = estimate
  return (
    <div class="run-report">
      {parts > 0 && (
        <p>
          {countOf(parts, 'part')}, {countOf(list_requests, 'request')} for their lists alone.{' '}
          {sampled > 0 &&
            `${countOf(sampled, 'part')} looked at: ${countOf(sampled_reports, 'report')}, ${sayNumber(sampled_fresh)} not known yet. `}
          {reports !== null &&
            `By that about ${countOf(reports, 'report')} and ${countOf(requests ?? 0, 'request')}: ${sayTime(seconds ?? 0)} at the pace that the source allows.`}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </div>
  )
}

export function ClosingReport({ run, closing }: { run: Run; closing: Closing }) {
  const { series, series_changed, would_have_fired, reviews_to_decide } = closing
  return (
    <div class="run-report">
      {run.dry_run && <p>Nothing was written. If it were:</p>}
      <p>
        Reports: {sayReports(closing.reports)}. Figures: {sayFigures(closing)}.
      </p>
      <Differences closing={closing} />
      {!run.dry_run && (
        <p>{series_changed === 0 ? 'No series changed.' : `${countOf(series_changed, 'series', 'series')} changed.`}</p>
      )}
      {series.length > 0 && <SeriesTable closing={closing} />}
      {reviews_to_decide > 0 && !run.dry_run && (
        <p>
          {countOf(reviews_to_decide, 'reviewed figure')} read otherwise now: the older one counts until somebody
          decides at the <a href="/desk">reading desk</a>.
        </p>
      )}
      {would_have_fired.map(({ threshold, name, incidents }) => (
        <p key={threshold}>
          The threshold <bdi>{name}</bdi> would have fired {countOf(incidents, 'time')}; nothing was sent.
        </p>
      ))}
    </div>
  )
}

const sayPoint = (point: { as_of: string; value: number | null } | null): string =>
  point === null ? '–' : `${point.value === null ? 'not known' : sayNumber(point.value)} (${sayShortDay(point.as_of)})`

function SeriesTable({ closing: { series, series_changed } }: { closing: Closing }) {
  return (
    <div class="table-scroll">
      <table class="run-table">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Series</th>
            <th scope="col" class="is-number">
              Before
            </th>
            <th scope="col" class="is-number">
              Now
            </th>
            <th scope="col" class="is-number">
              Points
            </th>
          </tr>
        </thead>
        <tbody>
          {series.slice(0, shownSeries).map((one) => (
            <tr key={one.id}>
              <td>
                <a href={`/places/${encodeURIComponent(one.place.id)}`}>{one.place.name}</a>
              </td>
              <td>
                {categoryWords[one.category]}, {kindWords[one.kind]}
              </td>
              <td class="is-number">{sayPoint(one.before)}</td>
              <td class="is-number">{sayPoint(one.after)}</td>
              <td class="is-number">
                +{one.points_came} −{one.points_gone}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {series_changed > shownSeries && <p class="quiet">And {sayNumber(series_changed - shownSeries)} more.</p>}
    </div>
  )
}

function Differences({ closing: { differences } }: { closing: Closing }) {
  if (differences.length === 0) return null
  const side = (face: Closing['differences'][number]['before']) =>
    face === null ? '–' : `${sayNumber(face.value)}, ${face.category.replaceAll('_', ' ')}, ${face.place ?? 'no place'}`
  return (
    <div class="table-scroll">
      <table class="run-table">
        <thead>
          <tr>
            <th scope="col">Words</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
            <th scope="col">Differs in</th>
          </tr>
        </thead>
        <tbody>
          {differences.slice(0, shownDifferences).map((one, at) => (
            // Several of one report may say the same.
            <tr key={`${one.report} ${at}`}>
              <td>
                <bdi>{(one.after ?? one.before)?.words}</bdi> {one.reviewed && <span class="tag">reviewed</span>}
              </td>
              <td>{side(one.before)}</td>
              <td>{side(one.after)}</td>
              <td>{one.fields.join(', ').replaceAll('_', ' ') || (one.before === null ? 'new' : 'gone')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
