import { expect, test } from 'vitest'
import type { Body } from '../source-adapter.ts'
import feed from './feed.ts'

const body = (text: string, kind: Body['kind'] = 'xml'): Body => ({
  kind,
  text,
  url: 'https://a.example/feed',
  settings: {},
})
const listOf = (text: string, kind?: Body['kind']) => feed.parseList(body(text, kind)).reports
const report = {
  url: 'https://a.example/1?x=1&y=2',
  title: 'Rain & floods',
  publishedAt: new Date('2020-02-17T01:04:00Z'),
  language: 'en',
}

test('RSS', () => {
  expect(
    listOf(`<rss version="2.0"><channel><language>en-us</language><item><title>Rain &amp; floods</title>
    <link>https://a.example/1?x=1&amp;y=2</link><pubDate>Mon, 17 Feb 2020 01:04:00 GMT</pubDate></item></channel></rss>`),
  ).toEqual([report])
})

test('Atom, with a relative address and marked-up title', () => {
  expect(
    listOf(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;Rain&lt;/b&gt;</title>
    <link rel="self" href="/self"/><link href="/2"/><updated>2020-02-17T01:04:00Z</updated></entry></feed>`),
  ).toEqual([{ ...report, url: 'https://a.example/2', title: 'Rain', language: null, changedAt: report.publishedAt }])
})

test('RDF', () => {
  expect(
    listOf(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>Rain</title><link>https://a.example/3</link>
    <dc:date>2020-02-17T01:04:00Z</dc:date></item></rdf:RDF>`),
  ).toEqual([{ ...report, url: 'https://a.example/3', title: 'Rain', language: null }])
})

test('JSON', () => {
  const text = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1', title: 'News', language: 'fr',
    items: [{ id: '1', url: 'https://a.example/4', title: 'Pluie', date_published: '2020-02-17T03:04:00+02:00' }],
  }) // biome-ignore format: a feed
  expect(listOf(text, 'json')).toEqual([{ ...report, url: 'https://a.example/4', title: 'Pluie', language: 'fr' }])
})

test('a change is told beside the day of publication', () => {
  const changedAt = new Date('2020-02-18T06:00:00Z')
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Rain</title><link href="/5"/>
    <published>2020-02-17T01:04:00Z</published><updated>2020-02-18T07:00:00+01:00</updated></entry></feed>`
  const rss = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><item><title>Rain</title><link>https://a.example/5</link>
    <pubDate>Mon, 17 Feb 2020 01:04:00 GMT</pubDate><atom:updated>2020-02-18T06:00:00Z</atom:updated></item></channel></rss>`
  const json = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1', title: 'News',
    items: [{ id: '1', url: 'https://a.example/5', title: 'Rain', date_published: '2020-02-17T01:04:00Z', date_modified: '2020-02-18T06:00:00Z' }],
  }) // biome-ignore format: a feed
  const expected = [{ ...report, url: 'https://a.example/5', title: 'Rain', language: null, changedAt }]
  expect([listOf(atom), listOf(rss), listOf(json, 'json')]).toEqual([expected, expected, expected])
})

test('a feed that breaks off in the middle gives what it had', () => {
  const text =
    '<rss version="2.0"><channel><item><title>A & B</title><link>https://a.example/1</link></item><item><title>cut'
  expect(listOf(text).map(({ url }) => url)).toEqual(['https://a.example/1'])
})

test('the same address twice is one report; an entry without an address is none', () => {
  const item = '<item><title>x</title><link>https://a.example/1</link></item>'
  expect(
    listOf(`<rss version="2.0"><channel>${item}${item}<item><title>none</title></item></channel></rss>`),
  ).toHaveLength(1)
})

test('an empty feed is a feed', () => {
  expect(listOf('<rss version="2.0"><channel><title>Quiet</title></channel></rss>')).toEqual([])
})

test.each([
  ['<!doctype html><html><body>Sorry</body></html>', 'html', 'web page'],
  ['{"error": "no such feed"}', 'json', 'neither RSS'],
  ['nothing of the kind', 'plain', 'neither RSS'],
  [
    '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
    'xml',
    'entities',
  ],
  [
    '<rss version="2.0"><channel><item><title>x</title><link>javascript:alert(1)</link></item></channel></rss>',
    'xml',
    'web address',
  ],
] as const)('%s is told as no feed', (text, kind, words) => {
  expect(() => listOf(text, kind)).toThrow(
    expect.objectContaining({ code: 'bad_feed', message: expect.stringContaining(words) }),
  )
})
