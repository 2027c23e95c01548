/** Incidents, the open ones first; each with its course, its evidence, and what a person on duty may do. */
import type { IncidentJson, IncidentsJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { useAct } from '../data/use-act.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { placeHref } from '../routing/address.ts'
import { sayMoment, sayShortDay } from '../words/days.ts'
import { capital, sayHead, sayLabel } from '../words/lines.ts'
import { sayPoint } from '../words/numbers.ts'

const rank = ['firing', 'possible', 'pending']

export function IncidentList({ isSignedIn }: { isSignedIn: boolean }) {
  const { value, refusal, refresh } = useAnswer<IncidentsJson>('/v1/incidents?limit=100')
  const [open, setOpen] = useState<number | null>(null)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="incidents" height={320} />
  if (value.incidents.length === 0)
    return (
      <Empty title="No incident yet.">
        <p>
          An incident begins when a number crosses a threshold. <a href="/alerts?view=thresholds">State one</a>.
        </p>
      </Empty>
    )
  const order = value.incidents.toSorted(
    (a, b) =>
      (rank.includes(a.state) ? 0 : 1) - (rank.includes(b.state) ? 0 : 1) || (a.changed_at < b.changed_at ? 1 : -1),
  )
  return (
    <ul class="cards">
      {order.map((incident) => (
        <li key={incident.id} class={`panel incident is-${incident.state}`}>
          <div class="card-head">
            <h2>
              <a href={placeHref(incident.place.id, { series: String(incident.series) })}>
                <bdi>{incident.place.name}</bdi>
              </a>
            </h2>
            <span class={`tag severity-${incident.severity}`}>{incident.severity}</span>
            <span class="tag">{sayLabel(incident.state)}</span>
            {incident.acknowledged_at && <span class="tag is-checked">acknowledged</span>}
            {incident.silenced_until && (
              <span class="tag is-closed">silent until {sayMoment(incident.silenced_until)}</span>
            )}
          </div>
          <p>
            {incident.latest && <strong class="card-number">{sayPoint(incident.latest)}</strong>}{' '}
            {sayHead({ ...incident, place_role: 'origin' })}
            {incident.latest && `, as of ${sayShortDay(incident.latest.as_of)}`}
          </p>
          <p class="quiet">
            {incident.threshold.name}: {incident.threshold.rule}. {incident.reason}
          </p>
          <button
            type="button"
            class="button is-small"
            aria-expanded={open === incident.id}
            onClick={() => setOpen(open === incident.id ? null : incident.id)}
          >
            {open === incident.id ? 'Close' : 'Course and evidence'}
          </button>
          {open === incident.id && <Course id={incident.id} isSignedIn={isSignedIn} onChange={refresh} />}
        </li>
      ))}
    </ul>
  )
}

function Course({ id, isSignedIn, onChange }: { id: number; isSignedIn: boolean; onChange: () => void }) {
  const { value, refusal, refresh } = useAnswer<IncidentJson>(`/v1/incidents/${id}`)
  const { words, isActing, act } = useAct(() => {
    refresh()
    onChange()
  })
  const [note, setNote] = useState('')
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="its course" height={180} />
  const said = note.trim() === '' ? {} : { note: note.trim() }
  return (
    <div class="course">
      <ol class="why-steps">
        {value.transitions.map((step) => (
          <li key={`${step.at} ${step.state}`}>
            <h3>
              {capital(sayLabel(step.state))} · {sayMoment(step.at)}
            </h3>
            <p>
              {step.reason}
              {step.actor && <span class="quiet"> by {step.actor}</span>}
            </p>
          </li>
        ))}
      </ol>
      {value.reports.map((report) => (
        <blockquote key={report.figure} class="why-words is-small" dir="auto">
          {report.excerpt ?? 'Its words need a key.'}
          <footer dir="ltr">
            <a href={`/figures/${report.figure.split('/').at(-1)}`}>
              <bdi>{report.publisher}</bdi>
              {report.published_on && `, ${sayShortDay(report.published_on)}`}
            </a>
          </footer>
        </blockquote>
      ))}
      {isSignedIn && (
        <div class="acts">
          <label>
            Note for colleagues{' '}
            <input type="text" maxLength={200} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <button
            type="button"
            class="button is-primary"
            disabled={isActing || value.acknowledged_at !== null}
            onClick={() => act('Acknowledged.', 'POST', `/v1/incidents/${id}/acknowledge`, said)}
          >
            Acknowledge
          </button>
          {value.silenced_until ? (
            <button
              type="button"
              class="button"
              disabled={isActing}
              onClick={() => act('The silence ended.', 'POST', `/v1/incidents/${id}/silence`, { until: null, ...said })}
            >
              End the silence
            </button>
          ) : (
            <button
              type="button"
              class="button"
              disabled={isActing}
              onClick={() => act('Silent for a day.', 'POST', `/v1/incidents/${id}/silence`, { hours: 24, ...said })}
            >
              Silence for a day
            </button>
          )}
        </div>
      )}
      <p class="quiet" role="status">
        {words}
      </p>
    </div>
  )
}
