/** Texts of one long line whose line breaks became two blanks each, as feeds and spreadsheets flatten them. */

/** A shorter text is a line of its own, and two blanks in it part cells. */
const shortest = 200
/** Columns and breaks that are there: the text was laid out by whoever wrote it. */
const laidOut = /[\n\r\t]| {3}/
const sentenceEnds = /[.!?…]["”’)\]]?$/
const wideEnds = /[.!?…]["”’)\]]? {2}(?=\S)/g
const plainEnds = /\p{Ll}[.!?…]["”’)\]]? (?=\S)/gu

/**
 * The text with its breaks put back, every offset as before: two blanks within a sentence end a line, those behind one a paragraph.
 * Who types two blanks behind each full stop means nothing by them: there hardly any sentence ends before a single one.
 */
export function withLostBreaks(text: string): string {
  if (text.length < shortest || !text.includes('  ') || laidOut.test(text.trim())) return text
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const endsParagraphs = count(plainEnds) >= count(wideEnds)
  return text.replace(/(?<=\S) {2}(?=\S)/g, (blanks, at: number) => {
    const before = text.slice(at - 2, at)
    if (/\d$/.test(before) && /\d/.test(text.charAt(at + 2))) return blanks
    if (!sentenceEnds.test(before)) return ' \n'
    return endsParagraphs ? '\n\n' : blanks
  })
}
