/** `thresholds preview`: when a rule would have been told over a past period, and by which reports. */
import type { PreviewJson } from '@displacement-monitor/shared/contracts'
import { daysBetween, type IsoDate } from '@displacement-monitor/shared/domain'
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { dayOption } from '../../input/read-option.ts'
import { amountInWords, counted } from '../../output/amounts.ts'
import type { Console } from '../../output/console.ts'
import { tableLines } from '../../output/table.ts'
import { wrap } from '../../output/wrap.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { acceptStatement } from '../../thresholds/accept-statement.ts'
import { thresholdAsked } from '../../thresholds/find-threshold.ts'
import { statementOf, statementOptions } from '../../thresholds/statement-options.ts'

export const previewVerb = defineVerb({
  name: 'thresholds preview',
  summary: 'when a rule would have been told over a past period',
  about: [
    'Of a stored one, by its name, with what the options change; or of one that is only stated with options. Stores nothing.',
    'Uses what had been printed by each day, and today’s rules. On the first day the threshold is new: what is beyond it already is told once.',
  ],
  positionals: [
    { name: 'NAME', description: 'its name or number; without one the options state it', required: false, many: false },
  ],
  options: {
    from: { type: 'string', valueHint: 'DATE', description: 'First day' },
    to: { type: 'string', valueHint: 'DATE', description: 'Last day, at most 731 later (else today)' },
    ...statementOptions,
  },
  examples: [
    ['thresholds preview north-west-500k --from 2020-01-01 --to 2020-06-30', 'A stored rule.'],
    ['thresholds preview --place Idlib --kind rise --ratio 20% --days 7 --from 2020-01-01 --to 2020-03-31', 'An idea.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { longestLookBack, previewJson, thresholdStatementOf } = await import('@displacement-monitor/alerts')
      const { options, console, positionals } = invocation
      const { from, to } = periodOf(options, longestLookBack)
      const [asked] = positionals
      if (asked === undefined && options.kind === null)
        throw usageFailure('Name a threshold, or state one with --kind …', 'See: npx monitor thresholds preview --help')
      const base = asked === undefined ? { name: 'preview' } : thresholdStatementOf(await thresholdAsked(sql, asked))
      const gazetteer = await openGazetteer(sql)
      const stated = await acceptStatement(statementOf(base, options), gazetteer)
      const preview = await previewJson({ sql, gazetteer, publicUrl: null }, stated, { from, to }, true)
      if (options.json) await console.print(JSON.stringify(preview, null, 2))
      else await console.print(...previewLines(preview, console))
      return exitCode.ok
    }),
})

function periodOf(
  options: { from: string | null; to: string | null },
  longest: number,
): { from: IsoDate; to: IsoDate } {
  const from = dayOption('from', options.from)
  const to = dayOption('to', options.to) ?? new Date().toISOString().slice(0, 10)
  if (from === null) throw usageFailure('Say from when: --from 2020-01-01.')
  if (from > to) throw usageFailure(`--from ${from} is after --to ${to}.`)
  if (daysBetween(from, to) >= longest) throw usageFailure(`That is more than ${longest} days: ask year by year.`)
  return { from, to }
}

/** Why a number that somebody sees in a trend may have told nothing. */
const silence =
  'A number speaks where it was said: one repeated here from a wider place speaks there. One whose low end is below the rule is only possible, and tells nobody.'

type Telling = {
  incident: PreviewJson['incidents'][number]
  message: PreviewJson['incidents'][number]['messages'][number]
}

function previewLines(preview: PreviewJson, console: Console): string[] {
  const { rule, from, to, days, places, messages, incidents } = preview
  const head = `${rule}, ${from} to ${to}: ${counted(messages, 'message')} about ${counted(incidents.length, 'incident')}.`
  const looked = `Looked at ${counted(places, 'place')} on ${counted(days, 'day')}.`
  const tellings = incidents
    .flatMap((incident) => incident.messages.map((message): Telling => ({ incident, message })))
    .sort((a, b) => (a.message.day < b.message.day ? -1 : 1))
  if (tellings.length === 0)
    return console.onTerminal ? [head, looked, ...wrap(silence, console.columns)] : [head, looked]
  const table = tableLines<Telling>(
    [
      { heading: 'DAY', cell: ({ message }) => message.day },
      { heading: 'PLACE', cell: ({ incident }) => incident.place.name, grows: true },
      { heading: 'MESSAGE', cell: ({ message }) => message.kind },
      { heading: 'NUMBER', cell: ({ message }) => numberOf(message), align: 'right' },
      { heading: 'WHY', cell: ({ message }) => message.reason, grows: true },
    ],
    tellings,
    console,
  )
  if (!console.onTerminal) return table
  const reports = tellings.flatMap(({ incident, message }) =>
    message.reports.map((report) => [
      `${message.day}  ${incident.place.name}: ${report.publisher}, ${report.published_on ?? 'no day'}`,
      ...wrap(report.excerpt === null ? 'Its words need a key.' : `“${report.excerpt}”`, console.columns - 2).map(
        (line) => `  ${line}`,
      ),
      ...(report.url === null ? [] : [`  ${console.paint.faint(report.url)}`]),
    ]),
  )
  return [
    head,
    looked,
    '',
    ...table,
    '',
    'Printed by then:',
    ...reports.flat(),
    '',
    ...wrap(preview.notice, console.columns).map(console.paint.faint),
  ]
}

const numberOf = ({ kind, at, latest }: Telling['message']): string => {
  const { value, high, quantifier } = kind === 'fired' ? at : latest
  return amountInWords(value, quantifier === 'range' || quantifier === 'vague' ? high : null, quantifier)
}
