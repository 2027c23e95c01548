/** What a caller asked, told the same way however the address was written: a kept body must not depend on that. */

/** Path and query with its parameters in order; `format` says nothing about the data. */
export function askedAs(path: string, query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams(filtersOf(query)).toString()
  return search === '' ? path : `${path}?${search}`
}

export const filtersOf = (query: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(query)
    .filter(([name, value]) => value !== undefined && name !== 'format')
    .map(([name, value]): [string, string] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** RFC 8288; for tables the only way to the next page. */
export function nextLink(url: string, cursor: number): string {
  const [path = '', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  query.set('cursor', String(cursor))
  return `<${path}?${query}>; rel="next"`
}
