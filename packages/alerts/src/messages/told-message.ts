/** A message in words: which alerts are told in full, which in a line, and what stands around them. */
import type { ChartModel } from '@displacement-monitor/presentation'
import type { AlertEntryJson, AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { inline } from './clean-words.ts'
import { type Told, tellAlert } from './tell-alert.ts'

/** Alerts told with their reports; the others with a line each. */
export const toldInFull = 50

/** Pictures by the id of their alert. */
export type Charts = ReadonlyMap<string, ChartModel>

export interface ToldMessage {
  title: string
  /** "17 February 2020, 14:05 UTC". */
  when: string
  /** "12 alerts: 9 new, 2 further, 1 correction. Most severe: extreme."; null for one. */
  summary: string | null
  note: string | null
  /** Of a test, which tells of nothing. */
  test: string | null
  full: readonly { entry: AlertEntryJson; told: Told }[]
  /** The others: "[severe] …" and where to open it. */
  lines: readonly { words: string; href: string }[]
  notice: string
  /** "ReliefWeb (CC BY 4.0)". */
  sources: readonly string[]
}

export function tellMessage(message: AlertMessageJson, charts: Charts): ToldMessage {
  const { alerts } = message
  return {
    title: inline(message.title, 240),
    when: instantInWords(message.timestamp),
    summary: alerts.length > 1 ? summaryOf(alerts) : null,
    note: message.note === null ? null : inline(message.note, 2_000),
    test:
      alerts.length > 0
        ? null
        : 'This is a test: nothing has happened. Whoever reads it knows that messages of this channel arrive.',
    full: alerts.slice(0, toldInFull).map((entry) => ({ entry, told: tellAlert(entry, charts.get(entry.id) ?? null) })),
    lines: alerts.slice(toldInFull).map((entry) => ({ words: lineOf(entry), href: entry.links.incident })),
    notice: message.notice,
    sources: message.attributions.map(({ attribution, licence }) => `${inline(attribution)} (${inline(licence, 80)})`),
  }
}

/** "[severe] Idlib: more than 800,000 …": the headline says whether it is over or a correction. */
export const lineOf = ({ severity, headline }: { severity: string; headline: string }): string =>
  `[${severity}] ${inline(headline, 240)}`

const words = { fired: 'new', escalated: 'further', cleared: 'over', corrected: 'correction' } as const

function summaryOf(alerts: readonly AlertEntryJson[]): string {
  const counts = (['fired', 'escalated', 'cleared', 'corrected'] as const).flatMap((kind) => {
    const count = alerts.filter((alert) => alert.kind === kind).length
    return count === 0 ? [] : `${count} ${words[kind]}${kind === 'corrected' && count > 1 ? 's' : ''}`
  })
  const rest = alerts.length > toldInFull ? ` The first ${toldInFull} are told in full, the others in a line each.` : ''
  return `${alerts.length} alerts: ${counts.join(', ')}. Most severe: ${alerts[0]?.severity}.${rest}`
}

/** The same on every machine. */
export function instantInWords(instant: string): string {
  const at = new Date(instant)
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return `${day.format(at)}, ${at.toISOString().slice(11, 16)} UTC`
}
