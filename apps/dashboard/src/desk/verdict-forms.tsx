/** What a person says who does not simply approve. Only what was changed is sent. */
import type { CorrectionJson, ReviewBody, StoredFigureJson } from '@displacement-monitor/shared/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { categoryWords } from '../words/lines.ts'

export type Verdict = ReviewBody

interface FormProps {
  onDecide: (verdict: Verdict) => void
  onCancel: () => void
}

function useFocusFirst() {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), [])
  return form
}

const Ends = ({ words, onCancel }: { words: string; onCancel: () => void }) => (
  <p class="actions">
    <button type="submit" class="button is-primary">
      {words}
    </button>
    <button type="button" class="button" onClick={onCancel}>
      Cancel
    </button>
  </p>
)

export function RejectionForm({ onDecide, onCancel }: FormProps) {
  const form = useFocusFirst()
  const [reason, setReason] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (reason.trim() !== '') onDecide({ verdict: 'rejected', reason: reason.trim() })
  }
  return (
    <form ref={form} class="verdict-form" onSubmit={submit}>
      <label for="reject-reason">Why is it no displacement figure?</label>
      <input
        id="reject-reason"
        type="text"
        required
        maxLength={200}
        value={reason}
        list="reject-reasons"
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <datalist id="reject-reasons">
        <option value="counts something other than displaced people" />
        <option value="a plan, a forecast or a need, nothing that happened" />
        <option value="another event than the one it stands under" />
      </datalist>
      <Ends words="Reject" onCancel={onCancel} />
    </form>
  )
}

const categories = Object.entries(categoryWords)

export function CorrectionForm({ figure, onDecide, onCancel }: FormProps & { figure: StoredFigureJson }) {
  const form = useFocusFirst()
  const before = {
    value: String(figure.value),
    category: figure.category as string,
    place: figure.place?.name ?? '',
    since: figure.since ?? '',
    as_of: figure.as_of_basis === 'stated' ? (figure.as_of ?? '') : '',
    counter: figure.counter ?? '',
  }
  const [now, setNow] = useState(before)
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState('')
  const set = (name: keyof typeof before) => (event: { currentTarget: { value: string } }) =>
    setNow({ ...now, [name]: event.currentTarget.value })
  const submit = (event: Event) => {
    event.preventDefault()
    const changed = (Object.keys(before) as (keyof typeof before)[]).filter((name) => now[name].trim() !== before[name])
    if (changed.length === 0) return setTrouble('Nothing was changed yet.')
    const entries = changed.map((name) => [
      name,
      name === 'value' ? Number(now.value) : now[name].trim() === '' ? null : now[name].trim(),
    ])
    onDecide({ verdict: 'corrected', reason: reason.trim(), correction: Object.fromEntries(entries) as CorrectionJson })
  }
  return (
    <form ref={form} class="verdict-form is-wide" onSubmit={submit}>
      <label>
        Number{' '}
        <input type="number" min={0} max={1_000_000_000} step={1} required value={now.value} onInput={set('value')} />
      </label>
      <label>
        What{' '}
        <select value={now.category} onChange={set('category')}>
          {categories.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        Place (id or name) <input type="text" maxLength={200} value={now.place} onInput={set('place')} />
      </label>
      <label>
        Counted by <input type="text" maxLength={200} value={now.counter} onInput={set('counter')} />
      </label>
      <label>
        Since <input type="date" value={now.since} onInput={set('since')} />
      </label>
      <label>
        As of, if stated <input type="date" value={now.as_of} onInput={set('as_of')} />
      </label>
      <label class="is-wide">
        Why{' '}
        <input
          type="text"
          required
          maxLength={200}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      {trouble !== '' && (
        <p class="field-trouble" role="alert">
          {trouble}
        </p>
      )}
      <Ends words="Correct" onCancel={onCancel} />
    </form>
  )
}
