/** Rows as text: one line each, with the offsets that excerpts need. Lines are clean before an offset is taken. */
import type { Excerpt } from '@displacement-monitor/shared/domain'
import { cleanLine } from '../../parse/clean-text.ts'

export interface RowText {
  /** Ends the line; a line that is empty once cleaned is left out. */
  line(words: string): Excerpt
  /** The next line begins a paragraph. */
  paragraph(): void
  text(): string
}

export function rowText(): RowText {
  let text = ''
  let gap = ''
  return {
    line(words) {
      const clean = cleanLine(words)
      if (clean === '') return { start: text.length, end: text.length, text: '' }
      if (text !== '') text += gap === '' ? '\n' : gap
      gap = ''
      const start = text.length
      text += clean
      return { start, end: text.length, text: clean }
    },
    paragraph() {
      gap = '\n\n'
    },
    text: () => text,
  }
}

/** "208,382": digits as English prints them. */
export const inDigits = (value: number): string => value.toLocaleString('en-US')
