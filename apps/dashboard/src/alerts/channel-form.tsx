/** A new channel: only what its kind asks for. A secret that is made for it is shown this once. */
import type { ChannelChangedJson, ChannelJson } from '@displacement-monitor/shared/contracts'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Refusal, tellServer } from '../data/ask.ts'

type Kind = ChannelJson['kind']

const wordsOf: Readonly<Record<Kind, string>> = {
  webhook: 'a webhook of another program',
  mail: 'mail',
  slack: 'a chat (incoming webhook)',
  atom: 'a feed that readers follow',
  sse: 'a stream that programs follow',
  cap: 'Common Alerting Protocol',
}

const begin = {
  kind: 'webhook' as Kind,
  name: '',
  url: '',
  host: '',
  port: '587',
  user: '',
  password: '',
  from: '',
  to: '',
  sender: '',
  approval: '',
  severity: 'minor',
}
type Stated = typeof begin

function settingsOf({ kind, url, host, port, user, password, from, to, sender }: Stated): Record<string, unknown> {
  switch (kind) {
    case 'webhook':
    case 'slack':
      return { url: url.trim() }
    case 'cap':
      return { sender: sender.trim() === '' ? null : sender.trim() }
    case 'mail':
      return {
        host: host.trim(),
        port: Number(port),
        secure: port === '465',
        user: user === '' ? null : user,
        password: password === '' ? null : password,
        from: from.trim(),
        to: to.split(',').map((one) => one.trim()),
      }
    case 'atom':
    case 'sse':
      return {}
  }
}

export function ChannelForm({ onMade }: { onMade: () => void }) {
  const [stated, setStated] = useState(begin)
  const [words, setWords] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  const [isActing, setActing] = useState(false)
  const set = (name: keyof Stated) => (event: { currentTarget: { value: string } }) =>
    setStated({ ...stated, [name]: event.currentTarget.value })
  const field = (name: keyof Stated, label: string, more: Record<string, unknown> = {}) => (
    <label>
      {label} <input type="text" maxLength={2_000} value={stated[name]} onInput={set(name)} {...more} />
    </label>
  )
  const make = async (event: Event) => {
    event.preventDefault()
    if (isActing) return
    setActing(true)
    const { kind, approval, severity } = stated
    const name = stated.name.trim()
    try {
      const made = await tellServer<ChannelChangedJson>('POST', '/v1/channels', {
        name,
        kind,
        settings: settingsOf(stated),
        minimum_severity: severity,
        ...(approval === '' ? {} : { approval }),
      })
      setSecret(made.secret)
      setWords(made.outcome === 'unchanged' ? `${name} is there already, just so.` : `${name} is there: try it.`)
      setStated(begin)
      onMade()
    } catch (error) {
      setWords(error instanceof Refusal ? error.message : 'That could not be sent.')
    } finally {
      setActing(false)
    }
  }
  return (
    <section class="panel" aria-labelledby="channel-new">
      <h2 id="channel-new">A new channel</h2>
      <form class="verdict-form is-wide" onSubmit={make}>
        {field('name', 'Name', { required: true, maxLength: 100, placeholder: 'duty-desk' })}
        <Select label="Alerts go to" value={stated.kind} onChange={set('kind')}>
          {Object.entries(wordsOf).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        {(stated.kind === 'webhook' || stated.kind === 'slack') &&
          field('url', 'Address', { type: 'url', required: true, placeholder: 'https://…', class: 'is-wide' })}
        {stated.kind === 'cap' &&
          field('sender', 'Who answers for the alerts (empty: status Test, scope Restricted)', { maxLength: 100 })}
        {stated.kind === 'mail' && (
          <>
            {field('host', 'Mail server', { required: true })}
            {field('port', 'Port', { type: 'number', min: 1, max: 65_535, required: true })}
            {field('user', 'Account (empty: none)', { autocomplete: 'off' })}
            {field('password', 'Password', { type: 'password', autocomplete: 'new-password', maxLength: 500 })}
            {field('from', 'Sender', { required: true, placeholder: 'Desk <desk@example.org>' })}
            {field('to', 'Receivers, with commas', { required: true })}
          </>
        )}
        <Select label="From this severity on" value={stated.severity} onChange={set('severity')}>
          {['minor', 'moderate', 'severe', 'extreme'].map((severity) => (
            <option key={severity} value={severity}>
              {severity}
            </option>
          ))}
        </Select>
        <Select label="Who releases a message" value={stated.approval} onChange={set('approval')}>
          <option value="">as is usual for this kind</option>
          <option value="required">a person</option>
          <option value="none">nobody: it goes by itself</option>
        </Select>
        <p class="actions">
          <button type="submit" class="button is-primary" disabled={isActing}>
            Make it
          </button>
        </p>
        <p class="quiet is-wide" role="status">
          {words}
        </p>
        {secret && (
          <p class="is-wide">
            Messages are signed with this secret, shown this once: <code class="secret">{secret}</code>
          </p>
        )}
      </form>
    </section>
  )
}

function Select({
  label,
  value,
  onChange,
  children,
}: {
  label: string
  value: string
  onChange: (event: { currentTarget: { value: string } }) => void
  children: ComponentChildren
}) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={onChange}>
        {children}
      </select>
    </label>
  )
}
