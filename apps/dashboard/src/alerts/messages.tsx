/** Messages on their way: those that wait are read as they would go out, then released or dropped by a person. */
import type { DeliveriesJson, DeliveryJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { useAct } from '../data/use-act.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { sayMoment } from '../words/days.ts'
import { countOf } from '../words/numbers.ts'

const stateWords: Record<DeliveriesJson['deliveries'][number]['state'], string> = {
  gathering: 'gathering: more may join',
  waiting: 'waits for a person',
  due: 'on its way',
  delivered: 'delivered',
  dropped: 'dropped by a person',
  dead: 'given up',
}

export function Messages() {
  const { value, refusal, refresh } = useAnswer<DeliveriesJson>('/v1/deliveries?limit=50')
  const [open, setOpen] = useState<string | null>(null)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="messages" height={320} />
  if (value.deliveries.length === 0)
    return (
      <Empty title="No message was made yet.">
        <p>Messages are made when an incident fires and a channel wants it.</p>
      </Empty>
    )
  const order = value.deliveries.toSorted((a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting'))
  return (
    <ul class="cards">
      {order.map((delivery) => (
        <li key={delivery.id} class="panel">
          <div class="card-head">
            <h2>
              <bdi>{delivery.channel.name}</bdi>
            </h2>
            <span class="tag">{delivery.channel.kind}</span>
            <span
              class={`tag ${delivery.state === 'waiting' ? 'severity-moderate' : delivery.state === 'dead' ? 'severity-severe' : ''}`}
            >
              {stateWords[delivery.state]}
            </span>
          </div>
          <p class="quiet">
            {countOf(delivery.alerts, 'alert')}, made {sayMoment(delivery.created_at)}
            {delivery.delivered_at && `, delivered ${sayMoment(delivery.delivered_at)}`}
            {delivery.failure && `. Last attempt: ${delivery.failure}`}
          </p>
          <button
            type="button"
            class="button is-small"
            aria-expanded={open === delivery.id}
            onClick={() => setOpen(open === delivery.id ? null : delivery.id)}
          >
            {open === delivery.id ? 'Close' : 'Read it'}
          </button>
          {open === delivery.id && <Message id={delivery.id} onChange={refresh} />}
        </li>
      ))}
    </ul>
  )
}

function Message({ id, onChange }: { id: string; onChange: () => void }) {
  const { value, refusal, refresh } = useAnswer<DeliveryJson>(`/v1/deliveries/${id}`)
  const { words, isActing, act } = useAct(() => {
    refresh()
    onChange()
  })
  const [note, setNote] = useState('')
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="the message" height={180} />
  const said = note.trim() === '' ? {} : { note: note.trim() }
  const decides = value.state === 'waiting'
  return (
    <div class="course">
      <pre class="message-text" dir="auto" tabIndex={0}>
        {value.text ?? 'Nothing of it is for everybody; it has no words.'}
      </pre>
      {value.log.length > 0 && (
        <ol class="why-steps">
          {value.log.map((attempt) => (
            <li key={attempt.at}>
              <h3>{sayMoment(attempt.at)}</h3>
              <p>
                {attempt.outcome}
                {attempt.status !== null && `, status ${attempt.status}`}
                {attempt.message && `: ${attempt.message}`}
              </p>
            </li>
          ))}
        </ol>
      )}
      {(decides || value.state === 'dead') && (
        <div class="acts">
          {decides && (
            <>
              <label>
                Note, shown in the message{' '}
                <input
                  type="text"
                  maxLength={1_000}
                  value={note}
                  onInput={(event) => setNote(event.currentTarget.value)}
                />
              </label>
              <button
                type="button"
                class="button is-primary"
                disabled={isActing}
                onClick={() =>
                  act('Released.', 'POST', `/v1/deliveries/${id}/release`, { alerts: value.alerts, ...said })
                }
              >
                Release
              </button>
              <button
                type="button"
                class="button"
                disabled={isActing}
                onClick={() => act('Dropped.', 'POST', `/v1/deliveries/${id}/drop`, { alerts: value.alerts, ...said })}
              >
                Drop
              </button>
            </>
          )}
          {value.state === 'dead' && (
            <button
              type="button"
              class="button is-primary"
              disabled={isActing}
              onClick={() => act('It is tried again.', 'POST', `/v1/deliveries/${id}/resend`)}
            >
              Try again
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
