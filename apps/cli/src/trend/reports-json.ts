/** The reports behind a trend: what the terminal tells beside the API's answer, since it follows no link. */
import type { ClaimsById } from './load-claims.ts'

interface ReportJson {
  claim: number
  url: string
  title: string | null
  publisher: string | null
  published_on: string | null
  excerpt: string
}

export const reportsJson = (claims: ClaimsById): ReportJson[] =>
  [...claims].flatMap(([claim, { witnesses }]) =>
    witnesses.map(({ url, title, publisher, publishedOn, excerpt }) => ({
      claim,
      url,
      title,
      publisher,
      published_on: publishedOn,
      excerpt,
    })),
  )

/** Of the claims of a point: the addresses of their reports, each once. */
export const addressesOf =
  (claims: ClaimsById) =>
  (ids: readonly number[]): string[] => [
    ...new Set(ids.flatMap((id) => (claims.get(id)?.witnesses ?? []).map(({ url }) => url))),
  ]
