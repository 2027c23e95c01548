/** Where messages go; each can be tried, removed, and says how its last ones went. */
import type { ChannelsJson, DeliveriesJson } from '@displacement-monitor/shared/contracts'
import { useState } from 'preact/hooks'
import { useAct } from '../data/use-act.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { sayMoment } from '../words/days.ts'
import { ChannelForm } from './channel-form.tsx'

export function Channels() {
  const { value, refusal, refresh } = useAnswer<ChannelsJson>('/v1/channels')
  const [log, setLog] = useState<number | null>(null)
  const [removing, setRemoving] = useState<number | null>(null)
  const { words, isActing, act } = useAct(refresh)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="channels" height={320} />
  return (
    <div class="thresholds">
      <ChannelForm onMade={refresh} />
      {value.channels.length === 0 && (
        <Empty title="No channel is stated yet.">
          <p>A channel is where alerts are told: a webhook, a mailbox, a chat, a feed.</p>
        </Empty>
      )}
      <p class="quiet" role="status">
        {words}
      </p>
      <ul class="cards">
        {value.channels.map((channel) => (
          <li key={channel.id} class="panel">
            <div class="card-head">
              <h2>
                <bdi>{channel.name}</bdi>
              </h2>
              <span class="tag">{channel.kind}</span>
              <span class="tag">{channel.approval === 'required' ? 'a person releases' : 'goes by itself'}</span>
              {!channel.enabled && <span class="tag severity-severe">{channel.disabled_reason ?? 'switched off'}</span>}
            </div>
            <p class="quiet">
              {channel.settings.url ?? channel.settings.to?.join(', ') ?? 'served by this monitor'} · from{' '}
              {channel.minimum_severity} upwards · gathers {channel.gather_minutes} minutes
              {channel.digest !== 'none' && ` · ${channel.digest} digest`}
            </p>
            <p class="actions">
              <button
                type="button"
                class="button is-small"
                disabled={isActing}
                onClick={() =>
                  act(`A test is on its way to ${channel.name}.`, 'POST', `/v1/channels/${channel.id}/test`)
                }
              >
                Send a test
              </button>
              <button
                type="button"
                class="button is-small"
                aria-expanded={log === channel.id}
                onClick={() => setLog(log === channel.id ? null : channel.id)}
              >
                Deliveries
              </button>
              <button
                type="button"
                class="button is-small"
                disabled={isActing}
                onClick={() =>
                  removing === channel.id
                    ? act(`Removed ${channel.name}.`, 'DELETE', `/v1/channels/${channel.id}`)
                    : setRemoving(channel.id)
                }
              >
                {removing === channel.id ? 'Remove it for good' : 'Remove'}
              </button>
            </p>
            {log === channel.id && <Log id={channel.id} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Log({ id }: { id: number }) {
  const { value, refusal, refresh } = useAnswer<DeliveriesJson>(`/v1/deliveries?channel=${id}&limit=10`)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="deliveries" height={80} />
  if (value.deliveries.length === 0) return <p class="quiet">Nothing was sent yet.</p>
  return (
    <ol class="why-steps">
      {value.deliveries.map((delivery) => (
        <li key={delivery.id}>
          <h3>{sayMoment(delivery.created_at)}</h3>
          <p>
            {delivery.kind}, {delivery.state}
            {delivery.failure && `: ${delivery.failure}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
