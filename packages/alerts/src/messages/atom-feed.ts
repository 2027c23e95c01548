/**
 * Alerts as an Atom feed (RFC 4287): an entry each, its id the alert's own for ever; a correction says what it is a reply to
 * (RFC 4685), so that readers show it beside the first.
 */
import { type Html, html, safeHref } from '@displacement-monitor/presentation'
import type { AlertEntryJson, AttributionJson } from '@displacement-monitor/shared/contracts'
import { inline } from './clean-words.ts'
import { alertHtml } from './html-alert.ts'
import { tellAlert } from './tell-alert.ts'
import { lineOf } from './told-message.ts'

export interface PublishedAlert {
  entry: AlertEntryJson
  /** When a person released it. */
  publishedAt: Date
  /** Of that person. */
  note: string | null
}

export interface FeedContext {
  /** Where the feed is; null: the monitor has no public address. */
  self: string | null
  notice: string
  attributions: readonly AttributionJson[]
  /** Of a feed without entries. */
  now: Date
}

/** Newest first, whatever the order given. */
export function atomFeed(alerts: readonly PublishedAlert[], { self, notice, attributions, now }: FeedContext): string {
  const sorted = [...alerts].sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  const feed = html`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="en-GB">
<id>${self ?? 'urn:x-displacement-monitor:alerts'}</id>
<title>Displacement monitor: alerts</title>
<subtitle>${notice}</subtitle>
<updated>${(sorted[0]?.publishedAt ?? now).toISOString()}</updated>
<author><name>Displacement monitor</name></author>
${attributions.length > 0 && html`<rights>${attributions.map(({ attribution, licence }) => `${inline(attribution)} (${inline(licence, 80)})`).join('; ')}</rights>\n`}${self !== null && html`<link rel="self" type="application/atom+xml" href="${self}"/>\n`}${sorted.map(entryOf)}</feed>
`
  return feed.html
}

function entryOf({ entry, publishedAt, note }: PublishedAlert): Html {
  const href = safeHref(entry.links.incident)
  const content = html`${note !== null && html`<p><strong>Note from the desk:</strong> ${inline(note, 2_000)}</p>`}${alertHtml(tellAlert(entry, null), null)}`
  return html`<entry>
<id>urn:uuid:${entry.id}</id>
<title>${lineOf(entry)}</title>
<published>${publishedAt.toISOString()}</published>
<updated>${publishedAt.toISOString()}</updated>
<category term="${entry.kind}"/><category term="${entry.severity}"/><category term="${entry.place.id}" label="${inline(entry.place.name, 100)}"/>
${href !== null && html`<link rel="alternate" href="${href}"/>\n`}${entry.refers_to !== null && html`<thr:in-reply-to ref="urn:uuid:${entry.refers_to}"/>\n<link rel="related" href="urn:uuid:${entry.refers_to}"/>\n`}<content type="html">${content.html}</content>
</entry>
`
}
