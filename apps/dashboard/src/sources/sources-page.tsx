/** Who is read, how well that goes in words, and under which terms; those that want somebody first. */
import type { SourcesJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { useAnswer } from '../data/use-answer.ts'
import { Choice } from '../parts/panel.tsx'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { sayMoment } from '../words/days.ts'
import { countOf } from '../words/numbers.ts'

type Source = SourcesJson['sources'][number]
type Shown = 'all' | 'troubled' | 'read'

const order: Record<Source['health'], number> = { failing: 0, new: 1, healthy: 2, stopped: 3 }
const healthWords: Record<Source['health'], string> = {
  failing: 'failing',
  new: 'not read yet',
  healthy: 'read well',
  stopped: 'switched off',
}
const termsWords: Record<Source['redistribution'], string> = {
  open: 'may be passed on',
  derived_only: 'numbers may be passed on, texts not',
  internal: 'stays here, but for what is derived from it',
}

export function SourcesPage() {
  useTitle('Sources')
  const { value, refusal, refresh } = useAnswer<SourcesJson>('/v1/sources')
  const [shown, setShown] = useState<Shown>('all')
  const sources = (value?.sources ?? [])
    .filter(({ health }) => shown === 'all' || (shown === 'read' ? health === 'healthy' : health === 'failing'))
    .toSorted((a, b) => order[a.health] - order[b.health] || a.name.localeCompare(b.name))
  return (
    <>
      <div class="page-head desk-head">
        <div>
          <h1 tabIndex={-1}>Sources</h1>
          <p class="lead">
            {value
              ? `${countOf(value.sources.length, 'publisher')} known here; each says how reading it goes.`
              : 'Who is read, and how well.'}
          </p>
        </div>
        <Choice
          label="Which sources"
          value={shown}
          options={[
            { value: 'all', words: 'All' },
            { value: 'troubled', words: 'Failing' },
            { value: 'read', words: 'Read well' },
          ]}
          onChoose={setShown}
        />
      </div>
      {refusal && !value && <Trouble refusal={refusal} onRetry={refresh} />}
      {!value && !refusal && <Loading what="sources" height={560} />}
      {value && sources.length === 0 && <Empty title="No source is in this state." />}
      {sources.length > 0 && (
        <ul class="source-list panel">
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </ul>
      )}
    </>
  )
}

function SourceRow({ source }: { source: Source }) {
  const isWeb = /^https?:\/\//i.test(source.url)
  return (
    <li>
      <div>
        <h2>
          {isWeb ? (
            <a href={source.url} target="_blank" rel="noopener noreferrer">
              <bdi>{source.name}</bdi>
            </a>
          ) : (
            <bdi>{source.name}</bdi>
          )}
        </h2>
        <p class="source-health">
          <span class={`health-dot is-${source.health}`} /> {healthWords[source.health]}
          {source.language && <span class="tag">{source.language}</span>}
        </p>
      </div>
      <div>
        <p>{source.health_in_words}</p>
        <p class="quiet">
          {source.last_success_at ? `Last read ${sayMoment(source.last_success_at)}. ` : ''}
          {source.enabled && source.next_due_at ? `Next look ${sayMoment(source.next_due_at)}.` : ''}
        </p>
        <p class="quiet">
          {source.attribution} · {source.licence} · {termsWords[source.redistribution]}
        </p>
      </div>
    </li>
  )
}
