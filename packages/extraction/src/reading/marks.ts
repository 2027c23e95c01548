/** Marks that begin an item of a list, dashes, quotation marks. */
import { type Token, tokenKinds } from './token.ts'

const bullets = new Set('•▪■●◦‣⁃∙·►▶➢➤✓✔❖◆♦○□*\u2043\uf0b7\uf0a7\uf0d8|'.split(''))
const dashes = new Set(['-', '–', '—', '\u2212'])

export const isBullet = ({ kind, lower }: Pick<Token, 'kind' | 'lower'>) =>
  kind === tokenKinds.sign && bullets.has(lower)
const quotes = new Set(['"', '«', '»', '“', '”', '„', '‘', '’'])

export const isDash = (text: string) => dashes.has(text)
export const isQuote = (text: string) => quotes.has(text)
