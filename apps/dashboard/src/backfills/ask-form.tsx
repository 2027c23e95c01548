/** A run that is asked for: first what it would ask for, then the run itself. */
import type { BackfillJson, SourcesJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { Refusal, tellServer } from '../data/ask.ts'
import { useAnswer } from '../data/use-answer.ts'
import { today } from '../words/days.ts'

const begin = { kind: 'refetch', source: '', from: '', to: '' }

export function AskForm({ onAsked }: { onAsked: (id: number) => void }) {
  const { value: known } = useAnswer<SourcesJson>('/v1/sources')
  const [asked, setAsked] = useState(begin)
  const [words, setWords] = useState('')
  const [isAsking, setAsking] = useState(false)
  const set = (name: keyof typeof begin) => (event: { currentTarget: { value: string } }) =>
    setAsked({ ...asked, [name]: event.currentTarget.value })
  const ask = async (dryRun: boolean) => {
    if (isAsking) return
    setAsking(true)
    try {
      const { kind, source, from, to } = asked
      const optional = Object.fromEntries(Object.entries({ source, from, to }).filter(([, value]) => value !== ''))
      const run = await tellServer<BackfillJson>('POST', '/v1/backfills', { kind, ...optional, dry_run: dryRun })
      setWords(dryRun ? `Run ${run.id} looks at what it would ask for.` : `Run ${run.id} was asked for.`)
      onAsked(run.id)
    } catch (error) {
      setWords(error instanceof Refusal ? error.message : 'That could not be sent.')
    } finally {
      setAsking(false)
    }
  }
  const isRefetch = asked.kind === 'refetch'
  return (
    <section class="panel" aria-labelledby="run-new">
      <h2 id="run-new">Read the past</h2>
      <form
        class="run-form"
        onSubmit={(event) => {
          event.preventDefault()
          void ask(true)
        }}
      >
        <label>
          What{' '}
          <select value={asked.kind} onChange={set('kind')}>
            <option value="refetch">the archive of a source</option>
            <option value="reextract">what is kept here, with today's code</option>
          </select>
        </label>
        <label>
          Source{' '}
          <select value={asked.source} required={isRefetch} onChange={set('source')}>
            <option value="">{isRefetch ? 'choose one' : 'all sources'}</option>
            {(known?.sources ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          First day <input type="date" max={today()} value={asked.from} onInput={set('from')} />
        </label>
        <label>
          Last day <input type="date" max={today()} value={asked.to} onInput={set('to')} />
        </label>
        <p class="actions">
          <button type="submit" class="button" disabled={isAsking}>
            Tell first what it would do
          </button>
          <button
            type="button"
            class="button is-primary"
            disabled={isAsking || (isRefetch && asked.source === '')}
            onClick={() => void ask(false)}
          >
            Start it
          </button>
        </p>
        <p class="quiet" role="status">
          {words}
        </p>
      </form>
      <p class="quiet">
        Nothing that a run finds is sent to anybody. It goes at the pace that the source allows, and gives way to what
        is printed today.
      </p>
    </section>
  )
}
