/** What a page says about itself: title, publisher, language, day of print, address. JSON-LD first, then meta elements, then visible marks. */
import type { IsoDate, ParsedDocument } from '@displacement-monitor/shared/domain'
import type { Document, Element } from 'domhandler'
import { cleanField } from './clean-text.ts'
import { jsonLdArticle } from './json-ld.ts'
import { type PublicationDate, readPublicationDate } from './publication-date.ts'
import { isElement, textOf } from './tree.ts'
import { dayInAddress, visibleDay } from './visible-day.ts'

export type Metadata = Omit<ParsedDocument, 'text'>

interface Marks {
  meta: Map<string, string>
  jsonLd: string[]
  title: string | null
  heading: string | null
  htmlLanguage: string | null
  canonical: string | null
  times: { value: string; published: boolean }[]
}

/** `url`: the address that answered; relative addresses are of it. */
export function readMetadata(root: Document, url: string | null): Metadata {
  const marks = gather(root)
  const article = jsonLdArticle(marks.jsonLd)
  const meta = (...names: string[]) =>
    names.map((name) => marks.meta.get(name)).find((value) => value !== undefined && value.trim() !== '')
  const marked = firstDate([
    article?.datePublished,
    meta('article:published_time', 'og:article:published_time', 'og:published_time', 'article:published'),
    meta('datepublished', 'itemprop:datepublished'),
    meta('dc.date.issued', 'dcterms.issued', 'dc.date', 'dcterms.date', 'dcterms.created', 'dc.date.created'),
    meta(
      'publish-date',
      'publish_date',
      'pubdate',
      'publication_date',
      'parsely-pub-date',
      'sailthru.date',
      'date',
      'citation_publication_date',
      'cxenseparse:recs:publishtime',
      'timestamp',
    ),
    marks.times.find(({ published }) => published)?.value,
    marks.times[0]?.value,
  ])
  const address = webAddress(marks.canonical ?? meta('og:url') ?? null, url)
  const seen = (): IsoDate | null => visibleDay(root) ?? dayInAddress(address ?? url)
  const headline = cleanField(article?.headline) ?? cleanField(meta('og:title', 'twitter:title', 'dc.title'))
  const title = unescaped(headline ?? cleanField(marks.heading) ?? cleanField(marks.title))
  return {
    title,
    language: languageCode(
      article?.inLanguage ?? marks.htmlLanguage ?? meta('og:locale', 'content-language', 'dc.language', 'language'),
    ),
    publisher:
      unescaped(cleanField(article?.publisher ?? meta('og:site_name', 'dc.publisher', 'application-name'), 200)) ??
      siteBehind(title, unescaped(cleanField(marks.title))),
    publishedAt: marked.publishedAt,
    publishedOn: marked.publishedOn ?? seen(),
    canonicalUrl: address,
  }
}

const named: Readonly<Record<string, string>> = {
  amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“',
  rdquo: '”', hellip: '…',
} // biome-ignore format: a table

/** Many pages escape what they then escape once more: "&#8216;". */
const unescaped = (text: string | null): string | null =>
  text?.replace(/&(?:#(\d{2,6})|#x([\da-f]{2,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0
    if (code > 31 && code < 0xd800) return String.fromCharCode(code)
    return (name && named[name.toLowerCase()]) || whole
  }) ?? null

/** "Headline - The Daily Example": the site's name behind the title, where the page shows the headline alone elsewhere. */
function siteBehind(title: string | null, whole: string | null): string | null {
  const [, before = '', site = null] = /^(.{8,}?)\s+[|–—-]\s+([^|–—]{2,60})$/u.exec(whole ?? '') ?? []
  return title === before ? site : null
}

function firstDate(candidates: readonly (string | null | undefined)[]): PublicationDate {
  const dates = candidates.map((text) => readPublicationDate(text))
  const first = dates.find(({ publishedOn }) => publishedOn !== null)
  if (!first) return { publishedAt: null, publishedOn: null }
  // Another mark of the same day may know the time as well.
  return first.publishedAt
    ? first
    : (dates.find(({ publishedAt, publishedOn }) => publishedAt && publishedOn === first.publishedOn) ?? first)
}

function gather(root: Document): Marks {
  const marks: Marks = {
    meta: new Map(),
    jsonLd: [],
    title: null,
    heading: null,
    htmlLanguage: null,
    canonical: null,
    times: [],
  }
  const visit = (node: Document | Element): void => {
    for (const child of node.children) {
      if (!isElement(child)) continue
      note(child, marks)
      if (child.name !== 'script') visit(child)
    }
  }
  visit(root)
  return marks
}

function note(element: Element, marks: Marks): void {
  const { name, attribs } = element
  switch (name) {
    case 'html':
      marks.htmlLanguage ??= attribs.lang ?? attribs['xml:lang'] ?? null
      return
    case 'title':
      marks.title ??= textOf(element)
      return
    case 'h1':
      marks.heading ??= textOf(element)
      return
    case 'link':
      if ((attribs.rel ?? '').toLowerCase() === 'canonical') marks.canonical ??= attribs.href ?? null
      return
    case 'script':
      if ((attribs.type ?? '').toLowerCase().startsWith('application/ld+json')) marks.jsonLd.push(textOf(element))
      return
    case 'time':
      if (marks.times.length < 20) {
        const published =
          /datePublished/i.test(attribs.itemprop ?? '') || 'pubdate' in attribs || /publish/i.test(attribs.class ?? '')
        marks.times.push({ value: attribs.datetime ?? textOf(element), published })
      }
      return
    case 'meta': {
      const key =
        attribs.property ??
        attribs.name ??
        attribs['http-equiv'] ??
        (attribs.itemprop ? `itemprop:${attribs.itemprop}` : null)
      if (key && attribs.content !== undefined && !marks.meta.has(key.toLowerCase()))
        marks.meta.set(key.toLowerCase(), attribs.content)
      return
    }
    default:
      if (attribs.itemprop === 'datePublished' && marks.times.length < 20)
        marks.times.push({ value: attribs.content ?? attribs.datetime ?? textOf(element), published: true })
  }
}

/** "en-GB", "en_GB" and "EN" are en; what is no code is null. */
export function languageCode(text: string | null | undefined): string | null {
  const code = /^\s*([a-z]{2})(?:[-_,;\s]|$)/i.exec(text ?? '')?.[1]
  return code ? code.toLowerCase() : null
}

/** Who sent the reader; never part of what a page is. */
const tracking =
  /^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|at_(medium|campaign|custom\d)|cmpid|ocid|ref_src)$/i

/** An http address without fragment and tracking parameters, so that one page has one address; null for anything else. */
export function webAddress(text: string | null, base: string | null): string | null {
  const trimmed = text?.trim()
  if (!trimmed || trimmed.length > 2_000 || !URL.canParse(trimmed, base ?? undefined)) return null
  const url = new URL(trimmed, base ?? undefined)
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') return null
  url.hash = ''
  const sent = [...url.searchParams.keys()].filter((name) => tracking.test(name))
  // Only where needed: writing parameters anew changes how they are spelled.
  for (const name of sent) url.searchParams.delete(name)
  return url.href
}
