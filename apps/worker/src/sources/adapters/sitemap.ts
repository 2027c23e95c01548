/**
 * Sitemaps (https://www.sitemaps.org/protocol.html, read 2026-11): lists of addresses, indexes of such lists, news sitemaps
 * with titles and days, plain text with an address a line; packed or not. Which addresses are reports is said by the
 * settings `include` and `exclude`. `lastmod` is the day of a change, not of print, unless `"lastmod": "published"`.
 */
import type { DiscoveredReport } from '@displacement-monitor/shared/domain'
import { Parser } from 'htmlparser2'
import { cleanField } from '../../parse/clean-text.ts'
import { languageCode, webAddress } from '../../parse/metadata.ts'
import { refusal } from '../../parse/refusal.ts'
import { dayInAddress, printedDay } from '../listed/printed-day.ts'
import { toldChange } from '../listed/told-change.ts'
import { wantedBy } from '../listed/wanted.ts'
import { archiveAddress } from '../past/archive-address.ts'
import type { Past } from '../past/past.ts'
import type { Listing, SourceAdapter } from '../source-adapter.ts'

/** The protocol's own limit of one file. */
const maxEntries = 50_000
const maxFieldLength = 4_000
/** A list has five levels; the parser is quadratic in the depth. */
const maxDepth = 100

interface Entry {
  /** `url` of a list, `sitemap` of an index. */
  of: 'url' | 'sitemap'
  loc: string
  lastmod: string
  title: string
  language: string
  published: string
}

export default {
  id: 'sitemap',
  accept: 'application/xml, text/xml, text/plain;q=0.8, application/gzip;q=0.8, */*;q=0.1',
  // Maps of one month where the settings tell their address; else all that the index names.
  past: (source): Past => archiveAddress(source) ?? { grain: 'whole', requests: () => [{ url: source.url }] },
  parseList(body) {
    if (body.kind === 'html') throw refusal('bad_feed', 'The address answers with a web page, not with a sitemap.')
    const entries = body.kind === 'plain' ? plainEntries(body.text) : xmlEntries(body.text)
    const wanted = wantedBy(body.settings)
    const asPrinted = body.settings.lastmod === 'published'
    const listings: { url: string; at: string }[] = []
    const reports: { report: DiscoveredReport; at: string }[] = []
    for (const entry of entries) {
      const url = webAddress(entry.loc, body.url)
      if (!url) continue
      if (entry.of === 'sitemap') listings.push({ url, at: entry.lastmod || dayInName(url) })
      else if (wanted(url)) reports.push(reportOf(entry, url, asPrinted))
    }
    if (
      entries.length > 0 &&
      listings.length + reports.length === 0 &&
      !entries.some(({ loc }) => webAddress(loc, body.url))
    )
      throw refusal('bad_feed', `None of the ${entries.length} entries of the sitemap has a web address.`)
    return {
      reports: [...new Map(newestFirst(reports).map(({ report }) => [report.url, report])).values()],
      nextUrl: null,
      ...(listings.length > 0 ? { listings: [...new Set(newestFirst(listings).map(({ url }) => url))] } : {}),
    } satisfies Listing
  },
} satisfies SourceAdapter

function reportOf(entry: Entry, url: string, asPrinted: boolean): { report: DiscoveredReport; at: string } {
  const told = printedDay(entry.published, null)
  const { publishedAt, publishedOn } = told.publishedOn === null && asPrinted ? printedDay(entry.lastmod, null) : told
  const report = {
    url,
    title: cleanField(entry.title),
    publishedAt,
    publishedOn: publishedOn ?? dayInAddress(url),
    ...toldChange(entry.lastmod),
    language: languageCode(entry.language),
  }
  return { report, at: entry.published || entry.lastmod || (report.publishedOn ?? '') }
}

/** Entries without a day keep their order, behind those that have one. */
const newestFirst = <T extends { at: string }>(entries: readonly T[]): T[] => {
  const stamp = ({ at }: T): number => Date.parse(at) || Number.NEGATIVE_INFINITY
  return [...entries].sort((a, b) => (stamp(a) === stamp(b) ? 0 : stamp(b) - stamp(a)))
}

/** "sitemap-2024-05.xml", "/2024/05/sitemap.xml" → "2024-05". */
function dayInName(url: string): string {
  const match = /(?<!\d)((?:19|20)\d{2})[-_/]?(0[1-9]|1[0-2])(?!\d)/.exec(new URL(url).pathname + new URL(url).search)
  return match ? `${match[1]}-${match[2]}` : ''
}

function plainEntries(text: string): Entry[] {
  const lines = text.split(/\s*\n\s*/).filter((line) => line.trim() !== '')
  if (!lines.every((line) => /^\s*https?:\/\/\S+\s*$/.test(line)))
    throw refusal('bad_feed', 'The answer is text, and not a sitemap with an address a line.')
  return lines.slice(0, maxEntries).map((loc) => ({ ...blank('url'), loc }))
}

const blank = (of: Entry['of']): Entry => ({ of, loc: '', lastmod: '', title: '', language: '', published: '' })

const fields: Readonly<Record<string, keyof Omit<Entry, 'of'>>> = {
  loc: 'loc',
  lastmod: 'lastmod',
  'news:title': 'title',
  'news:language': 'language',
  'news:publication_date': 'published',
}

/** Tag by tag, so that a sitemap that is cut off is read as far as it goes; entities of its own are not expanded. */
function xmlEntries(xml: string): Entry[] {
  const entries: Entry[] = []
  let isSitemap = false
  let depth = 0
  let entry: Entry | null = null
  let field: keyof Omit<Entry, 'of'> | null = null
  const parser = new Parser(
    {
      onopentagname(name) {
        if (++depth > maxDepth)
          throw refusal('too_deep', `The sitemap nests more than ${maxDepth} elements in one another.`)
        if (name === 'urlset' || name === 'sitemapindex') isSitemap = true
        if (name === 'url' || name === 'sitemap') entry = blank(name)
        field = fields[name] ?? null
      },
      ontext(text) {
        if (entry && field && entry[field].length < maxFieldLength) entry[field] += text
      },
      onclosetag(name, isImplied) {
        depth--
        field = null
        // Closed by the end of the file: its address may be cut off, too.
        if (isImplied || (name !== 'url' && name !== 'sitemap') || !entry) return
        if (entries.length < maxEntries) entries.push(trimmed(entry))
        entry = null
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  for (let at = 0; at < xml.length; at += 65_536) parser.write(xml.slice(at, at + 65_536))
  parser.end()
  if (!isSitemap)
    throw refusal('bad_feed', 'The answer is no sitemap: it holds neither a list of addresses nor an index.')
  return entries
}

const trimmed = (entry: Entry): Entry => ({
  of: entry.of,
  loc: entry.loc.trim(),
  lastmod: entry.lastmod.trim(),
  title: entry.title.trim(),
  language: entry.language.trim(),
  published: entry.published.trim(),
})
