/** RSS, Atom, RDF and JSON feeds. Broken ones are read as far as they go; a page in place of a feed is told as such. */
import type { DiscoveredReport } from '@displacement-monitor/shared/domain'
import { parseFeed } from 'feedsmith'
import { Parser, parseFeed as parseBrokenFeed } from 'htmlparser2'
import { cleanField } from '../../parse/clean-text.ts'
import { languageCode, webAddress } from '../../parse/metadata.ts'
import { readPublicationDate } from '../../parse/publication-date.ts'
import { refusal } from '../../parse/refusal.ts'
import { toldChange } from '../listed/told-change.ts'
import { archiveAddress } from '../past/archive-address.ts'
import type { Body, Listing, SourceAdapter } from '../source-adapter.ts'

/** A feed that lists more is an archive; the newest stand first. */
const maxEntries = 2_000

const maxDepth = 500

export default {
  id: 'feed',
  accept:
    'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
  past: archiveAddress,
  parseList(body) {
    if (body.kind === 'html' || /^\s*(<!doctype html|<html)/i.test(body.text))
      throw refusal('bad_feed', 'The address answers with a web page, not with a feed.')
    // Entities that a document defines for itself are of no use in a feed, and a way to blow one up.
    if (/<!ENTITY/i.test(body.text.slice(0, 100_000)))
      throw refusal('bad_feed', 'The feed defines entities of its own; such feeds are not read.')
    const feed = read(body)
    const language = languageCode(text(feed.language) ?? text(feed.dc, 'languages') ?? text(feed.xml, 'lang'))
    const entries = list(feed.items ?? feed.entries).slice(0, maxEntries)
    const reports = entries.map((entry) => reportOf(entry, language, body.url)).filter((report) => report !== null)
    if (entries.length > 0 && reports.length === 0)
      throw refusal('bad_feed', `None of the ${entries.length} entries of the feed has a web address.`)
    return { reports: distinct(reports), nextUrl: null } satisfies Listing
  },
} satisfies SourceAdapter

type Fields = Record<string, unknown>

/** feedsmith reads what is well-formed; a feed that is cut off or full of bare ampersands is read tag by tag. */
function read(body: Body): Fields {
  if (body.kind !== 'json') refuseDepth(body.text)
  try {
    return parseFeed(body.text).feed as Fields
  } catch {
    // told below: what the parser says is for programmers
  }
  const broken = body.kind === 'json' ? null : parseBrokenFeed(body.text, { xmlMode: true })
  if (!broken || broken.items.length === 0)
    throw refusal('bad_feed', 'The answer is neither RSS, Atom, RDF nor a JSON feed.')
  const items = broken.items.map(({ link, title, pubDate, id }) => ({
    link,
    title,
    id,
    published: pubDate?.toISOString(),
  }))
  return { items }
}

/** Both parsers are quadratic in the depth: 100,000 nested elements took them over ten seconds. */
function refuseDepth(xml: string): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentagname() {
        if (++depth > maxDepth)
          throw refusal('too_deep', `The feed nests more than ${maxDepth} elements in one another.`)
      },
      onclosetag() {
        depth--
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.end(xml)
}

function reportOf(entry: Fields, language: string | null, base: string | null): DiscoveredReport | null {
  const url = webAddress(linkOf(entry), base)
  if (!url) return null
  const printed =
    text(entry.pubDate) ??
    text(entry.published) ??
    text(entry.date_published) ??
    text(entry.dc, 'dates') ??
    text(entry.updated) ??
    text(entry.dcterms, 'created') ??
    text(entry.dcterms, 'issued')
  const { publishedAt } = readPublicationDate(printed)
  const changed =
    text(entry.updated) ?? text(entry.date_modified) ?? text(entry.dcterms, 'modified') ?? text(entry.atom, 'updated')
  return {
    url,
    title: cleanField(stripTags(text(entry.title) ?? text(entry.dc, 'titles') ?? '')),
    publishedAt,
    ...toldChange(changed),
    language: languageCode(text(entry.language) ?? text(entry.dc, 'languages') ?? text(entry.xml, 'lang')) ?? language,
  }
}

/** Atom has links with relations, RSS one link or a permanent guid, JSON an url. */
function linkOf(entry: Fields): string | null {
  const links = list(entry.links)
  const alternate = links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0]
  const guid = entry.guid as { value?: unknown; isPermaLink?: unknown } | undefined
  const permanent = guid?.isPermaLink === false ? null : text(guid?.value)
  return (
    text(entry.link) ??
    text(alternate?.href) ??
    text(entry.url) ??
    text(entry.external_url) ??
    permanent ??
    text(entry.id)
  )
}

function text(value: unknown, field?: string): string | null {
  const inner =
    field && typeof value === 'object' && value !== null ? (value as Fields)[field] : field ? undefined : value
  const one = Array.isArray(inner) ? inner[0] : inner
  if (typeof one === 'object' && one !== null && 'value' in one) return text(one.value)
  return typeof one === 'string' && one.trim() !== '' ? one.trim() : null
}

const list = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.filter((item): item is Fields => typeof item === 'object' && item !== null) : []

const stripTags = (title: string): string => title.replace(/<[^<>]{0,200}>/g, ' ')

const distinct = (reports: DiscoveredReport[]): DiscoveredReport[] => [
  ...new Map(reports.map((report) => [report.url, report])).values(),
]
