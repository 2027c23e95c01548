/** Runs over the past: asked for, followed, ordered about, and what they changed. */
import type { BackfillsJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { useKey } from '../data/session.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { AskForm } from './ask-form.tsx'
import { RunCard } from './run-card.tsx'

export function BackfillsPage() {
  useTitle('Runs over the past')
  const key = useKey()
  const { value, refusal, refresh } = useAnswer<BackfillsJson>('/v1/backfills')
  const [newest, setNewest] = useState<number | null>(null)
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>Runs over the past</h1>
        <p class="lead">
          A source's archive over a range of days, or what is kept here with today's code. A run survives whatever stops
          it.
        </p>
      </div>
      {key && (
        <AskForm
          onAsked={(id) => {
            setNewest(id)
            refresh()
          }}
        />
      )}
      {refusal && !value && <Trouble refusal={refusal} onRetry={refresh} />}
      {!value && !refusal && <Loading what="runs" height={320} />}
      {value?.backfills.length === 0 && (
        <Empty title="No run was asked for yet.">
          <p>
            In the terminal: <code>npx monitor backfill --help</code>
          </p>
        </Empty>
      )}
      {value && value.backfills.length > 0 && (
        <ul class="cards runs">
          {value.backfills.map((run) => (
            <RunCard key={run.id} run={run} isOpen={run.id === newest} onChange={refresh} />
          ))}
        </ul>
      )}
    </>
  )
}
