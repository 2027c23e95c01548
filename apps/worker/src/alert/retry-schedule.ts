/**
 * When a message that did not arrive is tried again: the schedule that Standard Webhooks publishes, for every channel.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (read 2026-11-23)
 */
const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** After the first failure, the second, …; the tenth attempt is the last, about 76 hours after the first. */
export const retryDelaysMs = [
  5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour,
] as const // biome-ignore format: a schedule reads best as a line

/** The first attempt and one after each delay. */
export const maxAttempts = retryDelaysMs.length + 1

/** A receiver may ask for more patience than the schedule has, up to this. */
export const maxRetryAfterMs = 24 * hour

/** Later than the schedule by at most this share of it, so that many messages do not come back in the same instant. */
export const jitterRatio = 0.1

/**
 * When to try again after `failures` attempts that failed (≥ 1); null: given up. Never before the receiver's Retry-After.
 * `random` answers [0, 1).
 */
export function nextAttemptAt(
  failures: number,
  now: Date,
  random: () => number,
  retryAfterMs: number | null = null,
): Date | null {
  const delay = retryDelaysMs[failures - 1]
  if (delay === undefined) return null
  const asked = Math.min(Math.max(retryAfterMs ?? 0, 0), maxRetryAfterMs)
  const waits = Math.max(delay, asked)
  return new Date(now.getTime() + waits + Math.floor(waits * jitterRatio * random()))
}
