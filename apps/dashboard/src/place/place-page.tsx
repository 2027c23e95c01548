/** A place: its series one at a time, each number leading to its words. The view is in the address. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { useMemo } from 'preact/hooks'
import { byInterest, lineKey } from '../chart/model.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { placeHref } from '../routing/address.ts'
import { sayDay } from '../words/days.ts'
import type { Line } from '../words/lines.ts'
import { Crumbs } from './crumbs.tsx'
import { LineView } from './line-view.tsx'
import { type PlaceView, viewOf } from './query.ts'
import { Related } from './related.tsx'
import { trendPath } from './trend-path.ts'

export function PlacePage({ place, query }: { place: string; query: URLSearchParams }) {
  const view = viewOf(query)
  const {
    value: trend,
    refusal,
    refresh,
    isLoading,
  } = useAnswer<TrendJson>(trendPath(place, { known_on: view.knownOn }))
  useTitle(trend?.place.name ?? place)
  if (refusal && !trend)
    return (
      <>
        <h1 tabIndex={-1}>{place}</h1>
        <Trouble refusal={refusal} onRetry={refresh} />
      </>
    )
  if (!trend)
    return (
      <>
        <h1 tabIndex={-1} class="is-waiting">
          {place}
        </h1>
        <Loading what="the series of this place" height={720} />
      </>
    )
  return (
    <div class="place-page" aria-busy={isLoading}>
      <header class="page-head">
        <Crumbs place={trend.place} />
        <h1 tabIndex={-1}>
          <bdi>{trend.place.name}</bdi>
        </h1>
      </header>
      {refusal && <Trouble refusal={refusal} onRetry={refresh} />}
      {trend.series.length === 0 ? (
        <NoSeries trend={trend} knownOn={view.knownOn} />
      ) : (
        <Lines trend={trend} view={view} />
      )}
      <Related trend={trend} />
    </div>
  )
}

const NoSeries = ({ trend, knownOn }: { trend: TrendJson; knownOn: string | null }) => (
  <Empty title={knownOn ? `Nothing was known of this place on ${sayDay(knownOn)}.` : 'No series yet.'}>
    {knownOn ? (
      <p>
        <a href={placeHref(trend.place.id)}>Show what is known now</a>
      </p>
    ) : (
      <p>
        No report that was read so far states a number of displaced people for this place
        {trend.withheld > 0 && '; there are series that need a key'}.
      </p>
    )}
  </Empty>
)

function lineOf(lines: readonly Line[], asked: string | null): Line | null {
  return (
    lines.find((line) => lineKey(line) === asked || (line.id !== null && String(line.id) === asked)) ?? lines[0] ?? null
  )
}

function Lines({ trend, view }: { trend: TrendJson; view: PlaceView }) {
  const lines = useMemo(() => byInterest(trend.series), [trend])
  const line = lineOf(lines, view.line)
  if (!line) return null
  return <LineView trend={trend} lines={lines} line={line} view={view} />
}
