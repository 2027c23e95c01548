/** A new threshold, with what it would have found: asked of the API's own look back, a moment after each change. */
import type { PreviewJson, SeriesListJson } from '@displacement-monitor/shared/contracts'
import { useEffect, useState } from 'preact/hooks'
import { Refusal, tellServer } from '../data/ask.ts'
import { useAct } from '../data/use-act.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Trouble } from '../parts/states.tsx'
import { dayNumber, dayOf, daysBefore, sayShortDay, today } from '../words/days.ts'
import { categoryWords } from '../words/lines.ts'
import { countOf } from '../words/numbers.ts'

const kinds = [
  { value: 'level', words: 'reaches a level' },
  { value: 'rise', words: 'rises within some days' },
  { value: 'first', words: 'is the first of a place' },
  { value: 'conflict', words: 'is told apart by two counters' },
] as const
type Kind = (typeof kinds)[number]['value']

interface Stated {
  name: string
  place: string
  category: string
  kind: Kind
  persons: string
  percent: string
  days: string
  severity: string
}

const begin: Stated = {
  name: '',
  place: '',
  category: 'internal_displacements',
  kind: 'level',
  persons: '500000',
  percent: '20',
  days: '30',
  severity: 'moderate',
}
const waitMs = 500
const lookBackDays = 730

function ruleOf({ kind, persons, percent, days }: Stated) {
  const [by, ratio] = [Number(persons) || 0, (Number(percent) || 0) / 100]
  if (kind === 'level') return { kind, at_least: by }
  if (kind === 'rise') return { kind, by, ratio, days: Number(days) || 0 }
  if (kind === 'first') return { kind, at_least: by }
  return { kind, ratio }
}

const statementOf = (stated: Stated) => ({
  watch: {
    place: stated.place.trim() === '' ? null : stated.place.trim(),
    category: stated.category === '' ? null : stated.category,
  },
  rule: ruleOf(stated),
  severity: stated.severity,
})

export function ThresholdForm({ onStated }: { onStated: () => void }) {
  const [stated, setStated] = useState(begin)
  const { words, isActing, act } = useAct(onStated)
  const set = (name: keyof Stated) => (event: { currentTarget: { value: string } }) =>
    setStated({ ...stated, [name]: event.currentTarget.value })
  const submit = async (event: Event) => {
    event.preventDefault()
    if (
      await act(
        `Stated: ${stated.name.trim()}. It is looked at with the worker's next round.`,
        'POST',
        '/v1/thresholds',
        { name: stated.name.trim(), ...statementOf(stated) },
      )
    )
      setStated(begin)
  }
  const { kind } = stated
  return (
    <section class="panel" aria-labelledby="threshold-new">
      <h2 id="threshold-new">A new threshold</h2>
      <div class="threshold-new">
        <form class="verdict-form is-wide" onSubmit={submit}>
          <label>
            Name{' '}
            <input
              type="text"
              required
              maxLength={100}
              value={stated.name}
              placeholder="north-west-500k"
              onInput={set('name')}
            />
          </label>
          <label>
            Place (id or name; empty: every place){' '}
            <input
              type="text"
              maxLength={200}
              value={stated.place}
              placeholder="north-west Syria"
              onInput={set('place')}
            />
          </label>
          <label>
            When the number of{' '}
            <select value={stated.category} onChange={set('category')}>
              <option value="">any category</option>
              {Object.entries(categoryWords)
                .filter(([name]) => name !== 'displaced_unspecified')
                .map(([name, label]) => (
                  <option key={name} value={name}>
                    {label}
                  </option>
                ))}
            </select>
          </label>
          <label>
            Tell me when it{' '}
            <select value={kind} onChange={set('kind')}>
              {kinds.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.words}
                </option>
              ))}
            </select>
          </label>
          {kind !== 'conflict' && (
            <label>
              {kind === 'rise' ? 'By at least (people)' : 'At least (people)'}{' '}
              <input
                type="number"
                min={0}
                max={1_000_000_000}
                step={1}
                required
                value={stated.persons}
                onInput={set('persons')}
              />
            </label>
          )}
          {(kind === 'rise' || kind === 'conflict') && (
            <label>
              {kind === 'rise' ? 'And by at least (%)' : 'Apart by more than (%)'}{' '}
              <input
                type="number"
                min={0}
                max={100_000}
                step="any"
                required
                value={stated.percent}
                onInput={set('percent')}
              />
            </label>
          )}
          {kind === 'rise' && (
            <label>
              Within (days){' '}
              <input type="number" min={1} max={3_650} step={1} required value={stated.days} onInput={set('days')} />
            </label>
          )}
          <label>
            Severity{' '}
            <select value={stated.severity} onChange={set('severity')}>
              {['minor', 'moderate', 'severe', 'extreme'].map((severity) => (
                <option key={severity} value={severity}>
                  {severity}
                </option>
              ))}
            </select>
          </label>
          <p class="actions">
            <button type="submit" class="button is-primary" disabled={isActing}>
              State it
            </button>
          </p>
          <p class="quiet is-wide" role="status">
            {words}
          </p>
        </form>
        <Preview stated={stated} />
      </div>
    </section>
  )
}

/** The look back ends sixty days after the newest number, so that history is seen where nothing is current. */
function Preview({ stated }: { stated: Stated }) {
  const { value: list } = useAnswer<SeriesListJson>('/v1/series?limit=200')
  const newest = list?.series
    .flatMap(({ latest }) => latest?.as_of ?? [])
    .toSorted()
    .at(-1)
  const end = newest === undefined ? null : dayOf(Math.min(dayNumber(today()), dayNumber(newest) + 60))
  const [told, setTold] = useState<PreviewJson | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const asked = JSON.stringify(statementOf({ ...stated, name: '' }))
  useEffect(() => {
    if (end === null) return
    let isWanted = true
    const timer = setTimeout(() => {
      tellServer<PreviewJson>('POST', '/v1/thresholds/preview', {
        threshold: JSON.parse(asked),
        from: daysBefore(end, lookBackDays),
        to: end,
      }).then(
        (answer) => {
          if (!isWanted) return
          setTold(answer)
          setRefusal(null)
        },
        (error: unknown) =>
          isWanted && setRefusal(error instanceof Refusal ? error : new Refusal(0, 'The look back failed.')),
      )
    }, waitMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [asked, end])
  return (
    <div class="preview" aria-live="polite">
      <h3>It would have found</h3>
      {refusal && <Trouble refusal={refusal} />}
      {!refusal && !told && <p class="quiet">Looking back …</p>}
      {!refusal && told && (
        <>
          <p>
            <strong>{countOf(told.incidents.length, 'incident')}</strong>, {countOf(told.messages, 'message')} between{' '}
            {sayShortDay(told.from)} and {sayShortDay(told.to)}.
          </p>
          <p class="quiet">{told.rule}</p>
          <ol class="why-steps">
            {told.incidents.slice(0, 6).map((incident) => (
              <li key={`${incident.place.id} ${incident.opened_on} ${incident.category} ${incident.since}`}>
                <h3>
                  {sayShortDay(incident.opened_on)} · <bdi>{incident.place.name}</bdi>
                </h3>
                <p>{incident.messages[0]?.reason ?? incident.states[0]?.reason}</p>
              </li>
            ))}
          </ol>
          {told.incidents.length > 6 && <p class="quiet">and {told.incidents.length - 6} more</p>}
        </>
      )}
    </div>
  )
}
