/**
 * A trend as JSON with one entry a line (design §7): a person can read it, `grep` and `diff` work on it. Written by hand;
 * a schema's serialiser cost 34 ms on ten years of days.
 */
import type { TrendJson } from '@displacement-monitor/shared/contracts'

/** `reports`: what a door tells beside the trend, likewise one entry a line. */
export function trendJson(
  { place, known_on, clock, step, series, related, ...rest }: TrendJson,
  reports?: readonly object[],
): string {
  const head = JSON.stringify({ place, known_on, clock, step }).slice(0, -1)
  const all = series.map(({ points, left_out, ...identity }) => {
    const begin = JSON.stringify(identity).slice(0, -1)
    return `${begin},"points":${entries(points)},"left_out":${entries(left_out)}}`
  })
  const more = reports === undefined ? '' : `,"reports":${entries(reports)}`
  const end = JSON.stringify(rest).slice(1)
  return `${head},"series":${all.length === 0 ? '[]' : `[\n${all.join(',\n')}\n]`},"related":${entries(related)}${more},${end}\n`
}

const entries = (list: readonly unknown[]): string =>
  list.length === 0 ? '[]' : `[\n${list.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
