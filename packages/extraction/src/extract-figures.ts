/** The door of the engine: a text in, its displacement figures out. Pure, linear in the length of the text, never throws. */
import type { Figure, Gazetteer, TextDocument } from '@displacement-monitor/shared/domain'
import { detectLanguage } from './detect-language.ts'
import { figuresOf } from './document-reading.ts'
import { languagePacks } from './languages/index.generated.ts'
import { partsByLanguage } from './paragraph-languages.ts'
import { lexiconOf } from './reading/lexicon.ts'
import { withLostBreaks } from './reading/lost-breaks.ts'
import { TextPieces } from './reading/text-pieces.ts'

/** Changes with every change that may alter figures; a reading records it. */
export const extractionVersion = 'extraction@9'

export interface Extraction {
  /** ISO 639-1 as given, else as detected; null if neither tells. */
  language: string | null
  /** No words of this language are known: nothing was read, which is not "no figures". */
  unsupported: boolean
  figures: Figure[]
}

const packs = Object.values(languagePacks)

/** A box of figures has few words that tell; its title may have more. */
const languageOf = ({ text, title }: TextDocument): string | null =>
  detectLanguage(text, packs) ?? (title ? detectLanguage(`${title}\n${text}`, packs) : null)

/** "en-GB" is "en". */
const baseCode = (language: string) => language.toLowerCase().split(/[-_]/)[0] ?? language

export function extractFigures(document: TextDocument, gazetteer: Gazetteer): Extraction {
  const language = document.language ? baseCode(document.language) : languageOf(document)
  const pack = language === null ? undefined : languagePacks[language]
  if (!pack) return { language, unsupported: true, figures: [] }
  const text = withLostBreaks(document.text)
  const parts = partsByLanguage(new TextPieces(text, lexiconOf(pack)), packs)
  const read = parts.map((part) => figuresOf({ ...document, text: part.text }, part, gazetteer))
  const figures = inOrderOfText(read)
  return { language, unsupported: false, figures: text === document.text ? figures : asPrinted(figures, document.text) }
}

/** Excerpts are the text as it came. */
const asPrinted = (figures: readonly Figure[], text: string): Figure[] =>
  figures.map((figure) => {
    const { start, end } = figure.excerpt
    return { ...figure, excerpt: { start, end, text: text.slice(start, end) } }
  })

/** Figures of all parts as the text has them; a part of another figure keeps pointing at it. */
function inOrderOfText(read: readonly Figure[][]): Figure[] {
  const [only] = read
  if (only && read.length === 1) return only
  const all = read.flatMap((figures) => figures.map((figure) => ({ figure, whole: figures[figure.subsetOf ?? -1] })))
  all.sort((a, b) => a.figure.excerpt.start - b.figure.excerpt.start)
  return all.map(({ figure, whole }) =>
    whole ? { ...figure, subsetOf: all.findIndex((each) => each.figure === whole) } : figure,
  )
}
