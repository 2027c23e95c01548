/** A claim, and the reports that print it: one at a time, each down to its bytes. */
import type { ClaimJson } from '@displacement-monitor/shared/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useAnswer } from '../data/use-answer.ts'
import { Loading, Trouble } from '../parts/states.tsx'
import { sayShortDay } from '../words/days.ts'
import { countOf } from '../words/numbers.ts'
import { WhyFigure } from './why-figure.tsx'

export function ClaimPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const { value, refusal, refresh } = useAnswer<ClaimJson>(`/v1/claims/${id}`)
  const [shown, setShown] = useState<number | null>(null)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    setShown(null)
    head.current?.focus({ preventScroll: true })
    head.current?.scrollIntoView?.({ block: 'nearest' })
  }, [id])
  const witnesses = value?.witnesses ?? []
  const figure = witnesses.find((witness) => witness.id === shown) ?? witnesses[0]
  return (
    <section class="panel claim-panel" aria-labelledby="claim-title">
      <header class="panel-head">
        <h2 id="claim-title" ref={head} tabIndex={-1}>
          Why this number
        </h2>
        <button type="button" class="button is-small" onClick={onClose}>
          Close
        </button>
      </header>
      {refusal && !value && <Trouble refusal={refusal} onRetry={refresh} />}
      {!value && !refusal && <Loading what="the claim" height={360} />}
      {value && (
        <>
          <p class="claim-says">{value.says}</p>
          <p class="quiet">
            {countOf(witnesses.length, 'report')} printed it
            {value.first_printed_on && `, the first on ${sayShortDay(value.first_printed_on)}`}.
          </p>
          {witnesses.length > 1 && (
            <div class="witnesses" role="group" aria-label="Reports that print it">
              {witnesses.map((witness) => (
                <button
                  key={witness.id}
                  type="button"
                  class="chip-button"
                  aria-pressed={witness.id === figure?.id}
                  onClick={() => setShown(witness.id)}
                >
                  <bdi>{witness.report.publisher ?? witness.report.source}</bdi>
                  {witness.report.published_on && ` · ${sayShortDay(witness.report.published_on)}`}
                </button>
              ))}
            </div>
          )}
          {figure && <WhyFigure id={figure.id} />}
          {figure && (
            <p class="quiet">
              <a href={`/figures/${figure.id}`}>This figure on a page of its own</a>
            </p>
          )}
        </>
      )}
    </section>
  )
}
