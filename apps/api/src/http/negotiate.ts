/** Which format an answer takes: `format=` where given, else the Accept header, else JSON. */
import { Problem } from './problem.ts'

const mediaTypes = { json: 'application/json', csv: 'text/csv', svg: 'image/svg+xml' } as const
export type Format = keyof typeof mediaTypes
export const contentTypeOf = (format: Format): string => `${mediaTypes[format]}; charset=utf-8`

/** Preference by q, then by the order of `offered`. Errors: 406 with what is offered. */
export function negotiate(format: Format | undefined, accept: string | undefined, offered: readonly Format[]): Format {
  if (format !== undefined) return format
  const first = offered[0] ?? 'json'
  if (accept === undefined || accept.trim() === '') return first
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
  throw new Problem(406, `Offered here: ${offered.map((name) => mediaTypes[name]).join(', ')}.`)
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
