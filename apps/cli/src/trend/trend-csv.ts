/** A trend as CSV (RFC 4180), a line a point; every line says how far it was checked and where it was printed. */
import type { Place } from '@displacement-monitor/shared/domain'
import { csvLine } from '../output/csv.ts'
import { notice } from '../output/notice.ts'
import type { TrendSeries } from './load-trend.ts'
import type { WitnessesByClaim } from './load-witnesses.ts'

const columns = [
  ...[
    'place_id',
    'place',
    'series',
    'kind',
    'category',
    'scope',
    'cause',
    'counter',
    'since',
    'since_accuracy',
    'unit',
  ],
  ...[
    'from',
    'as_of',
    'value',
    'low',
    'high',
    'quantifier',
    'review',
    'witnesses',
    'flags',
    'reports',
    'rule',
    'notice',
  ],
]

export function trendCsv(place: Place, series: readonly TrendSeries[], witnesses: WitnessesByClaim): string[] {
  return [
    csvLine(columns),
    ...series.flatMap((one) =>
      one.points.map((point) =>
        csvLine([
          ...[place.id, place.name, one.id, one.kind, one.category, one.scope, one.cause, one.counter],
          ...[one.since?.day ?? null, one.since?.accuracy ?? null, one.unit],
          ...[
            point.from,
            point.asOf,
            point.value,
            point.low,
            point.high,
            point.value === null ? null : point.quantifier,
          ],
          ...[point.review, point.witnesses, point.flags.join(' ')],
          [...new Set(point.claimIds.flatMap((id) => (witnesses.get(id) ?? []).map(({ url }) => url)))].join(' '),
          ...[one.rule, notice],
        ]),
      ),
    ),
  ]
}
