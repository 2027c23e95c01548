import { expect, test } from 'vitest'
import { readMetadata, webAddress } from './metadata.ts'
import { buildTree } from './tree.ts'

const read = (head: string, body = '') =>
  readMetadata(
    buildTree(`<html lang="en-GB"><head>${head}</head><body>${body}</body></html>`),
    'https://a.example/news/1',
  )

test('JSON-LD goes before meta, meta before visible marks', () => {
  const ld = JSON.stringify({
    '@graph': [
      { '@type': 'WebPage', headline: 'Frame', datePublished: '2021-01-01' },
      {
        '@type': 'NewsArticle',
        headline: 'Rain drives thousands out',
        datePublished: '2020-02-17T23:30:00-05:00',
        inLanguage: 'fr-FR',
        publisher: { '@id': '#p' },
      },
      { '@type': 'Organization', '@id': '#p', name: 'The Paper' },
    ],
  })
  expect(
    read(
      `<script type="application/ld+json">${ld}</script><meta property="og:title" content="Other"><link rel="canonical" href="/news/1?a=1#x">`,
    ),
  ).toEqual({
    title: 'Rain drives thousands out',
    language: 'fr',
    publisher: 'The Paper',
    publishedAt: new Date('2020-02-18T04:30:00Z'),
    publishedOn: '2020-02-17',
    canonicalUrl: 'https://a.example/news/1?a=1',
  })
})

test('meta elements and the heading stand in where no JSON-LD is', () => {
  const head =
    '<title>Rain | The Paper</title><meta property="article:published_time" content="2020-02-17T01:04:00Z"><meta property="og:site_name" content="The Paper">'
  expect(read(head, '<h1>Rain drives\n thousands out</h1><time datetime="2020-02-18">18 February</time>')).toEqual({
    title: 'Rain drives thousands out',
    language: 'en',
    publisher: 'The Paper',
    publishedAt: new Date('2020-02-17T01:04:00Z'),
    publishedOn: '2020-02-17',
    canonicalUrl: null,
  })
})

test('what a page does not say is absent', () => {
  expect(readMetadata(buildTree('<p>x</p>'), null)).toEqual({
    title: null,
    language: null,
    publisher: null,
    publishedAt: null,
    publishedOn: null,
    canonicalUrl: null,
  })
})

test('broken JSON-LD is passed over', () => {
  expect(read('<script type="application/ld+json">{"@type": "NewsArticle", </script><title>T</title>').title).toBe('T')
})

test('an address of another scheme is none', () => {
  expect(read('<link rel="canonical" href="javascript:alert(1)">').canonicalUrl).toBeNull()
  expect(read('<link rel="canonical" href="https://u:p@a.example/">').canonicalUrl).toBeNull()
})

test.each([
  ['https://a.example/x?utm_source=rss&id=3&fbclid=abc#top', 'https://a.example/x?id=3'],
  ['https://a.example/x?utm_medium=feed', 'https://a.example/x'],
  ['https://a.example/x?a=b%20c&d=', 'https://a.example/x?a=b%20c&d='],
  ['/y?ref=home', 'https://a.example/y?ref=home'],
  ['mailto:x@a.example', null],
])('%s is known as %s', (address, known) => {
  expect(webAddress(address, 'https://a.example/news/')).toBe(known)
})

test('a site that names itself only behind its titles; a title escaped once too often', () => {
  const head = '<title>Rain drives &amp;#8216;many&amp;#8217; out | The Paper</title>'
  const told = read(`${head}<meta property="og:title" content="Rain drives &amp;#8216;many&amp;#8217; out">`)
  expect([told.title, told.publisher]).toEqual(['Rain drives ‘many’ out', 'The Paper'])
  expect(read('<title>Rain falls – many are driven out</title>').publisher).toBeNull()
})
