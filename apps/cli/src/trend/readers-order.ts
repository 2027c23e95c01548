/** The lines of a trend in the order of a reader's interest. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import type { SeriesKind } from '@displacement-monitor/shared/domain'

type Line = TrendJson['series'][number]

/** The main lines first, the newest point first among them; without those that have no number in the days asked for. */
export const inReadersOrder = (series: readonly Line[]): Line[] =>
  series
    .filter(({ points }) => points.some(({ value }) => value !== null))
    .sort((a, b) => rank(a) - rank(b) || lastDay(b).localeCompare(lastDay(a)))

const kindRank: Readonly<Record<SeriesKind, number>> = { cumulative: 0, stock: 0, period: 1, event_sum: 2 }
const rank = ({ scope, kind }: Line): number => (scope === 'all' ? 0 : 8) + kindRank[kind]

const lastDay = ({ points }: Line): string => points.findLast(({ value }) => value !== null)?.as_of ?? ''
