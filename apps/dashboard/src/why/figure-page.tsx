/** One figure on a page of its own: the address that a colleague is sent. */
import type { WhyFigureJson } from '@displacement-monitor/shared/contracts'
import { Refusal } from '../data/ask.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Trouble } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { placeHref } from '../routing/address.ts'
import { WhyFigure } from './why-figure.tsx'

export function FigurePage({ id }: { id: string }) {
  useTitle('Why this number')
  const isId = /^[1-9]\d{0,14}$/.test(id)
  const { value, refusal } = useAnswer<WhyFigureJson>(isId ? `/v1/figures/${id}` : null)
  const place = value?.figure.place
  return (
    <div class="narrow-page">
      <div class="page-head">
        {place?.id && (
          <p>
            <a href={placeHref(place.id)}>
              ← <bdi>{place.name}</bdi>
            </a>
          </p>
        )}
        <h1 tabIndex={-1}>Why this number</h1>
      </div>
      {refusal?.status === 404 || !isId ? (
        <Trouble refusal={refusal ?? new Refusal(404, 'A figure’s address ends in its number.')} />
      ) : (
        <div class="panel">
          <WhyFigure id={id} />
        </div>
      )}
    </div>
  )
}
