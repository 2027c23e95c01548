/** Breaks that a text lost on its way: two blanks in a text of one line, bars between the labels of a box. */

/** A shorter text is a line of its own, and two blanks in it part cells. */
const shortest = 200
/** Columns and breaks that are there: the text was laid out by whoever wrote it. */
const laidOut = /[\n\r\t]| {3}/
const sentenceEnds = /[.!?…]["”’)\]]?$/
const wideEnds = /[.!?…]["”’)\]]? {2}(?=\S)/g
const plainEnds = /\p{Ll}[.!?…]["”’)\]]? (?=\S)/gu

/** The text with its breaks put back, every offset as before. */
export const withLostBreaks = (text: string): string => withBoxes(withLines(text))

/** "Refugees 129,910 | IDPs 104,288 | Returnees 34,301": a box laid out in one line; bars under each other make a table. */
function withBoxes(text: string): string {
  if (!text.includes(' | ')) return text
  const lines = text.split('\n')
  const isBox = (line: string | undefined) => line !== undefined && !/^\s*\||\|\s*$/.test(line) && line.includes(' | ')
  return lines
    .map((line, i) => {
      if (!isBox(line) || lines[i - 1]?.includes('|') || lines[i + 1]?.includes('|')) return line
      return line.split(' | ').every((cell) => /\p{L}.*\d|\d.*\p{L}/u.test(cell))
        ? line.replaceAll(' | ', ' \n ')
        : line
    })
    .join('\n')
}

/**
 * Two blanks within a sentence end a line, those behind one a paragraph.
 * Who types two blanks behind each full stop means nothing by them: there hardly any sentence ends before a single one.
 */
function withLines(text: string): string {
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
