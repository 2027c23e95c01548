/** Thresholds and what they find: incidents, messages, rules, channels. */
import type { ComponentChildren } from 'preact'
import { useKey } from '../data/session.ts'
import { Choice } from '../parts/panel.tsx'
import { Empty } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { changeQuery } from '../routing/address.ts'
import { Channels } from './channels.tsx'
import { IncidentList } from './incident-list.tsx'
import { Messages } from './messages.tsx'
import { Thresholds } from './thresholds.tsx'

const views = [
  { value: 'incidents', words: 'Incidents' },
  { value: 'messages', words: 'Messages' },
  { value: 'thresholds', words: 'Thresholds' },
  { value: 'channels', words: 'Channels' },
] as const
type View = (typeof views)[number]['value']

export function AlertsPage({ query }: { query: URLSearchParams }) {
  useTitle('Alerts')
  const key = useKey()
  const view = views.find(({ value }) => value === query.get('view'))?.value ?? 'incidents'
  return (
    <>
      <div class="page-head desk-head">
        <div>
          <h1 tabIndex={-1}>Alerts</h1>
          <p class="lead">When a number matters, who hears of it, and on which evidence.</p>
        </div>
        <Choice
          label="Part of the alerts"
          value={view}
          options={views}
          onChoose={(next) => changeQuery({ view: next === 'incidents' ? null : next })}
        />
      </div>
      {partOf(view, key !== null)}
    </>
  )
}

function partOf(view: View, isSignedIn: boolean): ComponentChildren {
  if (view === 'incidents') return <IncidentList isSignedIn={isSignedIn} />
  if (view === 'thresholds') return <Thresholds isSignedIn={isSignedIn} />
  if (!isSignedIn)
    return (
      <Empty
        title={view === 'messages' ? 'Messages are for who may release them.' : 'Channels are for who keeps them.'}
      >
        <p>
          <a href="/key">Sign in</a> with a key to see them.
        </p>
      </Empty>
    )
  return view === 'messages' ? <Messages /> : <Channels />
}
