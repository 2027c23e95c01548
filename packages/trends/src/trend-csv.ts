/** A trend as a table: one row a point, the series' identity on each, columns as in HDX HAPI where they mean the same. */
import { type CsvCell, csvTable, type TrendJson } from '@displacement-monitor/shared/contracts'

const columns = [
  'location_code', 'place_id', 'place_name', 'place_role', 'category', 'scope', 'cause', 'kind', 'series_id', 'since',
  'since_accuracy', 'reference_period_start', 'reference_period_end', 'as_of', 'population', 'low', 'high', 'unit',
  'quantifier', 'review', 'witnesses', 'claims', 'flags', 'counter', 'method', 'rule', 'state', 'known_on', 'legend',
  'notice', 'attributions',
] as const // biome-ignore format: a list of columns

export interface TrendCsvOptions {
  /** Makes a last column: the addresses of the reports behind these claims. */
  reportsOf?: (claims: readonly number[]) => readonly string[]
  lineEnd?: '\r\n' | '\n'
}

export function trendCsv(trend: TrendJson, { reportsOf, lineEnd }: TrendCsvOptions = {}): string {
  const attributions = trend.attributions.map(({ attribution, licence }) => `${attribution} (${licence})`).join('; ')
  return csvTable(reportsOf ? [...columns, 'reports'] : columns, rowsOf(trend, attributions, reportsOf), lineEnd)
}

function* rowsOf(
  { place, series, known_on, notice }: TrendJson,
  attributions: string,
  reportsOf: TrendCsvOptions['reportsOf'],
): Generator<CsvCell[]> {
  for (const line of series) {
    for (const point of line.points) {
      const row: Record<(typeof columns)[number], CsvCell> = {
        location_code: place.country_iso3,
        place_id: place.id,
        place_name: place.name,
        place_role: line.place_role,
        category: line.category,
        scope: line.scope,
        cause: line.cause,
        kind: line.kind,
        series_id: line.id,
        since: line.since,
        since_accuracy: line.since_accuracy,
        reference_period_start: point.from ?? line.since ?? point.as_of,
        reference_period_end: point.to ?? point.as_of,
        as_of: point.as_of,
        population: point.value,
        low: point.low,
        high: point.high,
        unit: line.unit,
        quantifier: point.quantifier,
        review: point.review,
        witnesses: point.witnesses,
        claims: point.claims.join(' '),
        flags: point.flags.join(' '),
        counter: line.counter,
        method: line.method,
        rule: line.rule,
        state: line.state,
        known_on,
        legend: line.legend,
        notice,
        attributions,
      }
      const cells = columns.map((column) => row[column])
      yield reportsOf ? [...cells, reportsOf(point.claims).join(' ')] : cells
    }
  }
}
