/** What one report brought, for a program. */
import { type FigureJson, figureToJson } from '@displacement-monitor/shared/contracts/figure-json'
import type { Figure, IsoDate } from '@displacement-monitor/shared/domain'

export interface IngestedFigure {
  figure: Figure
  figureId: number | null
  claimId: number | null
  /** new: first to say so · witness: others say so, too · none: makes no claim. */
  place: 'new' | 'witness' | 'none'
  /** Reports that print the claim, this one among them. */
  witnesses: number
  /** The earliest of the other reports. */
  firstOther: { publisher: string | null; publishedOn: IsoDate | null; url: string } | null
}

export interface Ingested {
  reportId: number
  url: string
  title: string | null
  publisher: string | null
  publishedOn: IsoDate | null
  language: string | null
  outcome: 'figures' | 'no_figures' | 'language_not_supported'
  /** The same bytes had been read by the same code: nothing was written. */
  unchanged: boolean
  /** Series that changed. */
  series: number
  figures: readonly IngestedFigure[]
}

export const ingestedJson = (input: string, ingested: Ingested) => ({
  input,
  report: ingested.reportId,
  url: ingested.url,
  title: ingested.title,
  publisher: ingested.publisher,
  published: ingested.publishedOn,
  lang: ingested.language,
  outcome: ingested.outcome,
  unchanged: ingested.unchanged,
  series_changed: ingested.series,
  figures: ingested.figures.map(storedFigureJson),
})

const storedFigureJson = ({ figure, figureId, claimId, place, witnesses }: IngestedFigure): StoredFigure => ({
  id: figureId,
  claim: claimId,
  claim_is: place === 'none' ? null : place,
  witnesses,
  ...figureToJson(figure),
})

interface StoredFigure extends FigureJson {
  id: number | null
  claim: number | null
  claim_is: 'new' | 'witness' | null
  witnesses: number
}
