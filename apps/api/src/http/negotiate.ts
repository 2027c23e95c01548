/** Which format an answer takes: `format=` where given, else the Accept header, else JSON. */
import { Problem } from './problem.ts'

/** HXL is CSV with a row of tags and has no type of its own: it is asked for by name. */
const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  hxl: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  parquet: 'application/vnd.apache.parquet',
  svg: 'image/svg+xml',
} as const
export type Format = keyof typeof mediaTypes

const isText = (format: Format): boolean => format !== 'xlsx' && format !== 'parquet'
export const contentTypeOf = (format: Format): string => mediaTypes[format] + (isText(format) ? '; charset=utf-8' : '')

/** Preference by q, then by the order of `offered`. Errors: 406 with what is offered. */
export function negotiate<Offered extends Format>(
  format: Offered | undefined,
  accept: string | undefined,
  offered: readonly [Offered, ...Offered[]],
): Offered {
  if (format !== undefined) return format
  if (accept === undefined || accept.trim() === '') return offered[0]
  const wishes = accept
    .slice(0, 1_000)
    .split(',')
    .map((wish) => {
      const [type = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase())
      const q = parameters.find((parameter) => parameter.startsWith('q='))
      return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 }
    })
  const ranked = offered.map((name) => ({ name, q: quality(mediaTypes[name], wishes) })).sort((a, b) => b.q - a.q)
  const best = ranked[0]
  if (best && best.q > 0) return best.name
  const types = new Set(offered.map((name) => mediaTypes[name]))
  throw new Problem(406, `Offered here: ${[...types].join(', ')}; or say format=${offered.join(', ')}.`)
}

/** The most specific wish that fits counts (RFC 9110 §12.5.1). */
function quality(type: string, wishes: readonly { type: string; q: number }[]): number {
  const main = type.split('/')[0]
  for (const pattern of [type, `${main}/*`, '*/*']) {
    const wish = wishes.find((candidate) => candidate.type === pattern)
    if (wish) return wish.q
  }
  return 0
}
