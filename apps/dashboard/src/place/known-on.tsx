/** A slider that redraws the past: the trend as it would have looked on a day. */
import { useEffect, useState } from 'preact/hooks'
import { changeQuery } from '../routing/address.ts'
import { dayNumber, dayOf, sayDay } from '../words/days.ts'

const waitMs = 220

export function KnownOn({ first, last, knownOn }: { first: string; last: string; knownOn: string | null }) {
  const [at, setAt] = useState<number | null>(null)
  const [from, to] = [dayNumber(first), dayNumber(last) + 1]
  const shown = at ?? (knownOn === null ? to : Math.min(to, Math.max(from, dayNumber(knownOn))))
  useEffect(() => {
    if (at === null) return
    const timer = setTimeout(() => {
      changeQuery({ known_on: at >= to ? null : dayOf(at) })
      setAt(null)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [at, to])
  if (to - from < 2) return null
  const words = shown >= to ? 'all that is known now' : `as it was known on ${sayDay(dayOf(shown))}`
  return (
    <div class={`known-on ${shown < to ? 'is-past' : ''}`}>
      <label for="known-on">Known on</label>
      <input
        id="known-on"
        type="range"
        min={from}
        max={to}
        step={1}
        value={shown}
        aria-valuetext={words}
        onInput={(event) => setAt(Number(event.currentTarget.value))}
      />
      <output for="known-on">{words}</output>
      {shown < to && (
        <button type="button" class="button is-small" onClick={() => changeQuery({ known_on: null })}>
          Back to now
        </button>
      )}
    </div>
  )
}
