/** Words to segments: what stands on one line without a gap that a column or a cell could begin behind. */
import type { Page, Word } from './open-pdf.ts'

export interface Segment {
  text: string
  x0: number
  x1: number
  baseline: number
  size: number
}

/** Gaps in parts of the letters' size: a blank, and one that parts columns. */
const [blank, columnGap] = [0.13, 1]
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g

/** In the order of lines from the top, each from the left. */
export function segmentsOf({ words }: Pick<Page, 'words'>): Segment[] {
  return rowsOf(words).flatMap((row) => splitRow(row.sort((a, b) => a.x0 - b.x0)))
}

/** Things on one line; small ones raised or lowered beside it (footnote marks) are of it. */
export function rowsOf<T extends Pick<Word, 'baseline' | 'size' | 'x0'>>(things: readonly T[]): T[][] {
  const rows: { baseline: number; size: number; things: T[] }[] = []
  for (const thing of things.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1)
    if (row && thing.baseline - row.baseline <= Math.max(row.size, thing.size) * 0.35) {
      row.things.push(thing)
      if (thing.size > row.size) [row.size, row.baseline] = [thing.size, thing.baseline]
    } else rows.push({ baseline: thing.baseline, size: thing.size, things: [thing] })
  }
  return rows.map((row) => row.things.sort((a, b) => a.x0 - b.x0))
}

function splitRow(words: readonly Word[]): Segment[] {
  const groups: Word[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    if (group && before && word.x0 - before.x1 < Math.min(before.size, word.size) * columnGap) group.push(word)
    else groups.push([word])
  }
  return groups.map(segmentOf)
}

function segmentOf(words: readonly Word[]): Segment {
  const main = words.reduce((a, b) => (b.text.length > a.text.length ? b : a))
  const all = words.map(({ text }) => text).join('')
  const backward = (all.match(rightToLeft)?.length ?? 0) > (all.match(/\p{L}/gu)?.length ?? 0) / 2
  let text = ''
  let before: Word | null = null
  for (const word of backward ? words.toReversed() : words) {
    if (before) {
      const gap = backward ? before.x0 - word.x1 : word.x0 - before.x1
      if (gap > Math.min(before.size, word.size) * blank) text += ' '
    }
    text += word.text
    before = word
  }
  return {
    text: text.replace(/\s+/g, ' '),
    x0: Math.min(...words.map(({ x0 }) => x0)),
    x1: Math.max(...words.map(({ x1 }) => x1)),
    baseline: main.baseline,
    size: main.size,
  }
}
