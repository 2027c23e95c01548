/** The same claims by other rules, beside the line and never in its place. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { useMemo } from 'preact/hooks'
import { chartModel, lineKey } from '../chart/model.ts'
import { useAnswer } from '../data/use-answer.ts'
import { changeQuery } from '../routing/address.ts'
import type { Line } from '../words/lines.ts'
import { alsoText, type PlaceView } from './query.ts'
import { trendPath } from './trend-path.ts'

export const methodWords: Record<string, string> = {
  latest: 'the latest print, whoever counted',
  highest: 'the highest print',
}

export function useMethods(placeId: string, line: Line, view: PlaceView) {
  const query = { category: line.category, known_on: view.knownOn }
  const latest = useAnswer<TrendJson>(
    view.methods.includes('latest') ? trendPath(placeId, { ...query, method: 'latest' }) : null,
  )
  const highest = useAnswer<TrendJson>(
    view.methods.includes('highest') ? trendPath(placeId, { ...query, method: 'highest' }) : null,
  )
  const naive = useAnswer<TrendJson>(view.showsNaive ? trendPath(placeId, { ...query, method: 'naive' }) : null)
  // Plain addition knows no first day: it adds up whatever was printed.
  const naiveKey = lineKey({ ...line, since: null })
  return useMemo(
    () =>
      [
        { name: 'latest', trend: latest.value, key: lineKey(line) },
        { name: 'highest', trend: highest.value, key: lineKey(line) },
        { name: 'naive', trend: naive.value, key: naiveKey },
      ].flatMap(({ name, trend, key }) => {
        const found = trend?.series.find((other) => lineKey(other) === key)
        return found ? [{ name, steps: chartModel(found, new Map()).steps }] : []
      }),
    [latest.value, highest.value, naive.value, naiveKey, line],
  )
}

export function MethodToggles({ line, view }: { line: Line; view: PlaceView }) {
  const toggles =
    line.kind === 'cumulative' || line.kind === 'stock'
      ? [
          { name: 'latest', words: 'Latest print' },
          { name: 'highest', words: 'Highest print' },
          { name: 'naive', words: 'Naive addition' },
        ]
      : []
  const isOn = (name: string) => (name === 'naive' ? view.showsNaive : view.methods.includes(name))
  return (
    <span class="toggles">
      {toggles.map(({ name, words }) => (
        <button
          key={name}
          type="button"
          class={`chip-button toggle-${name}`}
          aria-pressed={isOn(name)}
          onClick={() => changeQuery({ also: alsoText(view, name, !isOn(name)) })}
        >
          {words}
        </button>
      ))}
    </span>
  )
}
