/** Why this number: its words where they stand, who printed them, the bytes they were read from, the rule that placed them. */
import type { ReportJson, WhyFigureJson } from '@displacement-monitor/shared/contracts'
import { useKey } from '../data/session.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Loading, Trouble } from '../parts/states.tsx'
import { sayDated, sayDay, sayMoment } from '../words/days.ts'
import { capital, categoryWords, causeWords, sayLabel } from '../words/lines.ts'
import { countOf, sayAmount, sayNumber } from '../words/numbers.ts'

export function WhyFigure({ id }: { id: number | string }) {
  const { value, refusal, refresh } = useAnswer<WhyFigureJson>(`/v1/figures/${id}`)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="the words behind this number" height={320} />
  return <Why why={value} />
}

function Why({ why }: { why: WhyFigureJson }) {
  const { figure } = why
  return (
    <article class="why">
      <Words why={why} />
      <FigureTags why={why} />
      <ol class="why-steps">
        <li>
          <h3>Printed</h3>
          <p>
            <Printed why={why} />
          </p>
        </li>
        <li>
          <h3>Fetched</h3>
          {why.snapshot ? (
            <p>
              {sayMoment(why.snapshot.fetched_at)}, {countOf(why.snapshot.size_bytes, 'byte')}, status{' '}
              {why.snapshot.status}
              <br />
              <span class="quiet">SHA-256</span> <code>{why.snapshot.sha256}</code>
            </p>
          ) : (
            <p>The bytes are not kept.</p>
          )}
        </li>
        <li>
          <h3>Read</h3>
          <p>
            by <code>{why.reading.code_version}</code> on {sayMoment(why.reading.recorded_at)}
            {why.superseded_at && <strong> · a newer reading took its place on {sayMoment(why.superseded_at)}</strong>}
          </p>
        </li>
        {why.claim && (
          <li>
            <h3>Claims</h3>
            <p>
              {why.claim.says}. <span class="quiet">Printed by {countOf(why.claim.witnesses, 'report')}.</span>
            </p>
          </li>
        )}
        {why.series.map((point) => (
          <li key={point.id}>
            <h3>Placed</h3>
            <p>
              {point.value !== null && point.as_of
                ? `${sayNumber(point.value)} on ${sayDay(point.as_of)}. `
                : 'On no line. '}
              {point.reason} <span class="quiet">Rule {point.rule}.</span>
            </p>
          </li>
        ))}
        {why.reviews.map((review) => (
          <li key={review.at}>
            <h3>{capital(review.verdict)}</h3>
            <p>
              {sayMoment(review.at)}
              {review.reviewer && ` by ${review.reviewer}`}
              {review.reason && `: ${review.reason}`}
            </p>
          </li>
        ))}
      </ol>
      {why.reviews.length === 0 && (
        <p class="machine-note">
          Read by a machine; no person has checked it. Not an official figure: confirm with{' '}
          {figure.counter ?? 'the counter'}.
        </p>
      )}
    </article>
  )
}

function Printed({ why: { figure } }: { why: WhyFigureJson }) {
  const { report } = figure
  const title = report.title ?? report.url
  // An address that is none of the web's leads nowhere from here.
  const isWeb = /^https?:\/\//i.test(report.url)
  return (
    <>
      {isWeb ? (
        <a href={report.url} target="_blank" rel="noopener noreferrer">
          <bdi>{title}</bdi>
        </a>
      ) : (
        <bdi>{title}</bdi>
      )}
      <br />
      {report.publisher && <bdi>{report.publisher}</bdi>}
      {report.published_on && `, ${sayDay(report.published_on)}`}
    </>
  )
}

/** With a key the words within the report's text; else within their sentence. */
function Words({ why }: { why: WhyFigureJson }) {
  const key = useKey()
  const { figure, sentence } = why
  const { value: report } = useAnswer<ReportJson>(key && figure.excerpt ? `/v1/reports/${figure.report.id}` : null)
  if (!figure.excerpt)
    return <p class="why-words is-withheld">{figure.withheld ?? 'The words of this figure need a key.'}</p>
  const text = report?.text ?? null
  const { start, end } = figure.excerpt
  if (text !== null && text.slice(start, end) === figure.excerpt.text) {
    const [from, to] = [Math.max(0, start - around), Math.min(text.length, end + around)]
    return (
      <blockquote class="why-words" dir="auto" lang={why.reading.language ?? undefined}>
        {from > 0 && '… '}
        {text.slice(from, start)}
        <mark>{text.slice(start, end)}</mark>
        {text.slice(end, to)}
        {to < text.length && ' …'}
      </blockquote>
    )
  }
  return (
    <blockquote class="why-words" dir="auto" lang={why.reading.language ?? undefined}>
      {sentence?.before}
      <mark>{sentence?.words ?? figure.excerpt.text}</mark>
      {sentence?.after}
    </blockquote>
  )
}
/** Letters of the report before and after the words, for whoever may see its text. */
const around = 600

function FigureTags({ why: { figure } }: { why: WhyFigureJson }) {
  const days = [
    ...(figure.since ? [`since ${sayDated(figure.since, figure.since_accuracy)}`] : []),
    ...(figure.as_of
      ? [
          `as of ${sayDated(figure.as_of, figure.as_of_accuracy)}${figure.as_of_basis === 'published' ? ' (day of print)' : ''}`,
        ]
      : []),
  ]
  const rows: [string, string | null][] = [
    [
      'Number',
      `${sayAmount(figure.value, figure.value_high, figure.quantifier)} ${figure.unit === 'household' ? 'households' : 'people'}`,
    ],
    [
      'What',
      `${categoryWords[figure.category]}, ${sayLabel(figure.term)}${figure.cause ? ` (${causeWords[figure.cause]})` : ''}`,
    ],
    ['Where', figure.place ? `${figure.place.name} (${figure.place.role})` : null],
    ['When', days.join(', ') || null],
    ['Counted by', figure.counter ?? 'not named'],
    ['Certainty of the reading', `${Math.round(figure.confidence * 100)} %`],
  ]
  return (
    <dl class="why-facts">
      {rows.map(
        ([name, words]) =>
          words !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{words}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
