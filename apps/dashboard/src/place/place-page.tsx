/** A place: its series one at a time, each number leading to its words. The view is in the address. */
import type { IncidentsJson, ThresholdsJson, TrendJson } from '@displacement-monitor/shared/contracts'
import { useMemo } from 'preact/hooks'
import { Chart, type Level, type Moment, wholeSpan, zoomSpan } from '../chart/chart.tsx'
import { byInterest, chartModel, figuresByClaim, lineKey } from '../chart/model.ts'
import { useAnswer } from '../data/use-answer.ts'
import { useFigures } from '../data/use-figures.ts'
import { Choice } from '../parts/panel.tsx'
import { Empty, Loading, Trouble } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { changeQuery, placeHref } from '../routing/address.ts'
import { ClaimPanel } from '../why/claim-panel.tsx'
import { dayNumber, dayOf, sayDay, today } from '../words/days.ts'
import { capital, categoryWords, isFlow, type Line, sayHead } from '../words/lines.ts'
import { countOf, sayNumber, sayShort } from '../words/numbers.ts'
import { ChartKey } from './chart-key.tsx'
import { Exports } from './exports.tsx'
import { Headline } from './headline.tsx'
import { KnownOn } from './known-on.tsx'
import { LineTabs } from './line-tabs.tsx'
import { PointsTable } from './points-table.tsx'
import { alsoText, type PlaceView, viewOf } from './query.ts'

const trendPath = (place: string, query: Record<string, string | null>): string => {
  const words = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ).toString()
  return `/v1/trends/${encodeURIComponent(place)}${words === '' ? '' : `?${words}`}`
}

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
        <p class="crumbs">
          <a href="/">Overview</a>
          {trend.place.country_iso3 && trend.place.country_iso3 !== trend.place.id && (
            <>
              {' / '}
              <a href={placeHref(trend.place.country_iso3)}>{trend.place.country_iso3}</a>
            </>
          )}
        </p>
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

function LineView({
  trend,
  lines,
  line,
  view,
}: {
  trend: TrendJson
  lines: readonly Line[]
  line: Line
  view: PlaceView
}) {
  const placeId = trend.place.id
  const key = lineKey(line)
  const list = useFigures(placeId, line.category)
  const figures = useMemo(() => figuresByClaim(list ?? []), [list])
  const model = useMemo(() => chartModel(line, figures), [line, figures])
  const others = useMethods(placeId, line, view)
  const { levels, moments } = useAnnotations(placeId, line)

  const whole = wholeSpan(model)
  const span =
    view.from && view.to && view.from < view.to ? { from: dayNumber(view.from), to: dayNumber(view.to) } : null
  const onSpan = (next: { from: number; to: number } | null) =>
    changeQuery({ from: next && dayOf(next.from), to: next && dayOf(next.to) })
  const onChoose = (claim: number) => changeQuery({ claim: String(claim) })
  const printed = (list ?? []).flatMap(({ report }) => report.published_on ?? []).toSorted()
  const [first, last] = [printed[0], printed.at(-1)]
  const title = `${trend.place.name}: ${sayHead(line)}`
  const exportPath = trendPath(placeId, {
    category: line.category,
    cause: line.cause ?? 'unknown',
    since: line.since,
    known_on: view.knownOn,
    from: view.from,
    to: view.to,
  })

  return (
    <>
      <LineTabs
        lines={lines}
        chosen={line}
        onChoose={(next) => changeQuery({ line: next, series: null, claim: null, from: null, to: null })}
      />
      <div
        id="line-panel"
        role="tabpanel"
        aria-labelledby={`tab-${key}`}
        class={`place-columns ${view.claim ? 'has-claim' : ''}`}
      >
        <section class="panel chart-panel" aria-label={title}>
          <Headline line={line} knownOn={view.knownOn} />
          {view.knownOn && (
            <p class="history-note">
              <strong>The past.</strong> Drawn by today’s rule from what had been printed by {sayDay(view.knownOn)}.
            </p>
          )}
          <div class="chart-tools">
            <Choice
              label="Chart or table"
              value={view.isTable ? 'table' : 'chart'}
              options={[
                { value: 'chart', words: 'Chart' },
                { value: 'table', words: 'Table' },
              ]}
              onChoose={(next) => changeQuery({ view: next === 'table' ? 'table' : null })}
            />
            {!view.isTable && (
              <>
                <Toggles line={line} view={view} />
                <span class="chart-zoom">
                  <button
                    type="button"
                    class="chip-button"
                    aria-label="Look closer"
                    onClick={() => onSpan(zoomSpan(span ?? whole, 0.6, null, whole))}
                  >
                    +
                  </button>
                  <button
                    type="button"
                    class="chip-button"
                    aria-label="Look from farther"
                    disabled={span === null}
                    onClick={() => onSpan(span && zoomSpan(span, 1 / 0.6, null, whole))}
                  >
                    −
                  </button>
                  <button type="button" class="chip-button" disabled={span === null} onClick={() => onSpan(null)}>
                    All days
                  </button>
                </span>
              </>
            )}
          </div>
          {view.isTable ? (
            <PointsTable line={line} onChoose={onChoose} />
          ) : (
            <>
              <Chart
                model={model}
                others={others}
                levels={levels}
                moments={moments}
                span={span}
                onSpan={onSpan}
                chosen={view.claim}
                onChoose={onChoose}
                label={`Chart. ${title}. ${countOf(model.dots.length, 'claim')}.`}
              />
              {first && last && <KnownOn first={first} last={last} knownOn={view.knownOn} />}
              <ChartKey model={model} />
            </>
          )}
          <LineNotes line={line} others={others} />
          <Exports
            path={exportPath.includes('?') ? exportPath : `${exportPath}?`}
            name={`${placeId}-${line.category}`.replaceAll(/[^\w-]+/g, '-')}
            hasChart={!view.isTable}
            caption={{ title, lines: captionLines(trend, line) }}
          />
          <BriefFoot trend={trend} line={line} />
        </section>
        {view.claim && <ClaimPanel id={view.claim} onClose={() => changeQuery({ claim: null })} />}
      </div>
    </>
  )
}

const captionLines = (trend: TrendJson, line: Line): string[] => [
  `${isFlow(line) ? 'Movements, not people. ' : ''}Read by machine unless checked. Not an official figure; confirm with the counter. Rule ${line.rule}, ${sayDay(today())}.`,
  `Sources: ${trend.attributions.map(({ attribution }) => attribution).join('; ')}`,
]

const methodWords: Record<string, string> = {
  latest: 'the latest print, whoever counted',
  highest: 'the highest print',
}

function useMethods(placeId: string, line: Line, view: PlaceView) {
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

function Toggles({ line, view }: { line: Line; view: PlaceView }) {
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

/** Thresholds on this line, and incidents that they found. Who may not see them sees the chart without. */
function useAnnotations(placeId: string, line: Line): { levels: Level[]; moments: Moment[] } {
  const thresholds = useAnswer<ThresholdsJson>('/v1/thresholds').value
  const incidents = useAnswer<IncidentsJson>(
    `/v1/incidents?place=${encodeURIComponent(placeId)}&children=no&limit=50`,
  ).value
  return useMemo(
    () => ({
      levels: (thresholds?.thresholds ?? []).flatMap(({ name, watch, rule, enabled }) => {
        const isHere = watch.place === null || watch.place.id === placeId
        const isThis = watch.category === null || watch.category === line.category
        return enabled && isHere && isThis && rule.kind === 'level'
          ? [{ value: rule.at_least, words: `${name}: ${sayShort(rule.at_least)}` }]
          : []
      }),
      moments: (incidents?.incidents ?? [])
        .filter(
          ({ series, category, kind, since }) =>
            series === line.id || (category === line.category && kind === line.kind && since === line.since),
        )
        .map(({ started_on, threshold, state, severity }) => ({
          day: dayNumber(started_on),
          words: `${threshold.name}: ${state}, ${severity}`,
        })),
    }),
    [thresholds, incidents, placeId, line],
  )
}

function LineNotes({ line, others }: { line: Line; others: readonly { name: string }[] }) {
  return (
    <div class="line-notes">
      {isFlow(line) && (
        <p>
          <strong>Movements, not people:</strong> one person may have fled twice, and is counted each time.
        </p>
      )}
      {line.state === 'closed' && (
        <p>
          <strong>Closed:</strong> nobody continued this count for 60 days. It is history, on no map of today.
        </p>
      )}
      {others
        .filter(({ name }) => name !== 'naive')
        .map(({ name }) => (
          <p key={name}>
            <span class={`key-stroke is-${name}`} /> {methodWords[name]}
          </p>
        ))}
      {others.some(({ name }) => name === 'naive') && (
        <p class="naive-note">
          <span class="key-stroke is-naive" /> <strong>Naive addition</strong> is what one gets who adds every printed
          number up: one number in many reports, counted again and again. Never use it.
        </p>
      )}
    </div>
  )
}

/** On paper alone: what a page that leaves the screen must carry. */
function BriefFoot({ trend, line }: { trend: TrendJson; line: Line }) {
  const newest = line.points
    .filter(({ value }) => value !== null)
    .slice(-6)
    .toReversed()
  return (
    <div class="brief">
      <table>
        <thead>
          <tr>
            <th>As of</th>
            <th class="is-number">Number</th>
            <th>Why it stands here</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((point) => (
            <tr key={point.as_of}>
              <td>{point.as_of && sayDay(point.as_of)}</td>
              <td class="is-number">{sayNumber(point.value ?? 0)}</td>
              <td>{point.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{trend.notice}</p>
      <p>Sources: {trend.attributions.map(({ attribution, licence }) => `${attribution} (${licence})`).join('; ')}.</p>
      <p>
        Rule {line.rule}. Printed {sayDay(today())} from {location.href}
      </p>
    </div>
  )
}

const relationWords = { contains: 'holds this place', part: 'is a part of it', overlaps: 'shares ground with it' }

function Related({ trend }: { trend: TrendJson }) {
  if (trend.related.length === 0) return null
  return (
    <section class="panel related" aria-labelledby="related-title">
      <h2 id="related-title">Places that share people with this one</h2>
      <ul>
        {trend.related.map(({ place, relation, category, latest_as_of }) => (
          <li key={`${place.id} ${category}`}>
            <a href={placeHref(place.id)}>
              <bdi>{place.name}</bdi>
            </a>{' '}
            <span class="quiet">
              {relationWords[relation]} · {capital(categoryWords[category])}, newest {sayDay(latest_as_of)}. Never add
              the two.
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
