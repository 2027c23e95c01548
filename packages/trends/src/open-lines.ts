/** Lines as their reader may see them: without the points, and the claims off the line, that only severe sources tell, or that are kept back for a while. */
import type { ClaimId, Series } from '@displacement-monitor/shared/domain'
import type { Disclosure } from './disclosure/disclosure.ts'
import type { Line } from './load-lines.ts'

/** Before anything is made of them: a step or a sum must not carry what the line does not show. */
export async function openLines(lines: readonly Line[], disclosure: Disclosure): Promise<Line[]> {
  if (disclosure.showsSevere) return [...lines]
  const asksAll = await disclosure.asksClaims()
  const asked = lines.filter(({ terms }) => asksAll || terms === null).flatMap(({ series }) => claimsOf(series))
  const open = asked.length === 0 ? new Set<ClaimId>() : await disclosure.openClaims([...new Set(asked)])
  return lines.map((line) => {
    const severe = asksAll || line.terms === null ? null : new Set(line.terms.severeClaims)
    const shows = (claim: ClaimId): boolean => (severe === null ? open.has(claim) : !severe.has(claim))
    return { ...line, series: openSeries(line.series, shows) }
  })
}

const claimsOf = ({ points, leftOut }: Series): ClaimId[] => [
  ...points.flatMap(({ claimIds }) => claimIds),
  ...leftOut.map(({ claimId }) => claimId),
]

const openSeries = (series: Series, shows: (claim: ClaimId) => boolean): Series => ({
  ...series,
  points: series.points.filter(({ claimIds }) => claimIds.length === 0 || claimIds.some(shows)),
  leftOut: series.leftOut.filter(({ claimId }) => shows(claimId)),
})
