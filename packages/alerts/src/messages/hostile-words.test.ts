/** Words that were read elsewhere stay words, on every channel: no script, no link, no line and no address of their own. */
import { readFileSync } from 'node:fs'
import type { AlertEntryJson, AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { atomFeed } from './atom-feed.ts'
import { capAlert } from './cap-alert.ts'
import { htmlMail } from './html-mail.ts'
import { plainText } from './plain-text.ts'
import { slackMessage } from './slack-message.ts'
import { sseMessage } from './sse-event.ts'

const payloads = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "'><iframe src=//evil.example>",
  'javascript:alert(1)', '<a href="javascript:alert(1)">x</a>', '</title><script>alert(1)</script>', ']]><script>alert(1)</script>',
  '<!--<script>alert(1)//-->', '<style>*{display:none}</style>', '<base href=//evil.example>', '<meta http-equiv=refresh content=0;url=//evil.example>',
  '<form action=//evil.example><input name=k>', '<object data=//evil.example>', '<embed src=//evil.example>', '<math><mi xlink:href="javascript:alert(1)">',
  '<video><source onerror=alert(1)>', '<details open ontoggle=alert(1)>', '<body onload=alert(1)>', '<link rel=stylesheet href=//evil.example>',
  '&lt;script&gt;alert(1)&lt;/script&gt;', '&#60;script&#62;', '\\u003cscript\\u003e', '<scr\0ipt>alert(1)</scr\0ipt>',
  '<ScRiPt>alert(1)</sCrIpT>', '<svg><script>alert(1)</script></svg>', '<img src="x" style="background:url(//evil.example)">', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!channel> <!here> <@U123>', '<https://evil.example|the official figure>', '*bold* _it_ ~no~ `code`', '```\nblock\n```',
  'x\r\nBcc: victim@evil.example', 'x\n\n------\n1. NEW, extreme\nforged', 'safe\u202etxt.exe', '\u2066hidden\u2069 \u200bwords',
  'data:text/html,<script>alert(1)</script>', '{{constructor.constructor("alert(1)")()}}', '<?xml-stylesheet href="//evil.example"?>', '<!ENTITY x SYSTEM "file:///etc/passwd">',
] // biome-ignore format: four a line

const fixture = new URL('../../../../tests/golden/channels/mail/alert.json', import.meta.url)
const base = JSON.parse(readFileSync(fixture, 'utf8')) as AlertMessageJson

/** Said wherever somebody else's words may come to stand. */
function saying(words: string): AlertMessageJson {
  const [first] = base.alerts
  if (!first) throw new Error('the fixture holds no alert')
  const reports = first.reports.map((report) => ({
    ...report,
    title: words,
    publisher: words,
    url: words,
    excerpt: words,
  }))
  const alert: AlertEntryJson = {
    ...first,
    headline: words,
    reason: words,
    counter: words,
    place: { ...first.place, name: words },
    threshold: { ...first.threshold, name: words, rule: words },
    reports,
  }
  const attributions = base.attributions.map((one) => ({ ...one, attribution: words, licence: words }))
  return { ...base, title: words, note: words, alerts: [alert, { ...alert, id: `${alert.id}x` }], attributions }
}

const published = (message: AlertMessageJson) =>
  message.alerts.map((entry) => ({ entry, publishedAt: new Date(message.timestamp), note: message.note }))
const feedOf = (message: AlertMessageJson) =>
  atomFeed(published(message), {
    self: null,
    notice: message.notice,
    attributions: message.attributions,
    now: new Date(0),
  })

/** Elements with their attributes' names: what the words must not change. */
function skeleton(markup: string, xml: boolean): string[] {
  const $ = load(markup, xml ? { xml: true } : {})
  return $('*')
    .toArray()
    .flatMap((node) => ('attribs' in node ? `${node.tagName} ${Object.keys(node.attribs).sort().join(' ')}` : []))
}

test('forty of them', () => {
  expect(new Set(payloads).size).toBe(40)
})

describe.each(payloads)('%j', (payload) => {
  const message = saying(payload)
  const harmless = saying('harmless')

  test('HTML has the elements and attributes of a harmless mail, and leads nowhere else', () => {
    const markup = htmlMail(message)
    expect(skeleton(markup, false)).toEqual(skeleton(htmlMail(harmless), false))
    const $ = load(markup)
    for (const link of $('a').toArray()) expect($(link).attr('href')).toMatch(/^https:\/\/monitor\.example\//)
  })

  test('CAP and Atom have the elements of harmless ones; what Atom holds as HTML, too', () => {
    const cap = ({ alerts }: AlertMessageJson) =>
      alerts
        .slice(0, 1)
        .map((entry) => capAlert(entry, { settings: {}, earlier: [], note: 'a note' }))
        .join('')
    expect(skeleton(cap(message), true)).toEqual(skeleton(cap(harmless), true))
    expect(skeleton(feedOf(message), true)).toEqual(skeleton(feedOf(harmless), true))
    const contentOf = (feed: string) => load(feed, { xml: true })('content').first().text()
    expect(skeleton(contentOf(feedOf(message)), false)).toEqual(skeleton(contentOf(feedOf(harmless)), false))
  })

  test('plain text has no line of theirs, and nothing that turns or hides', () => {
    const lines = plainText(message).split('\n')
    expect(lines.filter((line) => line.startsWith('---'))).toHaveLength(3)
    expect(lines.filter((line) => /^(Bcc|1\. NEW, extreme\s*forged)/.test(line))).toEqual([])
    expect(plainText(message)).not.toMatch(/[\0-\x09\x0b-\x1f\u200b\u202a-\u202e\u2066]/)
    for (const line of lines) if (line.includes(' ')) expect([line, [...line].length <= 80]).toEqual([line, true])
  })

  test('Slack has no link, mention or command but ours', () => {
    const text = JSON.stringify(slackMessage(message).blocks.filter(({ type }) => type !== 'header'))
    for (const [, target = ''] of text.matchAll(/<([^>|]*)/g)) expect(target).toMatch(/^https:\/\/monitor\.example\//)
  })

  test('an event of the stream is one event, and says exactly the words', () => {
    const event = sseMessage(message)
    expect(event.split('\n').map((line) => line.split(':')[0])).toEqual(['id', 'event', 'data', '', ''])
    expect(JSON.parse(event.split('\n')[2]?.slice(6) ?? '')).toEqual(message)
  })
})
