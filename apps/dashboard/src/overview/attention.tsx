/** What wants a person: firing incidents, messages waiting for release, sources that are silent. */
import type { DeliveriesJson, IncidentsJson, SourcesJson } from '@displacement-monitor/shared/contracts'
import { useKey } from '../data/session.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Panel } from '../parts/panel.tsx'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { placeHref } from '../routing/address.ts'
import { sayShortDay } from '../words/days.ts'
import { countOf, sayAmount } from '../words/numbers.ts'

export function Incidents() {
  const { value, refusal, refresh } = useAnswer<IncidentsJson>('/v1/incidents?state=open&limit=20')
  return (
    <Panel title="Firing incidents">
      {refusal && !value ? (
        <Trouble refusal={refusal} onRetry={refresh} />
      ) : !value ? (
        <Loading what="incidents" height={64} />
      ) : value.incidents.length === 0 ? (
        <Empty title="Nothing is firing.">
          <p>
            <a href="/alerts?view=thresholds">Thresholds</a> say when a number matters.
          </p>
        </Empty>
      ) : (
        <ul class="news">
          {value.incidents.slice(0, 5).map((incident) => (
            <li key={incident.id}>
              <a href={placeHref(incident.place.id, { series: String(incident.series) })}>
                <bdi>{incident.place.name}</bdi>
              </a>
              <span class={`tag severity-${incident.severity}`}>{incident.severity}</span>
              {incident.latest && (
                <strong class="news-number">{sayAmount(incident.latest.value, null, 'exact')}</strong>
              )}
              <span class="quiet">
                {incident.threshold.rule} · since {sayShortDay(incident.started_on)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

export function Waiting() {
  const key = useKey()
  const { value, refusal, refresh } = useAnswer<DeliveriesJson>(key ? '/v1/deliveries?state=waiting&limit=100' : null)
  return (
    <Panel title="Messages waiting">
      {!key ? (
        <Empty title="Who may release them, sees them.">
          <p>
            <a href="/key">Sign in</a> to see what waits.
          </p>
        </Empty>
      ) : refusal && !value ? (
        <Trouble refusal={refusal} onRetry={refresh} />
      ) : !value ? (
        <Loading what="messages" height={64} />
      ) : value.deliveries.length === 0 ? (
        <Empty title="No message waits for release." />
      ) : (
        <p class="big-count">
          <strong>{value.deliveries.length}</strong> {value.deliveries.length === 1 ? 'message waits' : 'messages wait'}{' '}
          for a person to <a href="/alerts?view=messages">release</a>
        </p>
      )}
    </Panel>
  )
}

export function SourcesHealth() {
  const { value, refusal, refresh } = useAnswer<SourcesJson>('/v1/sources')
  return (
    <Panel title="Sources">
      {refusal && !value ? (
        <Trouble refusal={refusal} onRetry={refresh} />
      ) : !value ? (
        <Loading what="sources" height={64} />
      ) : (
        <SourceCounts sources={value.sources} />
      )}
    </Panel>
  )
}

const healthOrder = ['healthy', 'new', 'failing', 'stopped']

function SourceCounts({ sources }: { sources: SourcesJson['sources'] }) {
  const counts = new Map<string, number>()
  for (const { health } of sources) counts.set(health, (counts.get(health) ?? 0) + 1)
  const order = [...counts].toSorted(([a], [b]) => healthOrder.indexOf(a) - healthOrder.indexOf(b))
  const newest = sources
    .flatMap(({ last_success_at }) => last_success_at ?? [])
    .toSorted()
    .at(-1)
  return (
    <>
      <p class="quiet">
        {countOf(sources.length, 'source')} ·{' '}
        {newest ? `last read ${sayShortDay(newest.slice(0, 10))}` : 'none was reached yet'}
      </p>
      <ul class="health-counts">
        {order.map(([health, count]) => (
          <li key={health}>
            <span class={`health-dot is-${health}`} /> {count} {health}
          </li>
        ))}
      </ul>
    </>
  )
}
