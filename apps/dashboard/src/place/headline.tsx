/** The newest number of a line, told as it may be told. */
import { daysBetween, sayAge, sayDated, sayDay, today } from '../words/days.ts'
import { capital, categoryWords, causeWords, isFlow, kindWords, type Line, scopeWords } from '../words/lines.ts'
import { countOf, sayNumber, sayPoint } from '../words/numbers.ts'

export function Headline({ line, knownOn }: { line: Line; knownOn: string | null }) {
  const last = line.points.findLast(({ value }) => value !== null)
  if (!last?.as_of) return <p class="lead">No number is known in the days asked for.</p>
  const since = line.since ? ` since ${sayDated(line.since, line.since_accuracy)}` : ''
  const span =
    last.from && line.kind !== 'cumulative'
      ? `${sayDay(last.from)} to ${sayDay(last.as_of)}`
      : `as of ${sayDay(last.as_of)}`
  const age = daysBetween(last.as_of, knownOn ?? today())
  const words = sayPoint(last)
  const [quantifier, number] = /^(\D*?)([\d\p{Nd}].*)$/u.exec(words)?.slice(1) ?? ['', words]
  const checked = line.points.filter(({ review }) => review === 'cleared').length
  return (
    <div class="headline">
      <p class="headline-number">
        <span>{quantifier}</span> <strong>{number}</strong> {line.unit === 'household' && <span>households</span>}
      </p>
      <div>
        <p class="lead">
          {capital(categoryWords[line.category])}
          {since}, {span} <span class="quiet">({sayAge(age)})</span>
          {line.counter && `, counted by the ${line.counter} family of offices`}.
          {last.low !== null &&
            last.high !== null &&
            last.low !== last.high &&
            ` The claims allow ${sayNumber(last.low)} to ${sayNumber(last.high)}.`}
        </p>
        <p class="tags">
          <span class={`tag ${line.state === 'closed' ? 'is-closed' : ''}`}>
            {line.state === 'closed' ? 'closed count, history' : kindWords[line.kind]}
          </span>
          {line.cause && <span class="tag">{causeWords[line.cause]}</span>}
          {line.scope !== 'all' && <span class="tag">{scopeWords[line.scope]}</span>}
          {isFlow(line) && <span class="tag">movements, not people</span>}
          <span class={`tag ${checked === line.points.length ? 'is-checked' : 'is-machine'}`}>
            {checked === line.points.length
              ? 'checked by a person'
              : checked === 0
                ? 'read by machine'
                : `${countOf(checked, 'point')} of ${line.points.length} checked`}
          </span>
          <span class="tag">not an official figure</span>
        </p>
      </div>
    </div>
  )
}
