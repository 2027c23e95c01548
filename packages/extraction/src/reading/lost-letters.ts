/**
 * Letters that a scan, a form or a wrong character set lost: "deplaces", "d�plac�s", "d?plac?s" and letters whose accent
 * stands apart are read as the word that the lexicon knows. Offsets stay those of the text.
 */
import type { Lexicon } from './lexicon.ts'
import { gaps, newToken, type Token, tokenKinds } from './token.ts'
import { wordOf } from './word.ts'

/** What stands where a letter was lost. */
const holes: ReadonlySet<string> = new Set(['\ufffd', '?'])
const hole = '\ufffd'
export const isHole = (sign: string) => holes.has(sign)

const accents = /[\u0300-\u036f]/g
const lostLetters = /[^\u0000-\u007f]+/g

export const withoutAccents = (word: string) => word.normalize('NFD').replace(accents, '')

/** Words by the letters that are left of them. Of two words with the same rest the one with more accents was meant. */
export class LostLetters {
  readonly #bare = new Map<string, string>()
  readonly #holed = new Map<string, string>()

  constructor(words: Iterable<string>) {
    const byAccents = [...words].filter((word) => accentsOf(word) > 0).sort((a, b) => accentsOf(b) - accentsOf(a))
    for (const word of byAccents) {
      const bare = withoutAccents(word)
      if (!this.#bare.has(bare)) this.#bare.set(bare, word)
      const holed = word.replace(lostLetters, hole)
      if (!this.#holed.has(holed)) this.#holed.set(holed, word)
    }
  }

  /** The word meant by one that is not known, or null. */
  restored(word: string): string | null {
    return this.#bare.get(word) ?? (accentsOf(word) > 0 ? (this.#bare.get(withoutAccents(word)) ?? null) : null)
  }

  filled(word: string): string | null {
    return this.#holed.get(word) ?? null
  }
}

/** Latin letters with an accent; other scripts have forms of their own (see arabic-script.ts). */
function accentsOf(word: string): number {
  let count = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if ((code >= 0xc0 && code < 0x250) || (code >= 0x300 && code < 0x370)) count++
  }
  return count
}

/** The tokens with lost letters put back; the same array where none is missing. */
export function restoreLetters(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  if (!tokens.some(({ word }) => lexicon.meaningOf(word).damaged)) return tokens
  const restored: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token) continue
    const end = pieceEnd(tokens, i)
    const filled = end > i + 1 || holes.has(token.lower) ? lexicon.lost.filled(lettersOf(tokens, i, end)) : null
    if (filled) {
      restored.push(
        newToken(token.start, tokens[end - 1]?.end ?? token.end, tokenKinds.word, token.gap, wordOf(filled)),
      )
      i = end - 1
      continue
    }
    const meant = meantBy(tokens, i, token, lexicon)
    restored.push(
      meant === null ? token : newToken(token.start, token.end, token.kind, token.gap, wordOf(meant), token.capital),
    )
  }
  return restored
}

function meantBy(tokens: readonly Token[], i: number, token: Token, lexicon: Lexicon): string | null {
  if (token.kind !== tokenKinds.word) return null
  const { known, restored } = lexicon.meaningOf(token.word)
  if (!known) return restored
  // "deplaces a Goma": a small word that is another without its accent, before a name.
  const twin = lexicon.pack.accentedBeforeName?.[token.lower]
  return twin !== undefined && !token.capital && tokens[i + 1]?.capital && tokens[i + 1]?.gap === gaps.blank
    ? twin
    : null
}

/** The index behind the pieces of one word, which nothing but lost letters parts. */
function pieceEnd(tokens: readonly Token[], from: number): number {
  const isPiece = (token: Token | undefined) =>
    token !== undefined && (token.kind === tokenKinds.word || holes.has(token.lower))
  let end = from + 1
  if (!isPiece(tokens[from])) return end
  while (isPiece(tokens[end]) && tokens[end]?.gap === gaps.none) end++
  return end
}

function lettersOf(tokens: readonly Token[], from: number, end: number): string {
  let letters = ''
  for (let i = from; i < end; i++) {
    const { lower = '' } = tokens[i] ?? {}
    letters += holes.has(lower) ? hole : lower
  }
  return letters.replace(/\ufffd+/g, hole)
}
