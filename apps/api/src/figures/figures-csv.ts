/** Figures as a table: one row a figure, with its words and where they were printed. */
import { csvTable, type FiguresJson } from '@displacement-monitor/shared/contracts'

const columns = [
  'figure_id', 'location_code', 'place_id', 'place_name', 'place_role', 'category', 'scope', 'cause', 'term', 'population',
  'population_high', 'quantifier', 'unit', 'persons', 'since', 'since_accuracy', 'as_of', 'as_of_accuracy', 'as_of_basis',
  'counter', 'excerpt', 'report_title', 'report_url', 'publisher', 'published_on', 'source', 'claim_id', 'review',
  'confidence', 'withheld', 'notice', 'attributions',
] // biome-ignore format: a list of columns

export function figuresCsv({ figures, notice, attributions }: FiguresJson): string {
  const terms = new Map(attributions.map(({ source, attribution, licence }) => [source, `${attribution} (${licence})`]))
  return csvTable(
    columns,
    figures.map((figure) => [
      figure.id, figure.place?.country_iso3 ?? null, figure.place?.id ?? null, figure.place?.name ?? null,
      figure.place?.role ?? null, figure.category, figure.scope, figure.cause, figure.term, figure.value, figure.value_high,
      figure.quantifier, figure.unit, figure.persons, figure.since, figure.since_accuracy, figure.as_of,
      figure.as_of_accuracy, figure.as_of_basis, figure.counter, figure.excerpt?.text ?? null, figure.report.title,
      figure.report.url, figure.report.publisher, figure.report.published_on, figure.report.source, figure.claim,
      figure.review, figure.confidence, figure.withheld, notice, terms.get(figure.report.source) ?? null,
    ]), // biome-ignore format: in the order of the columns
  )
}
