/** Whether two samples come from one distribution: Mann-Whitney U with the normal approximation, ties shared, two-sided. */

/** The chance of a difference at least this large where there is none; for samples of twenty and more. */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, first: true })), ...other.map((value) => ({ value, first: false }))]
  all.sort((a, b) => a.value - b.value)
  let [ranks, ties] = [0, 0]
  for (let begin = 0; begin < all.length; ) {
    let end = begin
    while (end < all.length && all[end]?.value === all[begin]?.value) end++
    const rank = (begin + 1 + end) / 2
    for (let at = begin; at < end; at++) if (all[at]?.first) ranks += rank
    const size = end - begin
    ties += size ** 3 - size
    begin = end
  }
  const [n, m, count] = [one.length, other.length, all.length]
  const u = ranks - (n * (n + 1)) / 2
  const spread = Math.sqrt(((n * m) / 12) * (count + 1 - ties / (count * (count - 1))))
  return spread === 0 ? 1 : 2 * (1 - normal(Math.abs(u - (n * m) / 2) / spread))
}

/** Share of the standard normal distribution below z ≥ 0; Abramowitz and Stegun 26.2.17, error under 1e-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
  const sum = terms.reduce((total, factor, at) => total + factor * t ** (at + 1), 0)
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum
}
