/** A message as plain text of 72 columns: reads in any mail program, on any phone, without a picture. */
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { isolated, reportLine } from './clean-words.ts'
import type { NumberTold, ReportTold, Told } from './tell-alert.ts'
import { type Charts, lineOf, type ToldMessage, tellMessage } from './told-message.ts'
import { wrap } from './wrap.ts'

const columns = 72
const rule = '-'.repeat(columns)

export function plainText(message: AlertMessageJson, charts: Charts = new Map()): string {
  const told = tellMessage(message, charts)
  const many = told.full.length > 1
  const blocks = [
    [...wrap(told.title, columns), `Displacement monitor, ${told.when}`],
    ...(told.note === null ? [] : [wrap(told.note, columns, 'Note from the desk: ', '  ')]),
    ...(told.test === null ? [] : [wrap(told.test, columns)]),
    ...(told.summary === null ? [] : [wrap(told.summary, columns)]),
    ...(many ? [glance(told)] : []),
    ...told.full.map(({ told: alert }, index) => alertBlock(alert, many ? index + 1 : null)),
    ...(told.lines.length === 0 ? [] : [restOf(told)]),
    [rule, ...footer(told)],
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const glance = ({ full }: ToldMessage): string[] => [
  'At a glance',
  ...full.flatMap(({ entry }, index) => wrap(lineOf(entry), columns, numbered(index + 1), '     ')),
]

const numbered = (number: number): string => `${String(number).padStart(3)}. `

function alertBlock(alert: Told, number: number | null): string[] {
  const head = `${alert.kind.toUpperCase()}, ${alert.severity}`
  return [
    rule,
    number === null ? head : `${number}. ${head}`,
    ...wrap(alert.headline, columns),
    '',
    ...wrap(alert.news, columns),
    ...wrap(alert.reason, columns),
    '',
    ...alert.facts.flatMap(({ label, words }) => wrap(words, columns, label.padEnd(11), ' '.repeat(11))),
    '',
    ...bars(alert.numbers),
    ...wrap(alert.checked, columns),
    ...reportLines(alert),
    '',
    'What to do',
    ...alert.actions.flatMap(({ label, href, says }) => [`  ${label}: ${says}`, `    ${href}`]),
    '',
    ...wrap(alert.rules, columns),
  ]
}

/** "  4 Feb 2020  ##########  more than 500,000"; a table that is a picture, too. One number needs none. */
function bars(numbers: readonly NumberTold[]): string[] {
  if (numbers.length < 2) return []
  const days = Math.max(...numbers.map(({ day }) => day.length))
  return [
    ...numbers.map(({ day, amount, share }) => {
      const bar = '#'.repeat(Math.max(1, Math.round(share * 24)))
      return `  ${day.padStart(days)}  ${bar.padEnd(24)}  ${amount}`
    }),
    '',
  ]
}

function reportLines({ reports, moreReports }: Told): string[] {
  if (reports.length === 0) return []
  const more = moreReports === 0 ? [] : [`  and ${moreReports} more report${moreReports === 1 ? '' : 's'}`]
  return ['', 'Who says so', ...reports.flatMap(reportBlock), ...more]
}

const reportBlock = ({ excerpt, href, why, ...report }: ReportTold): string[] => [
  ...wrap(reportLine(report), columns, '  * ', '    '),
  ...(excerpt === null ? [] : wrap(`"${excerpt}"`, columns - 4).map((line) => `    ${isolated(line)}`)),
  ...(href === null ? [] : [`    ${href}`]),
  `    why this number: ${why}`,
]

const restOf = ({ full, lines }: ToldMessage): string[] => [
  rule,
  `And ${lines.length} more`,
  ...lines.flatMap(({ words, href }, index) => [
    ...wrap(words, columns, numbered(full.length + index + 1), '     '),
    `     ${href}`,
  ]),
]

const footer = ({ notice, sources }: ToldMessage): string[] => [
  ...wrap(notice, columns),
  ...(sources.length === 0 ? [] : wrap(`Sources: ${sources.join('; ')}.`, columns)),
]
