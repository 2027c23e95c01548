/** Figures one after the other, each in its words: j and k walk, a approves, r rejects, e corrects. */
import type { FiguresJson, ReviewsJson, StoredFigureJson } from '@displacement-monitor/shared/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Refusal, tellServer } from '../data/ask.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { WhyFigure } from '../why/why-figure.tsx'
import { sayShortDay } from '../words/days.ts'
import { categoryWords } from '../words/lines.ts'
import { countOf, sayAmount } from '../words/numbers.ts'
import { CorrectionForm, RejectionForm, type Verdict } from './verdict-forms.tsx'

type Form = 'none' | 'reject' | 'correct'
const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select') !== null
const verdictWords = { approved: 'Approved', rejected: 'Rejected', corrected: 'Corrected' }

export function ReviewQueue({ isUndecided, place }: { isUndecided: boolean; place: string | null }) {
  const filter = isUndecided ? 'evidence=undecided' : 'review=unreviewed'
  const { value, refusal, refresh } = useAnswer<FiguresJson>(
    `/v1/figures?${filter}${place ? `&place=${encodeURIComponent(place)}` : ''}&limit=100`,
  )
  const [done, setDone] = useState<ReadonlyMap<number, Verdict['verdict']>>(new Map())
  const [at, setAt] = useState(0)
  const [form, setForm] = useState<Form>('none')
  const [words, setWords] = useState('')
  const [isSending, setSending] = useState(false)
  const figures = value?.figures ?? []
  const figure = figures[Math.min(at, figures.length - 1)]

  const walk = (step: number) => {
    setForm('none')
    setAt((before) => Math.min(figures.length - 1, Math.max(0, before + step)))
  }
  const decide = async (verdict: Verdict) => {
    if (!figure || isSending) return
    setSending(true)
    try {
      await tellServer<ReviewsJson>('POST', `/v1/figures/${figure.id}/reviews`, verdict)
      setDone((before) => new Map(before).set(figure.id, verdict.verdict))
      setWords(`${verdictWords[verdict.verdict]}: ${sayFigure(figure)}. The series follow with the next round.`)
      walk(1)
    } catch (error) {
      setWords(error instanceof Refusal ? error.message : 'The verdict could not be sent.')
    } finally {
      setSending(false)
    }
  }

  const onKey = useRef<(event: KeyboardEvent) => void>(() => {})
  onKey.current = (event) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === 'Escape') setForm('none')
      return
    }
    const acts: Record<string, () => void> = {
      j: () => walk(1),
      k: () => walk(-1),
      a: () => void (form === 'none' && decide({ verdict: 'approved' })),
      r: () => setForm('reject'),
      e: () => setForm('correct'),
      Escape: () => setForm('none'),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey.current(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="figures to review" height={560} />
  if (!figure)
    return (
      <Empty title={isUndecided ? 'No evidence changed.' : 'Nothing waits for review.'}>
        <p>
          {isUndecided
            ? 'Every figure that a person approved is still read as it was.'
            : 'Every figure that was read has been looked at by a person.'}
        </p>
      </Empty>
    )
  const verdict = done.get(figure.id)
  return (
    <div class="desk">
      <section class="panel desk-queue" aria-label="Figures to review">
        <p class="quiet desk-count">
          {countOf(figures.length - done.size, 'figure')} left{value.next_cursor && ' of the newest 100'}
        </p>
        <ol>
          {figures.map((one, index) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one.id === figure.id ? 'true' : undefined}
                class={done.has(one.id) ? 'is-done' : ''}
                onClick={() => walk(index - at)}
              >
                <strong>{sayAmount(one.value, one.value_high, one.quantifier)}</strong>{' '}
                <bdi>{one.place?.name ?? 'no place'}</bdi>
                <span class="quiet">
                  {done.has(one.id) ? verdictWords[done.get(one.id) ?? 'approved'] : categoryWords[one.category]}
                  {one.report.published_on && ` · ${sayShortDay(one.report.published_on)}`}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section class="panel desk-figure" aria-label="The figure under review">
        <div class="desk-acts" role="group" aria-label="Verdict">
          <button
            type="button"
            class="button is-primary"
            disabled={isSending || verdict !== undefined}
            onClick={() => decide({ verdict: 'approved' })}
          >
            Approve <kbd>a</kbd>
          </button>
          <button
            type="button"
            class="button"
            disabled={verdict !== undefined}
            aria-expanded={form === 'reject'}
            onClick={() => setForm(form === 'reject' ? 'none' : 'reject')}
          >
            Reject <kbd>r</kbd>
          </button>
          <button
            type="button"
            class="button"
            disabled={verdict !== undefined}
            aria-expanded={form === 'correct'}
            onClick={() => setForm(form === 'correct' ? 'none' : 'correct')}
          >
            Correct <kbd>e</kbd>
          </button>
          <span class="desk-walk">
            <button type="button" class="button" disabled={at === 0} onClick={() => walk(-1)}>
              Back <kbd>k</kbd>
            </button>
            <button type="button" class="button" disabled={at >= figures.length - 1} onClick={() => walk(1)}>
              Next <kbd>j</kbd>
            </button>
          </span>
        </div>
        <p class="desk-words" role="status">
          {words}
        </p>
        {form === 'reject' && <RejectionForm onDecide={decide} onCancel={() => setForm('none')} />}
        {form === 'correct' && (
          <CorrectionForm key={figure.id} figure={figure} onDecide={decide} onCancel={() => setForm('none')} />
        )}
        {figure.evidence_changed && (
          <p class="history-note">
            {figure.evidence_changed === 'words_gone'
              ? 'These words are no longer in the report.'
              : 'The report is read otherwise now.'}
          </p>
        )}
        <WhyFigure key={figure.id} id={figure.id} />
      </section>
    </div>
  )
}

const sayFigure = (figure: StoredFigureJson) =>
  `${sayAmount(figure.value, figure.value_high, figure.quantifier)}, ${figure.place?.name ?? 'no place'}`
