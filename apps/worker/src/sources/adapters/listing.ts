/**
 * HTML pages that list reports. What stands where is told by the source's settings, as CSS selectors:
 * `entry` (one report), within it `entry_link` (else its first link), `entry_title` (else the link's text), `entry_date`
 * (else `time`), `date_order` for dates in digits; `next_page` (else rel=next) or `page_parameter` with `first_page` for paging;
 * `no_entries` for what the page shows when there are none; `include` and `exclude` for addresses.
 */
import type { DiscoveredReport } from '@displacement-monitor/shared/domain'
import { type CheerioAPI, load } from 'cheerio/slim'
import { cleanField } from '../../parse/clean-text.ts'
import { languageCode, webAddress } from '../../parse/metadata.ts'
import { refusal } from '../../parse/refusal.ts'
import { buildTree } from '../../parse/tree.ts'
import { type DayOrder, dayInAddress, dayOrders, printedDay } from '../listed/printed-day.ts'
import { wantedBy } from '../listed/wanted.ts'
import { archiveAddress } from '../past/archive-address.ts'
import type { Past } from '../past/past.ts'
import type { Body, SourceAdapter } from '../source-adapter.ts'

const maxEntries = 2_000

export default {
  id: 'listing',
  accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1',
  past: (source): Past =>
    archiveAddress(source) ?? { grain: 'whole', newestFirst: true, requests: () => [{ url: source.url }] },
  parseList(body) {
    if (body.kind !== 'html' && body.kind !== 'xml')
      throw refusal('bad_feed', 'The address answers with something that is no web page.')
    const settings = readSettings(body.settings)
    const $ = load(buildTree(body.text))
    const base = webAddress($('base[href]').attr('href') ?? null, body.url) ?? body.url
    const entries = pick(settings.entry, () => $(settings.entry).toArray()).slice(0, maxEntries)
    if (entries.length === 0) {
      if (
        isBehindTheLast(body.url, settings) ||
        (settings.noEntries && pick(settings.noEntries, () => $(settings.noEntries).length > 0))
      )
        return { reports: [], nextUrl: null }
      throw refusal(
        'bad_feed',
        `Nothing on the page matches "${settings.entry}": it was rebuilt, or the selector is wrong.`,
      )
    }
    const language = languageCode($('html').attr('lang'))
    const wanted = wantedBy(body.settings)
    const read = entries.map((entry) => reportOf($(entry), settings, base, language))
    const reports = read.filter((report) => report !== null)
    if (reports.length === 0)
      throw refusal('bad_feed', `None of the ${entries.length} entries of the page has a web address.`)
    return { reports: distinct(reports.filter(({ url }) => wanted(url))), nextUrl: nextPage($, body, settings, base) }
  },
} satisfies SourceAdapter

interface Selectors {
  entry: string
  link: string
  title: string | null
  date: string
  order: DayOrder | null
  next: string
  noEntries: string
  pageParameter: string | null
  firstPage: number
}

function readSettings(settings: Body['settings']): Selectors {
  const text = (name: string): string | null => {
    const value = settings[name]
    return typeof value === 'string' && value.trim() !== '' ? value : null
  }
  const entry = text('entry')
  if (!entry)
    throw refusal('bad_feed', 'The settings of this source name no "entry", the selector of one report in its listing.')
  const firstPage = settings.first_page
  return {
    entry,
    link: text('entry_link') ?? 'a[href]',
    title: text('entry_title'),
    date: text('entry_date') ?? 'time',
    order: dayOrders.find((order) => order === settings.date_order) ?? null,
    next: text('next_page') ?? 'a[rel~="next"][href], link[rel~="next"][href]',
    noEntries: text('no_entries') ?? '',
    pageParameter: text('page_parameter'),
    firstPage: typeof firstPage === 'number' && Number.isInteger(firstPage) ? firstPage : 1,
  }
}

/** A selector that is none is its operator's mistake, and told with its words. */
function pick<T>(selector: string, query: () => T): T {
  try {
    return query()
  } catch {
    throw refusal('bad_feed', `"${selector.slice(0, 200)}" in the settings of this source is no CSS selector.`)
  }
}

type Elements = ReturnType<CheerioAPI>

function reportOf(
  entry: Elements,
  { link, title, date, order }: Selectors,
  base: string | null,
  language: string | null,
): DiscoveredReport | null {
  const anchor = pick(link, () => (entry.is(link) ? entry : entry.find(link)).first())
  const url = webAddress(anchor.attr('href') ?? null, base)
  if (!url) return null
  const heading = title === null ? anchor : pick(title, () => entry.find(title).first())
  const time = pick(date, () => entry.find(date).first())
  // Line by line: "Published: 3 May 2024" and "Updated: …" stand in one element at times.
  const printed = time.attr('datetime') ?? time.attr('content') ?? brokenLines(time)
  const { publishedAt, publishedOn } = printedDay(printed, order)
  return {
    url,
    title: cleanField(heading.text()) ?? cleanField(anchor.attr('title')),
    publishedAt,
    publishedOn: publishedOn ?? dayInAddress(url),
    language: languageCode(anchor.attr('hreflang')) ?? language,
  }
}

/** The text of an element, its breaks as line feeds, each line without its label ("Published: "). */
function brokenLines(element: Elements): string {
  const copy = element.clone()
  copy.find('br').replaceWith('\u0001')
  return copy
    .text()
    .replace(/\s+/g, ' ')
    .split('\u0001')
    .map((line) => line.trim().replace(/^[^\p{Nd}:]{1,40}:\s*/u, ''))
    .join('\n')
}

function nextPage($: CheerioAPI, { url }: Body, settings: Selectors, base: string | null): string | null {
  const { pageParameter, firstPage, next } = settings
  if (pageParameter === null) return webAddress(pick(next, () => $(next).first().attr('href')) ?? null, base)
  if (url === null) return null
  const following = new URL(url)
  following.searchParams.set(pageParameter, String(pageOf(url, pageParameter, firstPage) + 1))
  return following.href
}

const isBehindTheLast = (url: string | null, { pageParameter, firstPage }: Selectors): boolean =>
  url !== null && pageParameter !== null && pageOf(url, pageParameter, firstPage) > firstPage

function pageOf(url: string, parameter: string, first: number): number {
  const text = new URL(url).searchParams.get(parameter) ?? ''
  return /^\d{1,6}$/.test(text) ? Number(text) : first
}

const distinct = (reports: DiscoveredReport[]): DiscoveredReport[] => [
  ...new Map(reports.map((report) => [report.url, report])).values(),
]
