/** What ReliefWeb's API is asked: reports by filters, with their text and files, in a stated order (https://apidoc.reliefweb.int, read 2026-11). */
import type { Days, PastSource } from '../past/past.ts'

/** The service gives between 0 and 1,000 in one answer. */
export const mostPerRequest = 1_000

const fields = [
  'title',
  'body',
  'body-html',
  'date.original',
  'date.created',
  'date.changed',
  'source.name',
  'source.shortname',
  'language.code',
  'primary_country.iso3',
  'url',
  'url_alias',
  'file.url',
  'file.filename',
  'file.mimetype',
]

export interface Asked {
  /** `latest` leaves archived reports out; only `analysis` holds the past. */
  preset: 'latest' | 'analysis'
  limit: number
  sort: readonly string[]
  /** Of the day of print, both included. */
  days?: Days
}

/**
 * The source's address with the request as its query; what stands there already (an operator's own filter) stays, except
 * what is stated here. Settings: `filter` of fields and values, `search` in the service's own syntax.
 */
export function reportsUrl({ url, settings }: PastSource, { preset, limit, sort, days }: Asked): string {
  const asked = new URL(url)
  const query = asked.searchParams
  query.set('preset', preset)
  query.set('limit', String(limit))
  query.set('offset', '0')
  for (const name of ['fields[include][]', 'sort[]']) query.delete(name)
  for (const field of fields) query.append('fields[include][]', field)
  for (const order of sort) query.append('sort[]', order)
  if (typeof settings.search === 'string' && settings.search !== '') query.set('query[value]', settings.search)
  const conditions: [field: string, value: Readonly<Record<string, string>> | readonly string[]][] = filtersIn(settings)
  if (days) {
    const span = { from: `${days.from}T00:00:00+00:00`, to: `${days.to}T23:59:59+00:00` }
    conditions.push(['date.original', span])
  }
  if (conditions.length > 0) query.set('filter[operator]', 'AND')
  for (const [at, [field, value]] of conditions.entries()) {
    const name = `filter[conditions][${at}]`
    query.set(`${name}[field]`, field)
    if (Array.isArray(value)) for (const one of value) query.append(`${name}[value][]`, one)
    else for (const [key, one] of Object.entries(value)) query.set(`${name}[value][${key}]`, String(one))
  }
  return asked.href
}

function filtersIn({ filter }: PastSource['settings']): [string, readonly string[]][] {
  if (typeof filter !== 'object' || filter === null) return []
  return Object.entries(filter).flatMap(([field, value]): [string, string[]][] => {
    const values = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
    return values.length > 0 ? [[field, values]] : []
  })
}
