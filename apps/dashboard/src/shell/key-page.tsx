/** Signing in: a key is shown to the API with every request, and kept by this tab alone. */
import { useState } from 'preact/hooks'
import { ask, forgetAnswers, Refusal } from '../data/ask.ts'
import { keepKey, useKey } from '../data/session.ts'
import { Panel } from '../parts/panel.tsx'

export function KeyPage() {
  const key = useKey()
  const [text, setText] = useState('')
  const [words, setWords] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)

  const signIn = async (event: Event) => {
    event.preventDefault()
    const given = text.trim()
    if (given === '') return setWords('Paste the key first. It begins with dm_.')
    setAsking(true)
    setWords(null)
    keepKey(given)
    forgetAnswers()
    try {
      // A wrong key is refused by every resource; this one is small.
      await ask('/v1/sources')
      setText('')
    } catch (error) {
      keepKey(null)
      setWords(error instanceof Refusal ? error.message : 'The key could not be tried.')
    } finally {
      setAsking(false)
    }
  }

  return (
    <div class="narrow-page">
      <h1 tabIndex={-1}>{key ? 'You are signed in' : 'Sign in with a key'}</h1>
      {key ? (
        <Panel title="This tab">
          <p>
            Requests of this tab carry the key <code>{`${key.slice(0, 15)}…`}</code>. It is forgotten when you close the
            tab.
          </p>
          <button
            type="button"
            class="button"
            onClick={() => {
              keepKey(null)
              forgetAnswers()
            }}
          >
            Sign out
          </button>
        </Panel>
      ) : (
        <form class="panel" onSubmit={signIn}>
          <label for="key">Key</label>
          <input
            id="key"
            type="password"
            autocomplete="off"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            aria-describedby="key-words"
            aria-invalid={words !== null}
          />
          <p id="key-words" class={words ? 'field-trouble' : 'quiet'} role={words ? 'alert' : undefined}>
            {words ?? 'It begins with dm_ and was shown once, when it was made.'}
          </p>
          <button type="submit" class="button is-primary" disabled={isAsking}>
            {isAsking ? 'Trying the key …' : 'Sign in'}
          </button>
        </form>
      )}
      <Panel title="What a key is for">
        <p>Reading is open where the operator left it open. With a key you see more, and can write:</p>
        <ul>
          <li>
            <strong>read</strong>: whole texts of reports, exact places, reviewers, channels and messages
          </li>
          <li>
            <strong>review</strong>: approve, reject and correct figures; acknowledge incidents, release messages
          </li>
          <li>
            <strong>operate</strong>: thresholds, channels, backfills
          </li>
        </ul>
        <p>
          The first start prints one. An operator makes more in the terminal:{' '}
          <code>npx monitor keys create --name Amina --scopes read,review</code>
        </p>
        <p class="quiet">
          The key stays in this tab’s session storage. It is sent to this server alone and is never part of an address
          or a link.
        </p>
      </Panel>
    </div>
  )
}
