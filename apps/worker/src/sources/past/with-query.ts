/** An address with these names in its query, in place of what it said under them; null takes a name away. */
export function withQuery(address: string, query: Readonly<Record<string, string | null>>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(query))
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  return url.href
}
