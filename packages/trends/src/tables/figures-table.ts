/** Figures as a table: one row a figure, with its words and where they were printed. */
import type { FiguresJson, StoredFigureJson } from '@displacement-monitor/shared/contracts'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { type AdminNames, adminColumns, adminNames } from './admin-names.ts'
import { affectedTag } from './affected-tag.ts'
import { type Filled, fillTable, type Table } from './table.ts'
import { termsOf } from './terms.ts'

interface Row {
  admin: AdminNames
  figure: StoredFigureJson
  notice: string
  /** Of the figure's own source. */
  attributions: string | null
}

/** The figures are as their reader may see them: a place that is veiled has the units of what is told. */
export function figuresTable({ figures, notice, attributions }: FiguresJson, gazetteer: Gazetteer): Table {
  const terms = new Map(attributions.map((one) => [one.source, termsOf([one])]))
  return fillTable(
    columns(affectedTag(figures)),
    figures.map((figure) => ({
      admin: adminNames(figure.place?.id ?? null, gazetteer, figure.place?.country_iso3, figure.place),
      figure,
      notice,
      attributions: terms.get(figure.report.source) ?? null,
    })),
  )
}

const columns = (tag: string): Filled<Row>[] => [
  { name: 'figure_id', type: 'count', hxl: '#meta+id', means: '/v1/figures/{id} says why.', of: ({ figure }) => figure.id },
  ...adminColumns<Row>(),
  { name: 'place_id', type: 'text', hxl: '#loc+code', means: 'Id of the place; empty where no gazetteer knows it.', of: ({ figure }) => figure.place?.id ?? null },
  { name: 'place_name', type: 'text', hxl: '#loc+name', means: 'The place as printed.', of: ({ figure }) => figure.place?.name ?? null },
  { name: 'place_role', type: 'text', hxl: '#loc+type', means: 'Where people fled from (origin), to (destination), or both.', of: ({ figure }) => figure.place?.role ?? null },
  { name: 'category', type: 'text', hxl: '#indicator+code', means: 'What is counted; flows are movements, not people.', of: ({ figure }) => figure.category },
  { name: 'scope', type: 'text', hxl: '#indicator+scope', means: 'all, or the part of the people that was counted.', of: ({ figure }) => figure.scope },
  { name: 'cause', type: 'text', hxl: '#cause+type', means: 'Empty: the text does not say.', of: ({ figure }) => figure.cause },
  { name: 'hazard', type: 'text', hxl: '#event+type', means: 'Flood, earthquake, …, where stated.', of: ({ figure }) => figure.hazard },
  { name: 'term', type: 'text', hxl: '#indicator+term', means: 'displaced, fled, evacuated, …', of: ({ figure }) => figure.term },
  { name: 'population', type: 'count', hxl: tag, means: 'The number as printed.', of: ({ figure }) => figure.value },
  { name: 'population_high', type: 'count', hxl: `${tag}+max`, means: 'Of a range: its upper end.', of: ({ figure }) => figure.value_high },
  { name: 'quantifier', type: 'text', hxl: '#meta+quantifier', means: 'How the number was told: exact, more_than, nearly, …', of: ({ figure }) => figure.quantifier },
  { name: 'unit', type: 'text', hxl: '#meta+unit', means: 'person or household.', of: ({ figure }) => figure.unit },
  { name: 'persons', type: 'count', hxl: `${tag.replace('+hh', '+ind')}+persons`, means: 'In persons, where the household size is stated.', of: ({ figure }) => figure.persons },
  { name: 'reference_period_start', type: 'day', hxl: '#date+start', means: 'First day that the number covers, as exactly as since_accuracy says.', of: ({ figure }) => figure.since ?? figure.as_of },
  { name: 'reference_period_end', type: 'day', hxl: '#date+end', means: 'Last day that it covers, as exactly as as_of_accuracy says.', of: ({ figure }) => figure.as_of },
  { name: 'since', type: 'day', hxl: '#date+since', means: 'Of a flow: its first day.', of: ({ figure }) => figure.since },
  { name: 'since_accuracy', type: 'text', hxl: '#date+since+type', means: 'day, week, month or year.', of: ({ figure }) => figure.since_accuracy },
  { name: 'as_of', type: 'day', hxl: '#date+occurred', means: 'The day of the number.', of: ({ figure }) => figure.as_of },
  { name: 'as_of_accuracy', type: 'text', hxl: '#date+occurred+type', means: 'day, week, month or year.', of: ({ figure }) => figure.as_of_accuracy },
  { name: 'as_of_basis', type: 'text', hxl: '#date+occurred+basis', means: 'stated, or published: inferred from the day of print.', of: ({ figure }) => figure.as_of_basis },
  { name: 'counter', type: 'text', hxl: '#org+counter', means: 'Who counted, as printed.', of: ({ figure }) => figure.counter },
  { name: 'operation', type: 'text', hxl: '#operation+name', means: 'Of a structured row: its operation.', of: ({ figure }) => figure.operation },
  { name: 'reporting_round', type: 'count', hxl: '#round+code', means: 'Of a structured row: its round.', of: ({ figure }) => figure.reporting_round },
  { name: 'assessment_type', type: 'text', hxl: '#assessment+type', means: 'Of a structured row: BA or SA.', of: ({ figure }) => figure.assessment_type },
  { name: 'excerpt', type: 'text', hxl: '#description+excerpt', means: 'The report’s exact words; empty where they need a key.', of: ({ figure }) => figure.excerpt?.text ?? null },
  { name: 'report_title', type: 'text', hxl: '#meta+title', means: 'Title of the report.', of: ({ figure }) => figure.report.title },
  { name: 'report_url', type: 'text', hxl: '#meta+url', means: 'Where it was printed.', of: ({ figure }) => figure.report.url },
  { name: 'publisher', type: 'text', hxl: '#org+publisher', means: 'Who printed it.', of: ({ figure }) => figure.report.publisher },
  { name: 'published_on', type: 'day', hxl: '#date+published', means: 'Day of print.', of: ({ figure }) => figure.report.published_on },
  { name: 'source', type: 'text', hxl: '#meta+source', means: 'Id of the source; see /v1/sources.', of: ({ figure }) => figure.report.source },
  { name: 'claim_id', type: 'count', hxl: '#meta+claim', means: 'What figures that say the same make.', of: ({ figure }) => figure.claim },
  { name: 'review', type: 'text', hxl: '#status+review', means: 'unreviewed: read by machine; approved, corrected or rejected by a person.', of: ({ figure }) => figure.review },
  { name: 'evidence_changed', type: 'text', hxl: '#status+evidence', means: 'A newer reading no longer says what a person approved here.', of: ({ figure }) => figure.evidence_changed },
  { name: 'confidence', type: 'decimal', hxl: '#meta+confidence', means: '0 to 1: how sure the reading is.', of: ({ figure }) => figure.confidence },
  { name: 'withheld', type: 'text', hxl: '#meta+withheld', means: 'What needs a key, and why.', of: ({ figure }) => figure.withheld },
  { name: 'legend', type: 'text', hxl: '#description+legend', means: 'What a flow counts.', of: ({ figure }) => figure.legend },
  { name: 'notice', type: 'text', hxl: '#meta+notice', means: 'What every number here is, and is not.', of: ({ notice }) => notice },
  { name: 'attributions', type: 'text', hxl: '#meta+attribution', means: 'Whose work the figure is, under which licence.', of: ({ attributions }) => attributions },
] // biome-ignore format: a table of columns
