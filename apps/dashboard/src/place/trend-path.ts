/** Where the series of a place are asked for. */

export const trendPath = (place: string, query: Record<string, string | null>): string => {
  const words = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ).toString()
  return `/v1/trends/${encodeURIComponent(place)}${words === '' ? '' : `?${words}`}`
}
