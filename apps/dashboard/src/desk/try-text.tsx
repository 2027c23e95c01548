/** A text that a person pastes, and what the reader finds in it: each number where it stands, with what was understood of it. Nothing is kept. */
import type { ExtractJson } from '@displacement-monitor/shared/contracts'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Refusal, tellServer } from '../data/ask.ts'
import { Empty, Trouble } from '../parts/states.tsx'
import { sayDated, today } from '../words/days.ts'
import { categoryWords, causeWords, sayLabel, scopeWords } from '../words/lines.ts'
import { countOf, sayAmount } from '../words/numbers.ts'

type Found = ExtractJson['figures'][number]
const longest = 100_000
const example = {
  text: 'The UN said on Monday that more than 800,000 people, including 300,000 children, have fled the fighting in Idlib since 1 December 2019.',
  published: '2020-02-17',
}

export function TryText() {
  const [text, setText] = useState('')
  const [published, setPublished] = useState(today())
  const [asked, setAsked] = useState<{ text: string; answer: ExtractJson } | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isReading, setReading] = useState(false)
  const read = async (event: Event) => {
    event.preventDefault()
    if (text.trim() === '') return
    setReading(true)
    setRefusal(null)
    try {
      setAsked({
        text,
        answer: await tellServer<ExtractJson>('POST', '/v1/extract', { text, published: published || null }),
      })
    } catch (error) {
      setRefusal(error instanceof Refusal ? error : new Refusal(0, 'The text could not be read.'))
    } finally {
      setReading(false)
    }
  }
  return (
    <div class="try">
      <form class="panel try-form" onSubmit={read}>
        <label for="try-text">A text, in English, Arabic, French or Spanish</label>
        <textarea
          id="try-text"
          dir="auto"
          rows={9}
          maxLength={longest}
          value={text}
          placeholder={example.text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p class="actions">
          <label>
            Published on{' '}
            <input type="date" value={published} onInput={(event) => setPublished(event.currentTarget.value)} />
          </label>
          <button type="submit" class="button is-primary" disabled={isReading}>
            {isReading ? 'Reading …' : 'Read it'}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              setText(example.text)
              setPublished(example.published)
            }}
          >
            Take the example
          </button>
        </p>
        <p class="quiet">Nothing of it is kept or logged.</p>
      </form>
      <div aria-live="polite">
        {refusal && <Trouble refusal={refusal} />}
        {asked && <Answer text={asked.text} answer={asked.answer} />}
      </div>
    </div>
  )
}

function Answer({ text, answer }: { text: string; answer: ExtractJson }) {
  const { figures } = answer
  return (
    <section class="panel" aria-labelledby="try-found">
      <h2 id="try-found">
        {figures.length === 0 ? 'No displacement figure was found' : `${countOf(figures.length, 'figure')} found`}
      </h2>
      {answer.outcome === 'language_not_supported' && (
        <Empty title={`This language${answer.lang ? ` (${answer.lang})` : ''} is not read.`} />
      )}
      {figures.length === 0 && answer.outcome !== 'language_not_supported' && (
        <p>Numbers of other things (deaths, money, plans, forecasts) are left alone.</p>
      )}
      <blockquote class="why-words" dir="auto" lang={answer.lang ?? undefined}>
        {marked(text, figures)}
      </blockquote>
      <ol class="found">
        {figures.map((figure, index) => (
          <li key={figure.excerpt.start}>
            <strong>
              {index + 1}. {sayAmount(figure.value, figure.value_high, figure.quantifier)}{' '}
              {figure.unit === 'household' ? 'households' : 'people'}
            </strong>
            {figure.subset_of !== null && <span class="tag">a part of {figure.subset_of + 1}, in no series</span>}
            <span>
              {reasons(figure).map((words) => (
                <span key={words} class="tag">
                  {words}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const reasons = (figure: Found): string[] => [
  `${categoryWords[figure.category]}, since the text says “${sayLabel(figure.term)}”`,
  ...(figure.scope === 'all' ? [] : [scopeWords[figure.scope]]),
  figure.cause ? causeWords[figure.cause] : 'cause not told',
  figure.place
    ? `${figure.place.name}${figure.place.id ? ` = ${figure.place.id}` : ', not in the gazetteer'} (${figure.place.role})`
    : 'no place told',
  ...(figure.since ? [`since ${sayDated(figure.since, figure.since_accuracy)}`] : []),
  figure.as_of
    ? `as of ${sayDated(figure.as_of, figure.as_of_accuracy)}${figure.as_of_basis === 'published' ? ', from the day of print' : ', as stated'}`
    : 'day not told',
  figure.counter ? `counted by ${figure.counter}` : 'counter not told',
  `right in ${Math.round(figure.confidence * 100)} % of such cases`,
]

/** The text with each excerpt marked; of those that lie within one another the outer one. */
function marked(text: string, figures: readonly Found[]): ComponentChildren[] {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const { excerpt } of figures.toSorted(
    (a, b) => a.excerpt.start - b.excerpt.start || b.excerpt.end - a.excerpt.end,
  )) {
    if (excerpt.start < at) continue
    parts.push(text.slice(at, excerpt.start), <mark key={excerpt.start}>{text.slice(excerpt.start, excerpt.end)}</mark>)
    at = excerpt.end
  }
  return [...parts, text.slice(at)]
}
