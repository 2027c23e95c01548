/** Marks that begin an item of a list, and dashes. */
import { type Token, tokenKinds } from './token.ts'

const bullets = new Set('•▪■●◦‣⁃∙·►▶➢➤✓✔❖◆♦○□*\u2043\uf0b7\uf0a7\uf0d8|'.split(''))
const dashes = new Set(['-', '–', '—', '\u2212'])

export const isBullet = ({ kind, lower }: Pick<Token, 'kind' | 'lower'>) =>
  kind === tokenKinds.sign && bullets.has(lower)
export const isDash = (text: string) => dashes.has(text)
