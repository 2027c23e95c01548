/**
 * An alert as CAP 1.2: https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html (read 2026-11-23). Test and Restricted
 * until an operator names a sender; places by code, never by coordinates; nothing more certain than "Possible" that only a
 * machine has read.
 */
import { type Html, html, safeHref } from '@displacement-monitor/presentation'
import type { AlertEntryJson } from '@displacement-monitor/shared/contracts'
import type { ChannelSettings } from '@displacement-monitor/shared/domain'
import { inline } from './clean-words.ts'
import { tellAlert } from './tell-alert.ts'

export interface CapContext {
  /** As the channel is stored; what is missing is as it is without a sender. */
  settings: Partial<ChannelSettings['cap']>
  /** Alerts of the same incident that were published before, oldest first. */
  earlier: readonly { id: string; createdAt: Date }[]
  /** Of the person who released it. */
  note: string | null
}

/** Stands in for a sender that nobody has named. */
const nobody = 'displacement-monitor'

export function capAlert(entry: AlertEntryJson, { settings, earlier, note }: CapContext): string {
  const named = settings.sender ?? null
  const sender = named ?? nobody
  const status = named === null ? 'Test' : (settings.status ?? 'Test')
  const scope = named === null ? 'Restricted' : (settings.scope ?? 'Restricted')
  const about = noteOf(entry, note)
  const alert = html`<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>${entry.id}</identifier>
<sender>${sender}</sender>
<sent>${capTime(new Date(entry.created_at))}</sent>
<status>${status}</status>
<msgType>${earlier.length === 0 ? 'Alert' : msgTypes[entry.kind]}</msgType>
<scope>${scope}</scope>
${scope === 'Restricted' && html`<restriction>For those to whom this monitor gives its address; not for the public.</restriction>\n`}${scope === 'Private' && html`<addresses>${sender}</addresses>\n`}${about !== null && html`<note>${about}</note>\n`}${earlier.length > 0 && html`<references>${earlier.map(({ id, createdAt }) => `${sender},${id},${capTime(createdAt)}`).join(' ')}</references>\n`}<incidents>${entry.incident}</incidents>
${info(entry, settings.senderName ?? null)}
</alert>
`
  return alert.html
}

const msgTypes = { fired: 'Alert', escalated: 'Update', cleared: 'Cancel', corrected: 'Cancel' } as const
const severities = { minor: 'Minor', moderate: 'Moderate', severe: 'Severe', extreme: 'Extreme' } as const

/** Why an earlier alert is taken back, and what a person added. */
function noteOf(entry: AlertEntryJson, note: string | null): string | null {
  const parts = [
    ...(entry.kind === 'cleared' || entry.kind === 'corrected' ? [tellAlert(entry, null).news] : []),
    ...(note === null ? [] : [inline(note, 1_000)]),
  ]
  return parts.length === 0 ? null : parts.join(' ')
}

function info(entry: AlertEntryJson, senderName: string | null): Html {
  const told = tellAlert(entry, null)
  const about = entry.kind === 'escalated' || entry.kind === 'cleared' ? entry.latest : entry.at
  const web = safeHref(entry.links.incident)
  const description = [told.news, told.reason, ...told.facts.map(({ label, words }) => `${label}: ${words}.`)].join(' ')
  return html`<info>
<language>en-GB</language>
${entry.cause === 'conflict' && html`<category>Security</category>\n`}<category>Safety</category>
<event>Displacement of people</event>
<responseType>Assess</responseType>
<urgency>Unknown</urgency>
<severity>${severities[entry.severity]}</severity>
<certainty>${about?.review === 'cleared' ? 'Likely' : 'Possible'}</certainty>
<effective>${capTime(new Date(entry.created_at))}</effective>
${senderName !== null && html`<senderName>${inline(senderName, 200)}</senderName>\n`}<headline>${inline(told.headline, 160)}</headline>
<description>${description}</description>
<instruction>${told.checked}</instruction>
${web !== null && html`<web>${web}</web>\n`}${parametersOf(entry).map(
  ([name, value]) => html`<parameter><valueName>${name}</valueName><value>${value}</value></parameter>\n`,
)}${area(entry)}
</info>`
}

/** For machines: the numbers behind the words. */
function parametersOf({
  at,
  latest,
  unit,
  category,
  rule,
  threshold,
  legend,
  kind,
}: AlertEntryJson): [string, string][] {
  const told = kind === 'escalated' || kind === 'cleared' ? latest : at
  return [
    ['category', category],
    ['unit', unit],
    ...(told === null ? [] : numbersOf(told)),
    ['series-rule', inline(rule, 60)],
    ['threshold', `${threshold.id}`],
    ...(legend === null ? [] : [['counts', legend] as [string, string]]),
  ]
}

const numbersOf = (point: NonNullable<AlertEntryJson['at']>): [string, string][] => [
  ['value', String(point.value)],
  ['low', String(point.low)],
  ['high', String(point.high)],
  ['as-of', point.as_of],
  ['review', point.review],
]

function area({ place }: AlertEntryJson): Html {
  const country = place.country_iso3 === null || place.id === place.country_iso3 ? '' : ` (${place.country_iso3})`
  const codes: [string, string][] = [codeOf(place)]
  if (place.country_iso3 !== null && place.id !== place.country_iso3)
    codes.push(['ISO3166-1-alpha-3', place.country_iso3])
  return html`<area><areaDesc>${inline(place.name, 200)}${country}</areaDesc>${codes.map(
    ([name, value]) => html`<geocode><valueName>${name}</valueName><value>${value}</value></geocode>`,
  )}</area>`
}

function codeOf({ id, kind }: AlertEntryJson['place']): [string, string] {
  if (kind === 'country') return ['ISO3166-1-alpha-3', id]
  if (id.startsWith('gn:')) return ['GeoNames', id.slice(3)]
  return [kind === 'area' ? 'displacement-monitor-area' : 'ISO3166-2', id.replace(/^area:/, '')]
}

/** Seconds, and an offset in digits: CAP forbids the letter Z. */
const capTime = (at: Date): string => `${at.toISOString().slice(0, 19)}-00:00`
