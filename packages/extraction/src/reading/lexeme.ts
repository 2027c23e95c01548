/** The words of one sentence with their meanings: longest phrases of the lexicon first, broken words mended. */

import type { Tag } from '../languages/pack.ts'
import type { Entry, Lexicon, PhraseNode } from './lexicon.ts'
import { isBroken, mendWords } from './mend-words.ts'
import type { NumberValue } from './number-value.ts'
import { type Gap, type Token, type TokenKind, tokenKinds } from './token.ts'

export interface Lexeme {
  start: number
  end: number
  lower: string
  kind: TokenKind
  gap: Gap
  capital: boolean
  entry: Entry | null
  number: NumberValue | null
  /** Part of a date or of a span of time: no count. */
  dated: boolean
}

const none: ReadonlySet<Tag> = new Set()
export const tagsOf = (lexeme: Lexeme | undefined): ReadonlySet<Tag> => lexeme?.entry?.tags ?? none
export const has = (lexeme: Lexeme | undefined, tag: Tag): boolean => lexeme?.entry?.tags.has(tag) ?? false
export function hasAny(lexeme: Lexeme | undefined, tags: readonly Tag[]): boolean {
  const own = lexeme?.entry?.tags
  if (own !== undefined) for (const tag of tags) if (own.has(tag)) return true
  return false
}

/** What a token means that stands alone. */
export const entryOf = (token: Token | undefined, lexicon: Lexicon): Entry | null =>
  token ? (lexicon.meaningOf(token.word).node?.entry ?? null) : null

/** A word of a text; all are made here, so that they are of one shape. */
const newLexeme = ({ start, kind, gap, capital }: Token, end: number, lower: string, entry: Entry | null): Lexeme => ({
  start,
  end,
  lower,
  kind,
  gap,
  capital,
  entry,
  number: null,
  dated: false,
})

/** The same lexeme once more, changed or to be changed. */
export const copyOf = ({ start, end, lower, kind, gap, capital, entry, number, dated }: Lexeme): Lexeme => ({
  start,
  end,
  lower,
  kind,
  gap,
  capital,
  entry,
  number,
  dated,
})

/** Lexemes of the tokens from `first` to `last` (excluded). */
export function readLexemes(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): Lexeme[] {
  if (!isBroken(tokens, first, last, lexicon)) return lexemesOf(tokens, first, last, lexicon)
  const words = mendWords(tokens, first, last, lexicon)
  return lexemesOf(words, 0, words.length, lexicon)
}

function lexemesOf(words: readonly Token[], first: number, last: number, lexicon: Lexicon): Lexeme[] {
  const lexemes: Lexeme[] = []
  for (let i = first; i < last; ) {
    const token = words[i]
    if (!token) break
    let longest: PhraseNode | null = null
    let next = i + 1
    // "as of 3 May have been": a month, not "may have".
    const dated = token.capital && i > first && words[i - 1]?.kind === tokenKinds.digits
    let node: PhraseNode | null | undefined = lexicon.meaningOf(token.word).node
    for (let k = i + 1; node; k++) {
      if (node.entry) {
        longest = node
        next = k
        if (dated && node.entry.tags.has('month')) break
      }
      node = k < last ? node.next?.get(words[k]?.lower ?? '') : null
    }
    lexemes.push(
      newLexeme(token, words[next - 1]?.end ?? token.end, longest?.phrase ?? token.lower, longest?.entry ?? null),
    )
    i = next
  }
  return lexemes
}
