/** Shares with their uncertainty. */

export interface Rate {
  hits: number
  of: number
  /** hits / of; null where there is nothing to count. */
  share: number | null
  /** 95 % confidence interval after Wilson (1927), which holds for small counts too. */
  low: number
  high: number
}

const z = 1.96

export function rate(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, share: null, low: 0, high: 1 }
  const share = hits / of
  const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { hits, of, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** Harmonic mean of precision and recall. */
export function f1(hits: number, predicted: number, labelled: number): number | null {
  return predicted + labelled === 0 ? null : (2 * hits) / (predicted + labelled)
}

/** "0.953 [0.90, 0.98] 61/64". */
export const rateText = ({ hits, of, share, low, high }: Rate): string =>
  share === null ? 'none to count' : `${share.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}] ${hits}/${of}`
