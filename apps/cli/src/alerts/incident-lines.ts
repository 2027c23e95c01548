/** Incidents in a table, and one in full. */
import type { IncidentJson, IncidentSummaryJson, PointToldJson } from '@displacement-monitor/shared/contracts'
import { amountInWords, grouped, unitInWords } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { tableLines } from '../output/table.ts'
import { wrap } from '../output/wrap.ts'
import { severityColour } from '../thresholds/threshold-lines.ts'

export function incidentLines(incidents: readonly IncidentSummaryJson[], console: Console): string[] {
  return tableLines<IncidentSummaryJson>(
    [
      { heading: 'ID', cell: ({ id }) => String(id), align: 'right' },
      {
        heading: 'STATE',
        cell: stateInWords,
        grows: true,
        colour: (one, paint) => (one.state === 'firing' ? paint.bad : paint.faint),
      },
      { heading: 'PLACE', cell: ({ place }) => place.name, grows: true, colour: (_, paint) => paint.strong },
      { heading: 'SINCE', cell: ({ started_on: day }) => day },
      { heading: 'NUMBER', cell: ({ latest }) => (latest === null ? 'held back' : amountOf(latest)), align: 'right' },
      {
        heading: 'THRESHOLD',
        cell: ({ threshold }) => threshold.name,
        grows: true,
        colour: ({ severity }, paint) => severityColour(severity, paint),
      },
    ],
    incidents,
    console,
  )
}

/** "firing, seen", "firing, silent". */
function stateInWords({ state, acknowledged_at: seen, silenced_until: silent }: IncidentSummaryJson): string {
  const words = state.replace(/_/gu, ' ')
  if (silent !== null && silent > new Date().toISOString())
    return `${words}, silent until ${silent.slice(5, 16).replace('T', ' ')}`
  return seen === null ? words : `${words}, seen`
}

const amountOf = ({ value, high, quantifier }: PointToldJson): string =>
  amountInWords(value, quantifier === 'range' || quantifier === 'vague' ? high : null, quantifier)

export function incidentInFull(
  incident: IncidentJson,
  { columns, paint }: Pick<Console, 'columns' | 'paint'>,
): string[] {
  const { place, threshold, at, latest, before, reports } = incident
  const point = (name: string, told: PointToldJson | null) =>
    told === null
      ? []
      : [
          `${name.padEnd(9)}${amountOf(told)} ${unitInWords(incident.unit)}, as of ${told.as_of} (${grouped(told.low)} to ${grouped(told.high)}), ${told.review.replace(/_/gu, ' ')}`,
        ]
  return [
    paint.strong(`${place.name}: ${stateInWords(incident)} (${incident.severity})`),
    ...wrap(incident.reason, columns),
    '',
    ...point('before', before),
    ...point('crossed', at),
    ...(latest?.as_of === at?.as_of && latest?.value === at?.value ? [] : point('now', latest)),
    `${'rule'.padEnd(9)}${threshold.name}: ${threshold.rule}`,
    `${'series'.padEnd(9)}${incident.category.replace(/_/gu, ' ')}${incident.cause === null ? '' : `, ${incident.cause}`}${incident.since === null ? '' : `, since ${incident.since}`}, counted by ${incident.counter ?? 'nobody named'}`,
    '',
    ...incident.transitions.flatMap(({ at: when, state, reason, actor }) =>
      wrap(
        `${when.slice(0, 16).replace('T', ' ')}  ${state.replace(/_/gu, ' ')}${actor === null ? '' : ` by ${actor}`}: ${reason}`,
        columns,
      ),
    ),
    ...(reports.length === 0 ? [] : ['', 'Printed by:']),
    ...reports.flatMap(({ publisher, published_on: day, title, excerpt, url }) => [
      ...wrap(`${publisher}, ${day ?? 'no day'}${title === null ? '' : `: ${title}`}`, columns),
      ...(excerpt === null ? [] : wrap(`“${excerpt}”`, columns - 2).map((line) => `  ${line}`)),
      ...(url === null ? [] : [`  ${paint.faint(url)}`]),
    ]),
    ...(incident.more_reports > 0 ? [`and ${grouped(incident.more_reports)} more`] : []),
    '',
    ...wrap(incident.notice, columns).map(paint.faint),
  ]
}
