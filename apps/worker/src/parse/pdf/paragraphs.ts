/** Lines of a column to paragraphs: what runs on is joined, a word broken at a line's end is mended, a number stays with its label. */
import type { Part } from './regions.ts'
import { rowsOf, type Segment } from './segments.ts'

export interface Paragraph {
  text: string
  size: number
}

interface Line {
  text: string
  x0: number
  x1: number
  baseline: number
  size: number
}

const bullet = /^[•▪■●◦‣▸►➢➤✓·*–-]\s|^\(?(?:\d{1,2}|[a-z])[.)]\s/
const numberAlone =
  /^[~≈<>+]?[\p{Nd}][\p{Nd}\s.,]*\+?\s?(?:[kKmMbB]|million|thousand|millions?|mille|mil|millones)?\+?$/u
const ended = /[.!?:;…。؟][)"'”’»\]]*$/u
const startsLower = /^[("'“‘«]?\p{Ll}/u
const longestLabel = 70

export function paragraphsOf({ segments, x1 }: Pick<Part, 'segments' | 'x1'>): Paragraph[] {
  const lines = rowsOf(segments).map(lineOf)
  const leading = usualStep(lines)
  const groups: Line[][] = []
  for (const line of lines) {
    const group = groups.at(-1) ?? []
    const before = group.at(-1)
    if (before && !isOutdented(group, line) && runsOn(before, line, x1, leading)) group.push(line)
    else groups.push([line])
  }
  return withLabels(
    groups.map((group) => ({ text: joinLines(group.map(({ text }) => text)), size: group[0]?.size ?? 0 })),
  )
}

function lineOf(row: readonly Segment[]): Line {
  const [first] = row
  return {
    text: row.map(({ text }) => text).join(' '),
    x0: first?.x0 ?? 0,
    x1: Math.max(...row.map(({ x1 }) => x1)),
    baseline: first?.baseline ?? 0,
    size: Math.max(...row.map(({ size }) => size)),
  }
}

/** Left of where the lines of a hanging item stand: the text goes on after the list. */
const isOutdented = ([first, second]: readonly Line[], { x0, size }: Line): boolean =>
  second !== undefined && second.x0 > (first?.x0 ?? 0) + size * 0.5 && x0 < second.x0 - size * 0.5

function runsOn(before: Line, line: Line, right: number, leading: number): boolean {
  const step = line.baseline - before.baseline
  if (Math.abs(line.size - before.size) > Math.max(line.size, before.size) * 0.12) return false
  if (step > Math.max(leading * 1.35, line.size * 1.1)) return false
  if (bullet.test(line.text) || numberAlone.test(line.text) || numberAlone.test(before.text)) return false
  // The word that begins the line would have had room above.
  const [word = ''] = line.text.split(' ', 1)
  const room = right - before.x1 > (word.length + 2) * line.size * 0.55
  if (!room) return true
  return !ended.test(before.text) && startsLower.test(line.text)
}

/** Distance of most lines; of single lines, what their size asks for. */
function usualStep(lines: readonly Line[]): number {
  const steps = lines.slice(1).map((line, n) => line.baseline - (lines[n]?.baseline ?? 0))
  const size = Math.max(...lines.map((line) => line.size))
  const usual = steps.filter((step) => step < size * 2).toSorted((a, b) => a - b)
  return usual[Math.floor(usual.length / 2)] ?? size * 1.2
}

/** "dis-" and "placed" are one word; "Al-" and "Hasakeh", "2019-" and "2020" keep their hyphen. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (/\p{L}\u00ad$/u.test(text)) return text.slice(0, -1) + line
    if (/\p{Ll}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line
    if (/[\p{L}\p{Nd}][-\u2010\u2011]$/u.test(text) && /^[\p{L}\p{Nd}]/u.test(line)) return text + line
    return `${text} ${line}`
  })
}

/** A number alone and the short words next to it are the lines of one box; items of a list are lines of one paragraph. */
function withLabels(paragraphs: readonly Paragraph[]): Paragraph[] {
  const out: Paragraph[] = []
  for (const paragraph of paragraphs) {
    const last = out.at(-1)
    const lastLine = last?.text.split('\n').at(-1) ?? ''
    const short = paragraph.text.length <= longestLabel && lastLine.length <= longestLabel
    const box = numberAlone.test(paragraph.text) !== numberAlone.test(lastLine)
    const listed = bullet.test(paragraph.text) && (bullet.test(lastLine) || lastLine.endsWith(':'))
    if (last && ((short && box) || listed)) last.text += `\n${paragraph.text}`
    else out.push({ ...paragraph })
  }
  return out
}

/** A sentence that goes on in the next column or on the next page is one paragraph again. */
export function joinAcross(paragraphs: readonly Paragraph[]): Paragraph[] {
  const out: Paragraph[] = []
  for (const paragraph of paragraphs) {
    const last = out.at(-1)
    const goesOn =
      last &&
      last.text.length > longestLabel &&
      Math.abs(last.size - paragraph.size) < 0.5 &&
      !last.text.includes('\n') &&
      !ended.test(last.text) &&
      startsLower.test(paragraph.text)
    if (last && goesOn) last.text = joinLines([last.text, paragraph.text])
    else out.push({ ...paragraph })
  }
  return out
}
