/** The words of one sentence with their meanings: longest phrases of the lexicon first, broken words mended. */

import type { Tag } from '../languages/pack.ts'
import type { Entry, Lexicon, PhraseNode } from './lexicon.ts'
import { mendWords } from './mend-words.ts'
import type { NumberValue } from './number-value.ts'
import type { Gap, Token, TokenKind } from './token.ts'

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

/** Lexemes of the tokens from `first` to `last` (excluded). */
export function readLexemes(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): Lexeme[] {
  const words = mendWords(tokens, first, last, lexicon)
  const lexemes: Lexeme[] = []
  for (let i = 0; i < words.length; ) {
    const token = words[i]
    if (!token) break
    let entry: Entry | null = null
    let next = i + 1
    let level: Map<string, PhraseNode> | null = lexicon.root
    for (let k = i; level && k < words.length; k++) {
      const node: PhraseNode | undefined = level.get(words[k]?.lower ?? '')
      if (!node) break
      if (node.entry) {
        entry = node.entry
        next = k + 1
      }
      level = node.next
    }
    const { start, kind, gap, capital } = token
    let { end, lower } = token
    for (let k = i + 1; k < next; k++) {
      const word = words[k]
      if (!word) break
      end = word.end
      lower += ` ${word.lower}`
    }
    lexemes.push({ start, end, lower, kind, gap, capital, entry, number: null, dated: false })
    i = next
  }
  return lexemes
}
