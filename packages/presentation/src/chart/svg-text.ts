/** Small pieces of SVG that every part of the picture uses. */
import { escapeMarkup } from '../markup/html.ts'
import { place } from './marks.ts'

export const text = (x: number, y: number, kind: string, words: string, anchor = 'start'): string =>
  `<text x="${place(x)}" y="${place(y)}" class="dc-${kind}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escapeMarkup(words)}</text>`

/** A mark with its words; where it leads somewhere, a link that a keyboard reaches. */
export function linked(href: string | null, says: string, shape: string): string {
  const named = `<title>${escapeMarkup(says)}</title>${shape}`
  return href === null
    ? `<g>${named}</g>`
    : `<a href="${escapeMarkup(href)}" aria-label="${escapeMarkup(says)}">${named}</a>`
}
