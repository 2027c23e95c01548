/** One line of a place: its chart or table, the claim that was chosen, the past, the exports. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { useMemo } from 'preact/hooks'
import { Chart } from '../chart/chart.tsx'
import { chartModel, figuresByClaim, lineKey } from '../chart/model.ts'
import { wholeSpan, zoomSpan } from '../chart/span.ts'
import { useFigures } from '../data/use-figures.ts'
import { Choice } from '../parts/panel.tsx'
import { changeQuery } from '../routing/address.ts'
import { ClaimPanel } from '../why/claim-panel.tsx'
import { dayNumber, dayOf, sayDay, today } from '../words/days.ts'
import { isFlow, type Line, sayHead } from '../words/lines.ts'
import { countOf } from '../words/numbers.ts'
import { useAnnotations } from './annotations.ts'
import { BriefFoot } from './brief-foot.tsx'
import { ChartKey } from './chart-key.tsx'
import { Exports } from './exports.tsx'
import { Headline } from './headline.tsx'
import { KnownOn } from './known-on.tsx'
import { LineNotes } from './line-notes.tsx'
import { LineTabs } from './line-tabs.tsx'
import { MethodToggles, useMethods } from './methods.tsx'
import { PointsTable } from './points-table.tsx'
import type { PlaceView } from './query.ts'
import { trendPath } from './trend-path.ts'

export function LineView({
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
                <MethodToggles line={line} view={view} />
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
