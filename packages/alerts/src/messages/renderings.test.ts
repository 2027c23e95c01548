import { readFileSync } from 'node:fs'
import type { AlertEntryJson, AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { alertSvg, chartOfAlert } from './alert-chart.ts'
import { atomFeed } from './atom-feed.ts'
import { htmlMail } from './html-mail.ts'
import { plainText } from './plain-text.ts'
import { slackMessage } from './slack-message.ts'
import { sseEvent, sseMessage } from './sse-event.ts'

const fixture = new URL('../../../../tests/golden/channels/mail/alert.json', import.meta.url)
const three = JSON.parse(readFileSync(fixture, 'utf8')) as AlertMessageJson
const [first, correction] = three.alerts
if (!first?.at || !correction) throw new Error('the fixture holds no alerts')
const { at } = first

const many = (count: number): AlertMessageJson => ({
  ...three,
  alerts: Array.from({ length: count }, (_, index) => ({
    ...first,
    id: `${first.id}-${index}`,
    headline: `Place ${index + 1}: ${index + 5_000} internal displacements`,
    links: { ...first.links, incident: `https://monitor.example/v1/incidents/${index + 1}` },
  })),
})

/** What design asks of every message, whatever it is written in. */
const promises = [
  'Not an official figure; confirm with',
  'movements, not people',
  'ReliefWeb and the organisations it republishes',
  'reconciled@1',
]
const textOf = (markup: string) => load(markup)('body').text()
const slackText = (message: AlertMessageJson) =>
  slackMessage(message)
    .blocks.flatMap((block) => ('text' in block ? block.text.text : 'elements' in block ? block.elements[0]?.text : []))
    .join('\n')
const feed = (message: AlertMessageJson) =>
  atomFeed(
    message.alerts.map((entry) => ({ entry, publishedAt: new Date(entry.created_at), note: message.note })),
    {
      self: 'https://monitor.example/v1/alerts.atom',
      notice: message.notice,
      attributions: message.attributions,
      now: new Date(0),
    },
  )

describe.each([
  ['plain text', (message: AlertMessageJson) => plainText(message).replace(/\s+/g, ' ')],
  ['HTML', (message: AlertMessageJson) => textOf(htmlMail(message))],
  ['Slack', slackText],
  [
    'Atom',
    (message: AlertMessageJson) => {
      const xml = load(feed(message), { xml: true })
      return xml.text()
    },
  ],
  ['an event', (message: AlertMessageJson) => sseMessage(message)],
])('%s', (name, render) => {
  test('says that it is no official figure, what it counts, whose work it is and by which rule', () => {
    for (const promise of promises) expect(render(three)).toContain(promise)
  })
  test('tells each alert with its words, its evidence and what to do', () => {
    const said = render(three)
    for (const { headline, reports, links } of three.alerts) {
      expect(said).toContain(headline)
      for (const { excerpt } of reports)
        if (excerpt !== null) expect(said.replace(/[\u2067\u2069]|"/g, '')).toContain(excerpt)
      if (name === 'plain text') expect(said).toContain(links.acknowledge)
    }
  })
})

const lineCount = (text: string) => new Set(text.match(/Place \d+: \d+ internal displacements/g)).size

test.each([1, 50, 51, 10_000])('%i alerts: none is missing from the list of a mail', (count) => {
  const message = many(count)
  expect(lineCount(plainText(message))).toBe(count)
  expect(lineCount(htmlMail(message))).toBe(count)
})

test('10,000 alerts: the first fifty with their reports, the others in a line with their link', () => {
  const text = plainText(many(10_000))
  expect(text.match(/^Who says so$/gm)).toHaveLength(50)
  expect(text).toContain(
    '10000. [extreme] Place 10000: 14999 internal displacements\n     https://monitor.example/v1/incidents/10000\n',
  )
  expect(text).toContain('10000 alerts: 10000 new. Most severe: extreme.')
})

test('Slack takes at most 50 blocks of 3,000 letters: what has no room is counted', () => {
  for (const count of [0, 1, 5, 6, 400, 10_000]) {
    const { blocks } = slackMessage(many(count))
    expect(blocks.length).toBeLessThanOrEqual(50)
    for (const block of blocks) if (block.type === 'section') expect(block.text.text.length).toBeLessThanOrEqual(3_000)
    const told = lineCount(slackText(many(count)))
    const left = Number(/and (\d+) more\*, which do not fit/.exec(slackText(many(count)))?.[1] ?? 0)
    expect(told + left).toBe(count)
  }
})

test('an excerpt in Arabic stands from right to left, one in French from left to right', () => {
  const $ = load(htmlMail(three))
  const directions = $('blockquote')
    .toArray()
    .map((quote) => [$(quote).attr('dir'), $(quote).text().slice(0, 4)])
  expect(directions).toEqual([
    ['ltr', 'Sinc'],
    ['rtl', 'نزح '],
    ['ltr', 'Le C'],
  ])
  expect(plainText(three)).toContain('\u2067"نزح')
})

test('a mail carries no script and no picture from elsewhere; its lines of text are at most 72 wide, addresses apart', () => {
  const $ = load(htmlMail(three, new Map(), () => 'cid:chart@desk'))
  expect($('script,iframe,object,link,form').length).toBe(0)
  expect(
    $('img')
      .toArray()
      .every((img) => $(img).attr('src') === 'cid:chart@desk' && ($(img).attr('alt') ?? '') !== ''),
  ).toBe(true)
  for (const line of plainText(three).split('\n'))
    if (!line.includes('https://')) expect([...line.replace(/[\u2067\u2069]/g, '')].length).toBeLessThanOrEqual(72)
})

test('a test says that nothing has happened, in every form', () => {
  const nothing = {
    ...three,
    type: 'test' as const,
    title: 'Test of the channel "desk"',
    note: null,
    alerts: [],
    attributions: [],
  }
  for (const said of [plainText(nothing).replace(/\s+/g, ' '), textOf(htmlMail(nothing)), slackText(nothing)])
    expect(said).toContain('This is a test: nothing has happened.')
})

test('what is compared depends on the kind: before and now, at the crossing and now, what was told', () => {
  const moved = {
    ...first,
    latest: {
      ...at,
      as_of: '2020-02-24',
      value: 948_000,
      low: 948_000,
      high: 948_000,
      quantifier: 'exact' as const,
    },
  }
  const facts = (entry: AlertEntryJson) =>
    plainText({ ...three, alerts: [entry] })
      .replace(/\n +/g, ' ')
      .split('\n')
      .filter((line) => /^(Before|Now|Newest|Was told) /.test(line))
  expect(facts(moved)).toEqual([
    'Before     nearly 390,000, as of 27 January 2020 (12 reports)',
    'Now        more than 800,000, as of 17 February 2020 (41 reports): 410,000 more (105.1 %)',
    'Newest     948,000, as of 24 February 2020 (41 reports)',
  ])
  expect(facts({ ...moved, kind: 'escalated' })).toEqual([
    'Before     more than 800,000, as of 17 February 2020 (41 reports)',
    'Now        948,000, as of 24 February 2020 (41 reports): 148,000 more (18.5 %)',
  ])
  expect(facts({ ...first, before: null, at: { ...at, witnesses: 1 } })).toEqual([
    'Before     no number',
    'Now        more than 800,000, as of 17 February 2020 (1 report)',
  ])
  expect(facts(correction)).toEqual(['Was told   377,000, as of 9 February 2020 (2 reports)'])
})

test('a correction has no picture of what it withdraws; others draw their own numbers', () => {
  expect(chartOfAlert(correction)).toBeNull()
  const chart = chartOfAlert(first)
  expect(chart?.points.map(({ asOf, value }) => [asOf, value])).toEqual([
    ['2020-01-27', 390_000],
    ['2020-02-17', 800_000],
  ])
  expect(chart && alertSvg(chart)).toContain('movements, not people')
})

test('a correction that may not repeat its number says so in every form, without a number and without a picture', () => {
  const headline = 'Correction, Idlib: a number of internal displacements, told in an earlier message, no longer holds'
  const bare = { ...correction, headline, reason: 'Withdrawn.', before: null, at: null, latest: null, reports: [] }
  const message = { ...three, title: headline, alerts: [bare] }
  expect(chartOfAlert(bare)).toBeNull()
  for (const said of [
    plainText(message).replace(/\s+/g, ' '),
    textOf(htmlMail(message)),
    slackText(message),
    feed(message),
  ]) {
    expect(said).toContain('no longer holds')
    expect(said).toContain('Not an official figure; confirm with')
    expect(said).not.toMatch(/377,000|Was told/)
  }
})

test('links without a public address are told as paths, never as links that lead nowhere', () => {
  const path = { ...first, links: { incident: '/v1/incidents/41', trend: '/v1/t', acknowledge: '/a', silence: '/s' } }
  const $ = load(htmlMail({ ...three, alerts: [path] }))
  expect(
    $('a')
      .toArray()
      .every((link) => /^https:/.test($(link).attr('href') ?? '')),
  ).toBe(true)
  expect($('code').first().text()).toBe('/v1/incidents/41')
})

describe('Atom', () => {
  const $ = load(feed(three), { xml: true })
  const each = (selector: string) =>
    $(selector)
      .toArray()
      .map((element) => $(element).text())
  test('ids are the alerts’ own, dates are RFC 3339, the newest comes first', () => {
    expect(each('entry > id')).toEqual(three.alerts.map(({ id }) => `urn:uuid:${id}`).reverse())
    for (const date of each('updated')) expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(each('feed > updated')).toEqual([each('entry > updated')[0]])
    for (const needed of ['feed > id', 'feed > title', 'feed > author > name']) expect(each(needed)).toHaveLength(1)
  })
  test('what corrects or ends is a reply to the first', () => {
    const refs = $('entry')
      .toArray()
      .map((entry) => $(entry).find('thr\\:in-reply-to').attr('ref'))
    const first = three.alerts.flatMap(({ refers_to }) => (refers_to === null ? [] : `urn:uuid:${refers_to}`))
    expect(refs.filter(Boolean)).toEqual(first.reverse())
  })
  test('without alerts it is a feed all the same', () => {
    const empty = load(atomFeed([], { self: null, notice: 'n', attributions: [], now: new Date(0) }), { xml: true })
    expect([empty('feed > id').text(), empty('feed > updated').text(), empty('entry').length]).toEqual([
      'urn:x-displacement-monitor:alerts',
      '1970-01-01T00:00:00.000Z',
      0,
    ])
  })
})

test('an event has an id to go on from; an id that would break the stream is refused', () => {
  expect(sseEvent('17', 'alerts', { a: 'line\nend' })).toBe('id: 17\nevent: alerts\ndata: {"a":"line\\nend"}\n\n')
  expect(() => sseEvent('1\ndata: x', 'alerts', {})).toThrow(RangeError)
})
