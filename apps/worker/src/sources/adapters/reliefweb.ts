/**
 * ReliefWeb's reports, API v2 (https://apidoc.reliefweb.int, read 2026-11). An answer holds the reports whole, so that one
 * call reads up to a thousand; their PDF files are reports of their own. Wanted with each call: an appname that ReliefWeb
 * approved (`query.appname`); 1,000 calls a day. `date.original` is the day of print, `date.created` that of entry.
 */
import type { DiscoveredReport, ParsedDocument } from '@displacement-monitor/shared/domain'
import { cleanField } from '../../parse/clean-text.ts'
import { layOut } from '../../parse/lay-out.ts'
import { languageCode, webAddress } from '../../parse/metadata.ts'
import { blocksOf } from '../../parse/page-blocks.ts'
import { readPublicationDate } from '../../parse/publication-date.ts'
import { refusal } from '../../parse/refusal.ts'
import { buildTree } from '../../parse/tree.ts'
import { mostPerRequest, reportsUrl } from '../listed/reliefweb-request.ts'
import { toldChange } from '../listed/told-change.ts'
import { isRow, type Row, textOf } from '../rows/shape.ts'
import type { Body, SourceAdapter } from '../source-adapter.ts'

const listedType = 'application/vnd.reliefweb.report+json'
/** A poll asks for the newest; its further pages follow while they tell news. */
const perPoll = 100

export default {
  id: 'reliefweb',
  accept: 'application/json',
  listedType,
  reportKinds: ['json'],
  maxRequestsPerDay: 1_000,
  statusWords: {
    400: 'ReliefWeb does not understand the request (400): look at the filter and the search in the settings of this source.',
    403: "ReliefWeb does not know the appname of this source (403): ask for one at https://apidoc.reliefweb.int/parameters and tell it with npx monitor sources set ID 'query.appname=NAME'.",
    410: 'ReliefWeb has ended this version of its API (410): give the source the address of the present one, https://api.reliefweb.int/v2/reports or later.',
    429: 'ReliefWeb asks for fewer requests (429).',
  },
  listUrl: (source) =>
    reportsUrl(source, { preset: 'latest', limit: limitIn(source.settings, perPoll), sort: ['date.created:desc'] }),
  past: (source) => ({
    grain: 'month',
    requests: (days) => {
      const limit = limitIn(source.settings, mostPerRequest)
      // The second order keeps reports of one day in their places from page to page.
      return [{ url: reportsUrl(source, { preset: 'analysis', limit, sort: ['date.original:asc', 'id:asc'], days }) }]
    },
  }),
  parseList(body) {
    const answer = readJson(body)
    if (!isRow(answer) || !Array.isArray(answer.data))
      throw refusal('bad_feed', "The answer is none of ReliefWeb's lists of reports.")
    const items = answer.data.filter(isRow)
    const reports = items.flatMap(reportsOf)
    if (items.length > 0 && reports.length === 0)
      throw refusal('bad_feed', `None of the ${items.length} reports of the answer has an address.`)
    const notes = notesOn(items)
    return {
      reports: distinct(reports),
      nextUrl: nextPage(answer, items.length, body.url),
      ...(notes.length > 0 ? { notes } : {}),
    }
  },
  parseReport(body) {
    const item = readJson(body)
    const fields = isRow(item) ? fieldsOf(item) : {}
    const text = bodyText(fields)
    if (text === '') throw refusal('no_text', 'ReliefWeb tells no text of this report.')
    const languages = listIn(fields.language).map((language) => languageCode(textOf(language, 'code')))
    return {
      title: cleanField(textOf(fields, 'title')),
      text,
      language: languages.length === 1 ? (languages[0] ?? null) : null,
      publisher: publisherOf(fields),
      ...printed(fields),
      canonicalUrl: addressOf(isRow(item) ? item : {}),
    } satisfies ParsedDocument
  },
} satisfies SourceAdapter

/** Throttling and maintenance come as a page with the status of a success: nothing that a person could mend. */
function readJson({ kind, text }: Body): unknown {
  if (kind === 'html' || /^\s*</.test(text))
    throw refusal(
      'http_rate_limited',
      'ReliefWeb answers with a web page in place of data: it throttles or is down, and is asked again later.',
    )
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('bad_feed', 'The answer of ReliefWeb is no JSON.')
  }
}

const fieldsOf = (item: Row): Row => (isRow(item.fields) ? item.fields : {})
const listIn = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : [])

/** The report with its text, and each of its PDF files; a report of files alone is read from them. */
function reportsOf(item: Row): DiscoveredReport[] {
  const fields = fieldsOf(item)
  const url = addressOf(item)
  if (!url) return []
  const languages = listIn(fields.language).map((one) => languageCode(textOf(one, 'code')))
  const about = { ...printed(fields), language: languages.length === 1 ? (languages[0] ?? null) : null }
  const title = cleanField(textOf(fields, 'title'))
  const files = listIn(fields.file).flatMap((file): DiscoveredReport[] => {
    const address = webAddress(textOf(file, 'url'), url)
    const isPdf = textOf(file, 'mimetype') === 'application/pdf' || /\.pdf$/i.test(address ?? '')
    return address && isPdf ? [{ ...about, url: address, title: fileTitle(title, textOf(file, 'filename')) }] : []
  })
  const text = textOf(fields, 'body-html') ?? textOf(fields, 'body')
  if (text === null && files.length > 0) return files
  const body = text === null ? {} : { body: { mediaType: listedType, text: JSON.stringify(item) } }
  const change = toldChange(isRow(fields.date) ? textOf(fields.date, 'changed') : null)
  return [{ ...about, url, title, ...change, ...body }, ...files]
}

const fileTitle = (title: string | null, name: string | null): string | null =>
  cleanField([title, name === null ? null : `(${name})`].filter((part) => part !== null).join(' '))

/** The page that people know; `/node/<id>` leads to it where the answer tells no other. */
function addressOf(item: Row): string | null {
  const fields = fieldsOf(item)
  const id = textOf(item, 'id')
  const told = webAddress(textOf(fields, 'url_alias') ?? textOf(fields, 'url'), null)
  return told ?? (id !== null && /^\d{1,12}$/.test(id) ? `https://reliefweb.int/node/${id}` : null)
}

/** Midnight in UTC is a day without a time. */
function printed(fields: Row) {
  const told = isRow(fields.date) ? textOf(fields.date, 'original') : null
  const { publishedAt, publishedOn } = readPublicationDate(told)
  return { publishedAt: /T00:00:00(\+00:?00|Z)$/.test(told ?? '') ? null : publishedAt, publishedOn }
}

function publisherOf(fields: Row): string | null {
  const names = listIn(fields.source).map((source) => textOf(source, 'shortname') ?? textOf(source, 'name'))
  return cleanField(names.filter((name) => name !== null).join(', '), 200)
}

function bodyText(fields: Row): string {
  const html = textOf(fields, 'body-html')
  if (html !== null) return layOut(blocksOf(buildTree(html), () => false))
  // Markdown: its paragraphs, without marks of headings, emphasis and links.
  return (textOf(fields, 'body') ?? '')
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)/g, '')
    .replace(/(?<=\S)(\*\*|__)/g, '')
}

/** What a person should know of an answer that is not as documented. */
function notesOn(items: readonly Row[]): string[] {
  const lacking = (what: string, has: (item: Row) => boolean): string[] => {
    const count = items.filter((item) => !has(item)).length
    return count > 0 ? [`${count} of ${items.length} reports without ${what}`] : []
  }
  return [
    ...lacking('"fields"', ({ fields }) => isRow(fields)),
    ...lacking('"date.original"', (item) => printed(fieldsOf(item)).publishedOn !== null),
    ...lacking('"title"', (item) => textOf(fieldsOf(item), 'title') !== null),
  ]
}

/** By the counts of the answer: its own link forgets filters and fields. */
function nextPage({ totalCount }: Row, count: number, url: string | null): string | null {
  if (url === null || count === 0 || typeof totalCount !== 'number') return null
  const next = new URL(url)
  const offset = Number(next.searchParams.get('offset') ?? 0) + count
  if (!Number.isSafeInteger(offset) || offset >= totalCount) return null
  next.searchParams.set('offset', String(offset))
  return next.href
}

function limitIn({ limit }: Readonly<Record<string, unknown>>, otherwise: number): number {
  return typeof limit === 'number' && Number.isInteger(limit) && limit >= 1
    ? Math.min(limit, mostPerRequest)
    : otherwise
}

const distinct = (reports: DiscoveredReport[]): DiscoveredReport[] => [
  ...new Map(reports.map((report) => [report.url, report])).values(),
]
