/** Reports for a person: a table of many, one in full. */
import type { ReportRow, SnapshotRow } from '@displacement-monitor/shared/db'
import { failureWords } from '@displacement-monitor/shared/errors'
import { counted } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { minuteOf } from '../output/days.ts'
import { tableLines } from '../output/table.ts'

export const reportTable = (reports: readonly ReportRow[], console: Console, now: Date): string[] =>
  tableLines<ReportRow>(
    // Half an address leads nowhere: where a person reads, titles have the room, and `reports show` the address.
    columns(now).filter(({ heading }) => !(console.onTerminal && heading === 'ADDRESS')),
    reports,
    console,
  )

const columns = (now: Date): Parameters<typeof tableLines<ReportRow>>[0] => [
  { heading: 'REPORT', cell: ({ id }) => String(id), align: 'right' },
  { heading: 'SOURCE', cell: ({ sourceId }) => sourceId },
  { heading: 'DAY', cell: ({ publishedOn }) => publishedOn ?? '' },
  {
    heading: 'STATE',
    cell: (report) => stateOf(report, now),
    colour: ({ withdrawnAt, state }, paint) =>
      withdrawnAt ? paint.faint : state === 'dead' ? paint.bad : state === 'read' ? paint.good : paint.faint,
  },
  { heading: 'TITLE', cell: ({ title }) => title ?? '', grows: true },
  { heading: 'ADDRESS', cell: ({ url }) => url, grows: true },
]

export function stateOf({ state, withdrawnAt, embargoUntil }: ReportRow, now: Date): string {
  if (withdrawnAt) return 'withdrawn'
  return embargoUntil && embargoUntil > now ? 'embargoed' : state
}

export interface ReportFacts {
  report: ReportRow
  snapshots: readonly SnapshotRow[]
  figures: number
}

export function reportLines({ report, snapshots, figures }: ReportFacts, now: Date): string[] {
  const { withdrawnAt, embargoUntil, failureCode, failureMessage } = report
  const lines: [string, string | null][] = [
    ['Address', report.url],
    ['Title', report.title],
    ['Source', report.sourceId],
    ['Publisher', report.publisher],
    ['Published', report.publishedOn],
    ['State', stateOf(report, now)],
    ['Failure', failureMessage],
    ['What to do', failureCode === null ? null : failureWords[failureCode].todo],
    ['Withdrawn', withdrawnAt && `${minuteOf(withdrawnAt)}, by ${report.withdrawnBy ?? 'an unknown hand'}`],
    ['Reason', withdrawnAt && (report.withdrawnReason ?? 'none was given')],
    ['Embargo', embargoUntil && embargoUntil > now ? `until ${minuteOf(embargoUntil)}` : null],
    ['Figures', withdrawnAt ? null : counted(figures, 'figure')],
    ...snapshots.map(({ sha256, fetchedAt }): [string, string] => [
      'Bytes',
      `${sha256}, fetched ${minuteOf(fetchedAt)}`,
    ]),
  ]
  return lines.flatMap(([label, words]) => (words === null ? [] : [`${label.padEnd(10)} ${words}`]))
}
