/** A stored figure as the API writes it, after the rules of data responsibility. */
import { figureToJson, flowLegend, type StoredFigureJson } from '@displacement-monitor/shared/contracts'
import type { FigureRow } from '@displacement-monitor/shared/db'
import { type Gazetteer, isFlow } from '@displacement-monitor/shared/domain'
import { type OpenFigure, openFigure, openLength } from '@displacement-monitor/trends'

/** As the caller may see it; null where it needs a key as a whole. */
export function viewOf(figure: FigureRow, gazetteer: Gazetteer, all: boolean): OpenFigure | null {
  return all ? { figure, showsWords: true, withheld: null } : openFigure(figure, gazetteer)
}

export function figureView({ figure, showsWords, withheld }: OpenFigure, all: boolean): StoredFigureJson {
  const { excerpt, subset_of: _, ...json } = figureToJson({ ...figure, subsetOf: null })
  const tooLong = !all && excerpt.text.length > openLength
  return {
    id: figure.id,
    ...json,
    excerpt: showsWords && !tooLong ? excerpt : null,
    subset_of: figure.subsetOf,
    role: figure.role,
    review: figure.review,
    corrects: figure.corrects,
    evidence_changed: figure.evidenceChanged,
    rival_of: figure.rivalOf,
    claim: figure.claimId,
    operation: figure.operation,
    reporting_round: figure.round,
    assessment_type: figure.assessmentType,
    legend: isFlow(figure.category) ? flowLegend : null,
    withheld:
      withheld ?? (tooLong ? `The words are longer than ${openLength} characters: read them in the report.` : null),
    report: {
      id: figure.reportId,
      url: figure.url,
      title: figure.reportTitle,
      publisher: figure.publisher,
      published_on: figure.publishedOn,
      source: figure.sourceId,
    },
    links: {
      self: `/v1/figures/${figure.id}`,
      claim: figure.claimId === null ? null : `/v1/claims/${figure.claimId}`,
      report: `/v1/reports/${figure.reportId}`,
    },
  }
}

export function figureViews(figures: readonly FigureRow[], gazetteer: Gazetteer, all: boolean): StoredFigureJson[] {
  return figures.flatMap((figure) => {
    const view = viewOf(figure, gazetteer, all)
    return view ? [figureView(view, all)] : []
  })
}
