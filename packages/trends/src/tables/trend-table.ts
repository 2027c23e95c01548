/** A trend as a table: one row a point, the series' identity on each, and the sums over parts where they were asked for. */
import type { RollupJson, TrendJson, TrendPointJson } from '@displacement-monitor/shared/contracts'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { type AdminNames, adminColumns, adminNames } from './admin-names.ts'
import { affectedTag } from './affected-tag.ts'
import { type Filled, fillTable, type Table } from './table.ts'
import { termsOf } from './terms.ts'

type Line = TrendJson['series'][number]

interface Row {
  admin: AdminNames
  trend: TrendJson
  line: Pick<Line, 'place_role' | 'category' | 'scope' | 'cause' | 'kind' | 'since' | 'unit'> & Partial<Line>
  point: Pick<TrendPointJson, 'from' | 'to' | 'value' | 'low' | 'high' | 'claims'> & Partial<TrendPointJson>
  /** Of a sum: the parts without a number in this step. */
  missing: readonly string[] | null
  attributions: string
}

export interface TrendTableOptions {
  /** Makes a last column: the addresses of the reports behind these claims. */
  reportsOf?: (claims: readonly number[]) => readonly string[]
}

export function trendTable(trend: TrendJson, gazetteer: Gazetteer, { reportsOf }: TrendTableOptions = {}): Table {
  const tag = affectedTag([...trend.series, ...(trend.rollup ?? [])])
  const reports: Filled<Row>[] = reportsOf
    ? [{ name: 'reports', type: 'text', hxl: '#meta+url', means: 'Addresses of the reports.', of: ({ point }) => reportsOf(point.claims).join(' ') }]
    : [] // biome-ignore format: a column
  return fillTable([...columns(tag), ...reports], rowsOf(trend, adminNames(trend.place.id, gazetteer)))
}

function* rowsOf(trend: TrendJson, admin: AdminNames): Generator<Row> {
  const attributions = termsOf(trend.attributions)
  for (const line of trend.series)
    for (const point of line.points) yield { admin, trend, line, point, missing: null, attributions }
  for (const sum of trend.rollup ?? [])
    for (const { missing, ...point } of sum.points)
      yield { admin, trend, line: lineOfSum(sum), point, missing, attributions }
}

const lineOfSum = ({ points: _, places: __, left_out: ___, ...line }: RollupJson): Row['line'] => line

const columns = (tag: string): Filled<Row>[] => [
  ...adminColumns<Row>(),
  { name: 'place_id', type: 'text', hxl: '#loc+code', means: 'Id of the place: ISO codes, gn: GeoNames, area: a named area.', of: ({ trend }) => trend.place.id },
  { name: 'place_name', type: 'text', hxl: '#loc+name', means: 'The place.', of: ({ trend }) => trend.place.name },
  { name: 'place_role', type: 'text', hxl: '#loc+type', means: 'Where people fled from (origin), to (destination), or both.', of: ({ line }) => line.place_role },
  { name: 'category', type: 'text', hxl: '#indicator+code', means: 'What is counted; flows are movements, not people.', of: ({ line }) => line.category },
  { name: 'scope', type: 'text', hxl: '#indicator+scope', means: 'all, or the part of the people that was counted.', of: ({ line }) => line.scope },
  { name: 'cause', type: 'text', hxl: '#cause+type', means: 'Empty: no text says.', of: ({ line }) => line.cause },
  { name: 'kind', type: 'text', hxl: '#indicator+type', means: 'cumulative since a fixed day, period, stock, or event_sum.', of: ({ line }) => line.kind },
  { name: 'series_id', type: 'count', hxl: '#meta+id', means: 'Of the stored series; empty where it was made for this answer alone.', of: ({ line }) => line.id ?? null },
  { name: 'since', type: 'day', hxl: '#date+since', means: 'Of a running count: its fixed start.', of: ({ line }) => line.since },
  { name: 'since_accuracy', type: 'text', hxl: '#date+since+type', means: 'How exactly that start is known.', of: ({ line }) => line.since_accuracy ?? null },
  { name: 'reference_period_start', type: 'day', hxl: '#date+start', means: 'First day that the number covers.', of: ({ line, point }) => point.from ?? line.since ?? point.as_of ?? null },
  { name: 'reference_period_end', type: 'day', hxl: '#date+end', means: 'Last day that the number covers.', of: ({ point }) => point.to ?? point.as_of ?? null },
  { name: 'as_of', type: 'day', hxl: '#date+occurred', means: 'Day of the number itself; with a step it may be earlier than the step’s end.', of: ({ point }) => point.as_of ?? null },
  { name: 'population', type: 'count', hxl: tag, means: 'The number. Empty: unknown, never 0.', of: ({ point }) => point.value },
  { name: 'low', type: 'count', hxl: `${tag}+min`, means: 'The least that the words allow.', of: ({ point }) => point.low },
  { name: 'high', type: 'count', hxl: `${tag}+max`, means: 'The most that the words allow.', of: ({ point }) => point.high },
  { name: 'unit', type: 'text', hxl: '#meta+unit', means: 'person or household.', of: ({ line }) => line.unit },
  { name: 'quantifier', type: 'text', hxl: '#meta+quantifier', means: 'How the number was told: exact, more_than, nearly, …', of: ({ point }) => point.quantifier ?? null },
  { name: 'review', type: 'text', hxl: '#status+review', means: 'machine_read, partly, or cleared by a person.', of: ({ point }) => point.review ?? null },
  { name: 'witnesses', type: 'count', hxl: '#meta+witnesses', means: 'Reports behind the number.', of: ({ point }) => point.witnesses ?? null },
  { name: 'claims', type: 'text', hxl: '#meta+claims', means: 'Ids of its claims: /v1/claims/{id} leads to their words.', of: ({ point }) => point.claims.join(' ') || null },
  { name: 'flags', type: 'text', hxl: '#meta+flags', means: 'inferred, restated, revised, carried, …', of: ({ point }) => point.flags?.join(' ') || null },
  { name: 'age_days', type: 'count', hxl: '#meta+age', means: 'With a step: days from as_of to the step’s end.', of: ({ point }) => point.age_days ?? null },
  { name: 'counter', type: 'text', hxl: '#org+counter', means: 'The family of offices that the line follows.', of: ({ line }) => line.counter ?? null },
  { name: 'method', type: 'text', hxl: '#meta+method', means: 'How claims became a line.', of: ({ line }) => line.method ?? null },
  { name: 'rule', type: 'text', hxl: '#meta+rule', means: 'Version of the rule.', of: ({ line }) => line.rule ?? null },
  { name: 'state', type: 'text', hxl: '#status+series', means: 'closed: a count that nobody continued.', of: ({ line }) => line.state ?? null },
  { name: 'known_on', type: 'day', hxl: '#date+known', means: 'The day of which the answer tells what was known; empty: today.', of: ({ trend }) => trend.known_on },
  { name: 'clock', type: 'text', hxl: '#meta+clock', means: 'With known_on: printed or recorded.', of: ({ trend }) => trend.clock },
  { name: 'rollup', type: 'text', hxl: '#meta+rollup', means: 'children: a sum over the parts of the place; else empty.', of: ({ missing }) => (missing === null ? null : 'children') },
  { name: 'missing', type: 'text', hxl: '#meta+missing', means: 'Of a sum: parts without a number in this step; while there are any, it is a floor.', of: ({ missing }) => missing?.join(' ') || null },
  { name: 'legend', type: 'text', hxl: '#description+legend', means: 'What a flow counts; of method=naive, that it is no number of people.', of: ({ line }) => line.legend ?? null },
  { name: 'notice', type: 'text', hxl: '#meta+notice', means: 'What every number here is, and is not.', of: ({ trend }) => trend.notice },
  { name: 'attributions', type: 'text', hxl: '#meta+attribution', means: 'Whose work the numbers rest on, under which licence.', of: ({ attributions }) => attributions },
] // biome-ignore format: a table of columns
