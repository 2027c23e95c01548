/** Headers and footers: lines at the top or bottom that most pages carry. A header is kept where it stands first, since it often names the report. */
import type { Segment } from './segments.ts'

interface Sheet {
  height: number
  segments: Segment[]
}

/** Share of a page's height in which headers and footers stand. */
const edge = 0.12

export function withoutRepeatedLines(pages: readonly Sheet[]): Sheet[] {
  const counts = new Map<string, Set<number>>()
  for (const [n, page] of pages.entries())
    for (const segment of page.segments) {
      const key = keyOf(segment, page.height)
      if (key) counts.set(key, (counts.get(key) ?? new Set()).add(n))
    }
  const least = Math.max(2, Math.ceil(pages.length * 0.4))
  const repeated = (key: string) => (counts.get(key)?.size ?? 0) >= least
  const shown = new Set<string>()
  return pages.map((page, n) => ({
    ...page,
    segments: page.segments.filter((segment) => {
      const key = keyOf(segment, page.height)
      if (isPageNumber(segment, page.height, n + 1, pages.length)) return false
      if (!key || !repeated(key)) return true
      if (!key.startsWith('top') || shown.has(key)) return false
      shown.add(key)
      return true
    }),
  }))
}

/** Null for a line in the middle and for one without words: a number alone may be a figure. Page numbers in it may differ. */
function keyOf({ text, baseline, size }: Segment, height: number): string | null {
  const place = baseline < height * edge ? 'top' : baseline - size > height * (1 - edge) ? 'bottom' : null
  if (!place || !/\p{L}{2}/u.test(text)) return null
  return `${place} ${text.toLowerCase().replace(/(?<![\d.,])\d{1,3}(?![\d.,]*\d)/g, '#')}`
}

/** "3", "- 3 -", "3/12", "Page 3 of 12" at an edge of page 3; printed numbers may lag behind by covers. */
function isPageNumber({ text, baseline, size }: Segment, height: number, page: number, pages: number): boolean {
  if (baseline > height * edge && baseline - size < height * (1 - edge)) return false
  const match = /^(?:\p{L}{1,8}\.?\s*)?[-–|\s]*(\d{1,3})(?:\s*(?:\/|\p{L}{1,4})\s*(\d{1,3}))?[-–|\s]*$/u.exec(text)
  if (!match || (pages === 1 && !match[2])) return false
  const off = page - Number(match[1])
  return off >= 0 && off <= 3 && (match[2] === undefined || Math.abs(Number(match[2]) - pages) <= 3)
}
