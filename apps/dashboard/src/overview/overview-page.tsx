/** The page an analyst opens each morning. */
import type { SeriesListJson } from '@displacement-monitor/shared/contracts'
import { useAnswer } from '../data/use-answer.ts'
import { Panel } from '../parts/panel.tsx'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { sayAge, sayDay } from '../words/days.ts'
import { countOf } from '../words/numbers.ts'
import { Incidents, SourcesHealth, Waiting } from './attention.tsx'
import { Changes } from './changes.tsx'
import { MapPanel } from './map-panel.tsx'
import { SeriesTable } from './series-table.tsx'

export function OverviewPage({ query }: { query: URLSearchParams }) {
  useTitle('Overview')
  const { value, refusal, refresh } = useAnswer<SeriesListJson>('/v1/series?detail=points&limit=200')
  const rows = value?.series ?? null
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>Displacement, as published</h1>
        <p class="lead overview-lead">{rows ? sayState(rows) : 'Every number leads to its words.'}</p>
      </div>
      {refusal && <Trouble refusal={refusal} onRetry={refresh} />}
      {!rows && !refusal && <Loading what="the map" height="var(--map-room)" />}
      {rows && rows.length === 0 && (
        <Empty title="No series yet.">
          <p>
            No report that was read so far states a number of displaced people for a place. The sources below say what
            they are doing.
          </p>
        </Empty>
      )}
      {rows && rows.length > 0 && <MapPanel rows={rows} query={query} />}
      <div class="columns">
        {rows ? <Changes rows={rows} /> : <Loading what="changes" height={180} />}
        <Incidents />
        <Waiting />
        <SourcesHealth />
      </div>
      {!rows && !refusal && <Loading what="series" height={640} />}
      {rows && rows.length > 0 && (
        <Panel
          title="Series"
          aside={
            <p class="exports">
              <a href="/v1/series?format=csv" download>
                CSV
              </a>{' '}
              <a href="/v1/series?format=xlsx" download>
                XLSX
              </a>{' '}
              <a href="/v1/series?format=hxl" download>
                HXL
              </a>
            </p>
          }
        >
          <SeriesTable rows={rows} query={query} />
          {value?.next_cursor && (
            <p class="quiet">These are the first 200 series; find the others by their place, or in the CSV.</p>
          )}
        </Panel>
      )}
    </>
  )
}

function sayState(rows: SeriesListJson['series']): string {
  const places = new Set(rows.map(({ place }) => place.id)).size
  const newestRow = rows.toSorted((a, b) => (a.age_days ?? Infinity) - (b.age_days ?? Infinity))[0]
  const newest =
    newestRow?.latest && newestRow.age_days !== null
      ? ` The newest number is of ${sayDay(newestRow.latest.as_of)}, ${sayAge(newestRow.age_days)}.`
      : ''
  return `${countOf(rows.length, 'series', 'series')} of ${countOf(places, 'place')}, read from published reports.${newest}`
}
