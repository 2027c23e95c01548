/** Parts a document whose paragraphs are in several of the supported languages: each language reads its own. */
import { ownShare, shareOf } from './detect-language.ts'
import type { LanguagePack } from './languages/pack.ts'
import { lexiconOf } from './reading/lexicon.ts'
import { TextPieces } from './reading/text-pieces.ts'

/** A paragraph shorter than this is a heading or a cell; it goes with the document. */
const least = 60
/** Characters of a paragraph looked at. */
const sample = 300
/** The share of function words that shows another language, and that of the document's own language that denies it. */
const [foreign, own] = [0.25, 0.3]
/** Below that the other one must be so many times clearer: sisters share small words (la, de, en). */
const clearer = 1.6

interface Span {
  from: number
  to: number
  pack: LanguagePack
}

/**
 * The text for each of its languages, its main one first: with the paragraphs of other languages blanked out, so that
 * offsets stay those of the document. As it is, where there is but one language.
 */
export function partsByLanguage(whole: TextPieces, packs: readonly LanguagePack[]): TextPieces[] {
  const { text } = whole
  const main = whole.lexicon.pack
  const others = packs.filter((pack) => pack !== main)
  const spans: Span[] = paragraphsOf(text).map(({ from, to }) => ({
    from, to, pack: (to - from >= least && otherLanguage(whole, from, Math.min(to, from + sample), others)) || main,
  })) // biome-ignore format: one record
  const used = [main, ...others.filter((pack) => spans.some((span) => span.pack === pack))]
  if (used.length === 1) return [whole]
  return used.map((pack) => new TextPieces(onlyOf(text, spans, pack), lexiconOf(pack)))
}

/** Paragraphs end at an empty line; at any line's end in a text that has no empty line. */
function paragraphsOf(text: string): { from: number; to: number }[] {
  const end = text.includes('\n\n') ? '\n\n' : '\n'
  const paragraphs: { from: number; to: number }[] = []
  for (let from = 0; from < text.length; ) {
    const at = text.indexOf(end, from)
    const to = at < 0 ? text.length : at + end.length
    paragraphs.push({ from, to })
    from = to
  }
  return paragraphs
}

function otherLanguage(
  whole: TextPieces,
  from: number,
  to: number,
  others: readonly LanguagePack[],
): LanguagePack | null {
  const share = ownShare(whole, from, to)
  if (share > own) return null
  const [best, second] = others.map((pack) => shareOf(whole.text, from, to, pack)).sort((a, b) => b.share - a.share)
  const needed = Math.max(foreign, share * clearer)
  return best && best.share >= needed && best.share > (second?.share ?? 0) ? best.pack : null
}

/** Line breaks stay, so that paragraphs do. */
function onlyOf(text: string, spans: readonly Span[], pack: LanguagePack): string {
  return spans
    .map((span) => {
      const piece = text.slice(span.from, span.to)
      return span.pack === pack ? piece : piece.replace(/[^\n]/g, ' ')
    })
    .join('')
}
