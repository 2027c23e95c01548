/** Passages with every displacement figure labelled by a person: one JSON object a line. */
import type { Category, Cause, Quantifier, Unit } from '@displacement-monitor/shared/domain'

export interface LabelledFigure {
  /** Exact words of the text that hold the number and its noun or verb. */
  quote: string
  value: number
  value_high: number | null
  unit: Unit
  qualifier: Quantifier
  category: Category
  place: string | null
  country_iso3: string | null
  cause: Cause | null
  /** YYYY-MM or YYYY-MM-DD. */
  start: string | null
  as_of: string | null
  attributed_to: string | null
}

export interface LabelledPassage {
  id: string
  title: string | null
  published: string | null
  lang: string
  text: string
  figures: readonly LabelledFigure[]
  /** Words near to displacement that count neither for nor against a reader. */
  ignore: readonly string[]
}

/** Passages of JSON Lines; a line that is no such object is an error with its number. */
export function parsePassages(content: string): LabelledPassage[] {
  return content.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    try {
      const { ignore, ...passage } = JSON.parse(line) as Omit<LabelledPassage, 'ignore'> & {
        ignore?: readonly (string | { quote: string })[]
      }
      if (typeof passage.text !== 'string') throw new Error('it has no "text"')
      if (!Array.isArray(passage.figures)) throw new Error('it has no "figures" ([] where there is none)')
      return [{ ...passage, ignore: (ignore ?? []).map((span) => (typeof span === 'string' ? span : span.quote)) }]
    } catch (error) {
      throw new Error(`Line ${i + 1} is no labelled passage: ${(error as Error).message}`, { cause: error })
    }
  })
}
