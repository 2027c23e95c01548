/** Document to folded figures: what the text says, who says it, and under which key it meets what others say. Pure. */
import { extractFigures, extractionVersion } from '@displacement-monitor/extraction'
import { foldFigure } from '@displacement-monitor/series'
import type { ReadingOutcome } from '@displacement-monitor/shared/db'
import type { FoldedFigure, Gazetteer, ParsedDocument } from '@displacement-monitor/shared/domain'

/** Counts up when parsing changes the stored text of any page. */
const parserVersion = 'parse@1'

/** The same version reads the same bytes alike; a reading records it. */
export const codeVersion = (gazetteer: Gazetteer): string =>
  [extractionVersion, gazetteer.version, parserVersion].join('+')

export interface ReadFigures {
  /** ISO 639-1, as detected or declared. */
  language: string | null
  outcome: ReadingOutcome
  figures: FoldedFigure[]
}

export function readFigures(document: ParsedDocument, gazetteer: Gazetteer): ReadFigures {
  const { text, title, language, publishedOn, publisher } = document
  const extracted = extractFigures({ text, title, language, publishedOn }, gazetteer)
  const figures = extracted.figures.map((figure) => foldFigure(figure, publisher))
  return {
    language: extracted.language,
    outcome: extracted.unsupported ? 'language_not_supported' : figures.length > 0 ? 'figures' : 'no_figures',
    figures,
  }
}
