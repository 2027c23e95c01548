/** A text as the pieces in which it is read; the tokens of the first, which is most often the whole text, are kept. */

import type { Span } from './cell.ts'
import { splitClitics } from './clitics.ts'
import type { Lexicon } from './lexicon.ts'
import { restoreLetters } from './lost-letters.ts'
import { type Segment, segmentsOf } from './segment.ts'
import { type Token, tokenise, tokensUntil } from './token.ts'

/** Tokens, and which of them are meant. */
export interface TokenSpan extends Span {
  tokens: readonly Token[]
}

/** Tokens with their letters put back and their clitics parted. */
export const readTokens = (text: string, start: number, end: number, lexicon: Lexicon): readonly Token[] =>
  splitClitics(restoreLetters(tokenise(text, start, end, lexicon.pack.elisions), lexicon), lexicon)

export class TextPieces {
  readonly text: string
  readonly lexicon: Lexicon
  readonly pieces: readonly Segment[]
  /** The tokens of the first piece. */
  readonly opening: readonly Token[]

  constructor(text: string, lexicon: Lexicon) {
    this.text = text
    this.lexicon = lexicon
    this.pieces = segmentsOf(text)
    this.opening = this.#read(0, this.pieces[0]?.end ?? 0)
  }

  tokensOf(piece: Segment): readonly Token[] {
    return this.holds(piece) ? this.opening : this.#read(piece.start, piece.end)
  }

  /** Whether a stretch of the text lies in what is kept. */
  holds({ end }: Segment): boolean {
    return end <= (this.pieces[0]?.end ?? 0)
  }

  /** The tokens between two offsets; a word that reaches over the second is left out where it is known. */
  between({ start, end }: Segment): TokenSpan {
    if (this.holds({ start, end })) {
      const { opening } = this
      return { tokens: opening, first: tokensUntil(opening, start), last: tokensUntil(opening, end) }
    }
    const tokens = this.#read(start, end)
    return { tokens, first: 0, last: tokens.length }
  }

  #read(start: number, end: number): readonly Token[] {
    return readTokens(this.text, start, end, this.lexicon)
  }
}
