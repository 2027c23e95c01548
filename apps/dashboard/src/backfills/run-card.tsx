/** One run: how far it is, followed while it goes on; what can be ordered of it; what it changed. */
import type { BackfillJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { useFollowed } from '../data/follow.ts'
import { useAct } from '../data/use-act.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Loading, Trouble } from '../parts/states.tsx'
import { sayMoment } from '../words/days.ts'
import { countOf, sayNumber } from '../words/numbers.ts'
import { ClosingReport, EstimateReport } from './closing-report.tsx'
import { type Run, sayAsked, sayFigures, sayTime, stateWords } from './words.ts'

const orders = [
  { order: 'pause', words: 'Pause', when: ['planned', 'running'] },
  { order: 'resume', words: 'Go on', when: ['paused'] },
  { order: 'cancel', words: 'Cancel', when: ['planned', 'running', 'paused'] },
] as const

export function RunCard({ run: listed, isOpen, onChange }: { run: Run; isOpen: boolean; onChange: () => void }) {
  const [open, setOpen] = useState(isOpen)
  const goesOn = listed.finished_at === null
  const followed = useFollowed<BackfillJson>(goesOn ? listed.links.events : null, onChange)
  const run = followed ?? listed
  const { words, isActing, act } = useAct(onChange)
  const order = (name: string, done: string) => act(done, 'POST', `${run.links.self}/${name}`)
  const parts = run.progress.parts
  return (
    <li class="panel run">
      <div class="card-head">
        <h2>
          <bdi>{sayAsked(run)}</bdi>
        </h2>
        <span class={`tag run-state is-${run.state}`}>{stateWords[run.state]}</span>
        {run.dry_run && <span class="tag">only looks</span>}
      </div>
      <p class="quiet">
        Run {run.id}, asked for by <bdi>{run.requested_by}</bdi> on {sayMoment(run.created_at)}
        {run.finished_at && `, ended ${sayMoment(run.finished_at)}`}
      </p>
      {run.failure && <p class="field-trouble">{run.failure}</p>}
      {(parts.waiting > 0 || run.progress.found > 0) && <Progress run={run} />}
      <p class="actions">
        {orders
          .filter(({ when }) => (when as readonly string[]).includes(run.state))
          .map(({ order: name, words: label }) => (
            <button
              key={name}
              type="button"
              class="button is-small"
              disabled={isActing}
              onClick={() => order(name, '')}
            >
              {label}
            </button>
          ))}
        {parts.failed > 0 && run.state !== 'cancelled' && (
          <button
            type="button"
            class="button is-small"
            disabled={isActing}
            onClick={() => order('retry', 'They are tried again.')}
          >
            Try {countOf(parts.failed, 'failed part')} again
          </button>
        )}
        {!goesOn && (
          <button type="button" class="button is-small" aria-expanded={open} onClick={() => setOpen(!open)}>
            What it {run.dry_run ? 'would do' : 'changed'}
          </button>
        )}
      </p>
      <p class="quiet" role="status">
        {words}
      </p>
      {open && !goesOn && <Ended href={listed.links.self} />}
    </li>
  )
}

function Progress({ run: { progress, state, finished_at } }: { run: Run }) {
  const { share, settled, found, parts, reports_per_second: rate, seconds_left: left, last_error: trouble } = progress
  const all = Object.values(parts).reduce((sum, count) => sum + count, 0)
  const percent = Math.floor(share * 100)
  return (
    <div class="run-progress">
      <progress value={percent} max={100} aria-label={`${percent} % done`} />
      <p>
        <strong>{percent} %</strong> · {sayNumber(settled)} of {countOf(found, 'report')} · {sayNumber(parts.done)} of{' '}
        {countOf(all, 'part')} · {sayFigures(progress)}
        {state === 'running' &&
          rate !== null &&
          ` · ${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} reports a second`}
        {state === 'running' && left !== null && ` · about ${sayTime(left)} left`}
      </p>
      {trouble && finished_at === null && <p class="field-trouble">{trouble}</p>}
    </div>
  )
}

function Ended({ href }: { href: string }) {
  const { value, refusal, refresh } = useAnswer<BackfillJson>(href)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="what it changed" height={120} />
  return (
    <>
      {value.estimate && <EstimateReport estimate={value.estimate} />}
      {value.closing && <ClosingReport run={value} closing={value.closing} />}
      {value.failed_parts.map(({ id, from, to, failure }) => (
        <p key={id} class="field-trouble">
          Given up: {from} to {to}: {failure}
        </p>
      ))}
      {!value.estimate && !value.closing && !value.failure && <p class="quiet">It ended before anything was read.</p>}
    </>
  )
}
