/** The list of series as a table: one row a series, with its newest number. */
import type { SeriesListJson } from '@displacement-monitor/shared/contracts'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { type AdminNames, adminColumns, adminNames } from './admin-names.ts'
import { affectedTag } from './affected-tag.ts'
import { type Filled, fillTable, type Table } from './table.ts'
import { termsOf } from './terms.ts'

interface Row {
  admin: AdminNames
  series: SeriesListJson['series'][number]
  notice: string
  attributions: string
}

export function seriesTable({ series, notice, attributions }: SeriesListJson, gazetteer: Gazetteer): Table {
  const terms = termsOf(attributions)
  return fillTable(
    columns(affectedTag(series)),
    series.map((one) => ({ admin: adminNames(one.place.id, gazetteer), series: one, notice, attributions: terms })),
  )
}

const columns = (tag: string): Filled<Row>[] => [
  ...adminColumns<Row>(),
  { name: 'place_id', type: 'text', hxl: '#loc+code', means: 'Id of the place.', of: ({ series }) => series.place.id },
  { name: 'place_name', type: 'text', hxl: '#loc+name', means: 'The place.', of: ({ series }) => series.place.name },
  { name: 'place_role', type: 'text', hxl: '#loc+type', means: 'Where people fled from (origin), to (destination), or both.', of: ({ series }) => series.place_role },
  { name: 'category', type: 'text', hxl: '#indicator+code', means: 'What is counted; flows are movements, not people.', of: ({ series }) => series.category },
  { name: 'scope', type: 'text', hxl: '#indicator+scope', means: 'all, or the part of the people that was counted.', of: ({ series }) => series.scope },
  { name: 'cause', type: 'text', hxl: '#cause+type', means: 'Empty: no text says.', of: ({ series }) => series.cause },
  { name: 'kind', type: 'text', hxl: '#indicator+type', means: 'cumulative since a fixed day, period, stock, or event_sum.', of: ({ series }) => series.kind },
  { name: 'series_id', type: 'count', hxl: '#meta+id', means: 'Of the series.', of: ({ series }) => series.id },
  { name: 'since', type: 'day', hxl: '#date+since', means: 'Of a running count: its fixed start.', of: ({ series }) => series.since },
  { name: 'since_accuracy', type: 'text', hxl: '#date+since+type', means: 'How exactly that start is known.', of: ({ series }) => series.since_accuracy },
  { name: 'reference_period_start', type: 'day', hxl: '#date+start', means: 'First day that the newest number covers.', of: ({ series }) => series.latest?.from ?? series.since ?? series.latest?.as_of ?? null },
  { name: 'reference_period_end', type: 'day', hxl: '#date+end', means: 'Last day that it covers.', of: ({ series }) => series.latest?.as_of ?? null },
  { name: 'population', type: 'count', hxl: tag, means: 'The newest number. Empty: none is known, never 0.', of: ({ series }) => series.latest?.value ?? null },
  { name: 'low', type: 'count', hxl: `${tag}+min`, means: 'The least that the words allow.', of: ({ series }) => series.latest?.low ?? null },
  { name: 'high', type: 'count', hxl: `${tag}+max`, means: 'The most that the words allow.', of: ({ series }) => series.latest?.high ?? null },
  { name: 'unit', type: 'text', hxl: '#meta+unit', means: 'person or household.', of: ({ series }) => series.unit },
  { name: 'quantifier', type: 'text', hxl: '#meta+quantifier', means: 'How the number was told.', of: ({ series }) => series.latest?.quantifier ?? null },
  { name: 'review', type: 'text', hxl: '#status+review', means: 'machine_read, partly, or cleared by a person.', of: ({ series }) => series.latest?.review ?? null },
  { name: 'change_7d', type: 'count', hxl: `${tag}+change+d7`, means: 'Newest number minus the line’s 7 days before it.', of: ({ series }) => series.change_7d?.value ?? null },
  { name: 'change_30d', type: 'count', hxl: `${tag}+change+d30`, means: 'The same over 30 days.', of: ({ series }) => series.change_30d?.value ?? null },
  { name: 'age_days', type: 'count', hxl: '#meta+age', means: 'Days from the newest number to today.', of: ({ series }) => series.age_days },
  { name: 'counter', type: 'text', hxl: '#org+counter', means: 'The family of offices that the line follows.', of: ({ series }) => series.counter },
  { name: 'method', type: 'text', hxl: '#meta+method', means: 'How claims became a line.', of: ({ series }) => series.method },
  { name: 'rule', type: 'text', hxl: '#meta+rule', means: 'Version of the rule.', of: ({ series }) => series.rule },
  { name: 'state', type: 'text', hxl: '#status+series', means: 'closed: a count that nobody continued.', of: ({ series }) => series.state },
  { name: 'updated_at', type: 'text', hxl: '#date+updated', means: 'When the series last changed.', of: ({ series }) => series.updated_at },
  { name: 'legend', type: 'text', hxl: '#description+legend', means: 'What a flow counts.', of: ({ series }) => series.legend },
  { name: 'notice', type: 'text', hxl: '#meta+notice', means: 'What every number here is, and is not.', of: ({ notice }) => notice },
  { name: 'attributions', type: 'text', hxl: '#meta+attribution', means: 'Whose work the numbers rest on, under which licence.', of: ({ attributions }) => attributions },
] // biome-ignore format: a table of columns
