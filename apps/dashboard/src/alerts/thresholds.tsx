/** The rules, and a form that shows at once when a new one would have fired. */
import type { ThresholdsJson } from '@displacement-monitor/shared/contracts'
import { useAct } from '../data/use-act.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { placeHref } from '../routing/address.ts'
import { categoryWords } from '../words/lines.ts'
import { ThresholdForm } from './threshold-form.tsx'

export function Thresholds({ isSignedIn }: { isSignedIn: boolean }) {
  const { value, refusal, refresh } = useAnswer<ThresholdsJson>('/v1/thresholds')
  const { words, isActing, act } = useAct(refresh)
  if (refusal && !value) return <Trouble refusal={refusal} onRetry={refresh} />
  if (!value) return <Loading what="thresholds" height={320} />
  return (
    <div class="thresholds">
      {isSignedIn ? (
        <ThresholdForm onStated={refresh} />
      ) : (
        <p class="quiet">
          <a href="/key">Sign in</a> with a key of the scope “operate” to state one.
        </p>
      )}
      {value.thresholds.length === 0 ? (
        <Empty title="No threshold is stated yet.">
          <p>A threshold says when a number matters: a level, a rise, a first number of a place, two counters apart.</p>
        </Empty>
      ) : (
        <ul class="cards">
          {value.thresholds.map((threshold) => (
            <li key={threshold.id} class="panel">
              <div class="card-head">
                <h2>
                  <bdi>{threshold.name}</bdi>
                </h2>
                <span class={`tag severity-${threshold.severity}`}>{threshold.severity}</span>
                {!threshold.enabled && <span class="tag is-closed">switched off</span>}
              </div>
              <p>
                {threshold.watch.place ? <bdi>{threshold.watch.place.name}</bdi> : 'Every place'},{' '}
                {threshold.watch.category ? categoryWords[threshold.watch.category] : 'any category'}:{' '}
                {threshold.in_words}
              </p>
              <p class="actions">
                {threshold.watch.place && (
                  <a class="button is-small" href={placeHref(threshold.watch.place.id)}>
                    See it on the chart
                  </a>
                )}
                {isSignedIn && (
                  <button
                    type="button"
                    class="button is-small"
                    disabled={isActing}
                    onClick={() => act(`Removed ${threshold.name}.`, 'DELETE', `/v1/thresholds/${threshold.id}`)}
                  >
                    Remove
                  </button>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet" role="status">
        {words}
      </p>
    </div>
  )
}
