/** The map with its layer and window, both in the address; what it shows said in words beside it. */
import { Choice } from '../parts/panel.tsx'
import { changeQuery, placeHref } from '../routing/address.ts'
import { daysBefore, daysBetween, sayAge, sayDay, sayShortDay, today as todayOf } from '../words/days.ts'
import type { SeriesRow } from '../words/lines.ts'
import { beginning, flowLayer, type Layer, newestHistory, stockLayer, type Window } from './map-layers.ts'
import { WorldMap } from './world-map.tsx'

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)

export function MapPanel({ rows, query }: { rows: readonly SeriesRow[]; query: URLSearchParams }) {
  const today = todayOf()
  const start = beginning(rows, today)
  const asked = query.get('layer')
  const layer: Layer = asked === 'stock' || asked === 'flows' ? asked : start.layer
  const [from, to] = [query.get('from'), query.get('to')]
  const window: Window = isDay(from) && isDay(to) && from <= to ? { from, to } : start.window
  const { marks, beside } = layer === 'stock' ? stockLayer(rows, today) : flowLayer(rows, window, today)
  const isToday = layer === 'stock' ? marks.some(({ isCurrent }) => isCurrent) : daysBetween(window.to, today) <= 60
  const title = layer === 'stock' ? 'People displaced: the latest count of each place' : 'Movements within countries'
  const span = `${sayShortDay(window.from)} to ${sayShortDay(window.to)}`

  return (
    <section class="panel map-panel" aria-labelledby="map-title">
      <header class="panel-head">
        <div>
          <h2 id="map-title">{title}</h2>
          <p class="panel-sub">
            {layer === 'flows' ? (
              <>
                <strong class={isToday ? '' : 'is-past'}>{isToday ? span : `History: ${span}`}</strong> · movements, not
                people
              </>
            ) : (
              'One day’s count each, with its age; never added up over time'
            )}
          </p>
        </div>
        <Choice
          label="What the map shows"
          value={layer}
          options={[
            { value: 'stock', words: 'Latest stocks' },
            { value: 'flows', words: 'Flows' },
          ]}
          onChoose={(value) => changeQuery({ layer: value })}
        />
      </header>
      {!isToday && (
        <p class="history-note">
          <strong>{layer === 'stock' ? 'No current stock is known.' : 'This is history, not today.'}</strong>{' '}
          {layer === 'stock' &&
            marks.length === 0 &&
            'No report that was read states one for a country or a first-level unit.'}
          {layer === 'stock' && marks.length > 0 && 'Every count shown is older than 400 days.'}
          {layer === 'flows' &&
            start.isHistory &&
            `Nothing current is known; the newest count ended on ${sayDay(window.to)}, ${sayAge(daysBetween(window.to, today))}.`}
          {layer === 'stock' && (
            <>
              {' '}
              <a href="/?layer=flows">See the newest flows</a>
            </>
          )}
        </p>
      )}
      <WorldMap marks={marks} label={`${title}${layer === 'flows' ? `, ${span}` : ''}: ${marks.length} places`} />
      <div class="map-foot">
        {layer === 'flows' && <WindowChoice window={window} rows={rows} today={today} />}
        <MapKey isToday={isToday} layer={layer} hasMarks={marks.length > 0} />
        {beside.length > 0 && (
          <p class="map-beside">
            Not drawn, since they would cover the same people as units on the map:{' '}
            {beside.slice(0, 6).map((mark, index) => (
              <>
                {index > 0 && '; '}
                <a href={placeHref(mark.placeId)}>{mark.name}</a>, {mark.amount}
              </>
            ))}
            {beside.length > 6 && ` and ${beside.length - 6} more`}.
          </p>
        )}
        <p class="map-disclaimer">
          Boundaries and names shown imply no endorsement. The area of a circle stands for the number.
        </p>
      </div>
    </section>
  )
}

const MapKey = ({ isToday, layer, hasMarks }: { isToday: boolean; layer: Layer; hasMarks: boolean }) =>
  hasMarks && (
    <ul class="map-key">
      <li>
        <span class={`key-dot is-machine ${isToday ? '' : 'is-history'}`} />{' '}
        {isToday ? (layer === 'stock' ? 'within 400 days' : 'in this window') : 'history'}, read by machine (dashed
        edge)
      </li>
      <li>
        <span class={`key-dot ${isToday ? '' : 'is-history'}`} /> checked by a person
      </li>
    </ul>
  )

function WindowChoice({ window, rows, today }: { window: Window; rows: readonly SeriesRow[]; today: string }) {
  const history = newestHistory(rows)
  const presets = [
    { words: '7 days', from: daysBefore(today, 7), to: today },
    { words: '30 days', from: daysBefore(today, 30), to: today },
    { words: '12 months', from: daysBefore(today, 365), to: today },
    ...(history && daysBetween(history.to, today) > 60 ? [{ words: 'Newest history', ...history }] : []),
  ]
  return (
    <div class="window-choice" role="group" aria-label="Window of the flows">
      {presets.map(({ words, from, to }) => (
        <button
          key={words}
          type="button"
          class="chip-button"
          aria-pressed={from === window.from && to === window.to}
          onClick={() => changeQuery({ layer: 'flows', from, to })}
        >
          {words}
        </button>
      ))}
      <label>
        from{' '}
        <input
          type="date"
          value={window.from}
          max={window.to}
          onChange={(event) => changeQuery({ layer: 'flows', from: event.currentTarget.value, to: window.to })}
        />
      </label>
      <label>
        to{' '}
        <input
          type="date"
          value={window.to}
          min={window.from}
          onChange={(event) => changeQuery({ layer: 'flows', from: window.from, to: event.currentTarget.value })}
        />
      </label>
    </div>
  )
}
