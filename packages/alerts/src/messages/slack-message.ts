/**
 * A message in Slack's blocks, which Mattermost and Rocket.Chat read as well: https://docs.slack.dev/messaging/formatting-message-text
 * (read 2026-11-23). Everything that was read is escaped, so that nothing in it becomes a link, a mention or a bold word.
 */
import { safeHref } from '@displacement-monitor/presentation'
import type { AlertEntryJson, AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { isolated, reportLine } from './clean-words.ts'
import type { Told } from './tell-alert.ts'
import { lineOf, tellMessage } from './told-message.ts'

type Block =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'section'; text: { type: 'mrkdwn'; text: string; verbatim: true } }
  | { type: 'context'; elements: { type: 'mrkdwn'; text: string; verbatim: true }[] }
  | { type: 'divider' }

export interface SlackMessage {
  /** For notifications and readers without blocks. */
  text: string
  unfurl_links: false
  unfurl_media: false
  blocks: Block[]
}

/** Slack's own limits are 50 blocks and 3,000 letters a section; some stay free for the end. */
const mostBlocks = 50
const mostLetters = 2_900
/** A chat is glanced at: more than these stand in a line each. */
const inFull = 5

export function slackMessage(message: AlertMessageJson): SlackMessage {
  const told = tellMessage(message, new Map())
  const full = told.full
    .slice(0, inFull)
    .flatMap(({ told: alert }) => [{ type: 'divider' } as const, section(alertText(alert)), context(alert.rules)])
  const head = [
    header(told.title),
    ...[
      told.note === null ? null : `*Note from the desk:* ${plain(told.note)}`,
      told.test && plain(told.test),
      told.summary && plain(told.summary),
    ].flatMap((text) => (text ? [section(text)] : [])),
  ]
  const end = [context(`${told.notice}${told.sources.length === 0 ? '' : ` Sources: ${told.sources.join('; ')}.`}`)]
  const room = mostBlocks - head.length - full.length - end.length - 1
  const lines = listed(message.alerts.slice(inFull), inFull, room)
  const blocks = [...head, ...full, ...(lines.length === 0 ? [] : [{ type: 'divider' } as const]), ...lines, ...end]
  return { text: plain(told.title), unfurl_links: false, unfurl_media: false, blocks }
}

function alertText(alert: Told): string {
  const lines = [
    `*${plain(lineOf(alert))}*`,
    `${plain(alert.news)} ${plain(alert.reason)}`,
    ...alert.facts.map(({ label, words }) => `• *${label}:* ${plain(words)}`),
    `_${plain(alert.checked)}_`,
    ...alert.reports.flatMap(({ excerpt, href, why, ...report }) => [
      `${href === null ? plain(reportLine(report)) : link(href, reportLine(report))} (${link(why, 'why this number')})`,
      ...(excerpt === null ? [] : [`>${plain(isolated(excerpt))}`]),
    ]),
    ...(alert.moreReports === 0 ? [] : [`and ${alert.moreReports} more reports`]),
    alert.actions.flatMap(({ label, href, byPost }) => (byPost ? [] : link(href, label))).join('  |  '),
  ]
  return fitted(lines)
}

/** Whole lines, as many as fit: half an address would lead nowhere. */
function fitted(lines: readonly string[]): string {
  const kept: string[] = []
  let letters = 0
  for (const line of lines) {
    letters += line.length + 1
    if (letters > mostLetters) break
    kept.push(line)
  }
  return kept.join('\n')
}

/** The other alerts, a line each; where even those have no room, how many are left and where they stand. */
function listed(alerts: readonly AlertEntryJson[], before: number, room: number): Block[] {
  const sections: string[] = []
  let current = ''
  let told = 0
  for (const alert of alerts) {
    const line = `${before + told + 1}. ${link(alert.links.incident, lineOf(alert))}`
    if (current !== '' && current.length + line.length + 1 > mostLetters) {
      // This section, the next one, and the line that counts what is left.
      if (sections.length + 3 > room) break
      sections.push(current)
      current = ''
    }
    current += current === '' ? line : `\n${line}`
    told += 1
  }
  if (current !== '') sections.push(current)
  const left = alerts.length - told
  const rest =
    left === 0
      ? []
      : [
          section(
            `*and ${left} more*, which do not fit into a message of this chat: they are in the list of incidents and in every other channel.`,
          ),
        ]
  return [...sections.map(section), ...rest]
}

const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: [...text].slice(0, 140).join(''), emoji: false },
})
const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })
const context = (text: string): Block => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: plain(text.slice(0, 1_900)), verbatim: true }],
})

/** As Slack has it, and without the signs that make bold, italic, struck and code of words. */
const plain = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[*_~`]/g, (sign) => `${sign}\u200b`)

function link(href: string, words: string): string {
  const safe = safeHref(href)
  const said = plain(words).replace(/\|/g, '/')
  return safe === null
    ? `${said} (${plain(href)})`
    : `<${safe.replace(/&/g, '&amp;').replace(/[<>|]/g, encodeURIComponent)}|${said}>`
}
