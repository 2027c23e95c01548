/** The reading desk: what was newly read is looked at by a person, figure by figure; and a box to try a text. */
import { useKey } from '../data/session.ts'
import { Choice } from '../parts/panel.tsx'
import { Empty } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { changeQuery } from '../routing/address.ts'
import { ReviewQueue } from './review-queue.tsx'
import { TryText } from './try-text.tsx'

type View = 'new' | 'undecided' | 'try'

export function DeskPage({ query }: { query: URLSearchParams }) {
  useTitle('Reading desk')
  const key = useKey()
  const asked = query.get('view')
  const view: View = asked === 'try' || asked === 'undecided' ? asked : 'new'
  return (
    <>
      <div class="page-head desk-head">
        <div>
          <h1 tabIndex={-1}>Reading desk</h1>
          <p class="lead">A machine reads; a person decides what counts.</p>
        </div>
        <Choice
          label="Part of the desk"
          value={view}
          options={[
            { value: 'new', words: 'New figures' },
            { value: 'undecided', words: 'Changed evidence' },
            { value: 'try', words: 'Try a text' },
          ]}
          onChoose={(next) => changeQuery({ view: next === 'new' ? null : next, at: null })}
        />
      </div>
      {view === 'try' ? (
        <TryText />
      ) : key ? (
        <ReviewQueue key={view} isUndecided={view === 'undecided'} place={query.get('place')} />
      ) : (
        <Empty title="Reviewing needs a key with the scope “review”.">
          <p>
            <a href="/key">Sign in</a>, or <a href="/desk?view=try">try a text</a>, which needs none.
          </p>
        </Empty>
      )}
    </>
  )
}
