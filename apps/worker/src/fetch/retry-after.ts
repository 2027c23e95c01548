/** `Retry-After` as RFC 9110 §10.2.3 has it: seconds or a date. */

/** A source that asks for more is asked again after a day; it may only have a wrong clock. */
export const maxRetryAfterMs = 24 * 60 * 60 * 1000

/** Milliseconds from `now`, between 0 and 24 h; undefined where the header is missing or says nothing. */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim()
  if (!text) return undefined
  if (/^\d{1,15}$/.test(text)) return Math.min(Number(text) * 1000, maxRetryAfterMs)
  if (!/^[A-Z][a-z]{2}/.test(text)) return undefined // "-5" is a date to Date.parse
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now.getTime(), 0), maxRetryAfterMs)
}
