/** The short way in which packs write phrases: "evacuat(e|ed) (from |)(home|(his|her) village)" stands for each of its readings. */

/** Each reading once, with one blank between words; groups may hold groups. */
export const expandPhrase = (phrase: string): string[] => [
  ...new Set(readingsOf(phrase).map((reading) => reading.replace(/\s+/g, ' ').trim())),
]

function readingsOf(text: string): string[] {
  const open = text.indexOf('(')
  if (open < 0) return [text]
  const { choices, end } = groupAt(text, open)
  const before = text.slice(0, open)
  const rests = readingsOf(text.slice(end))
  return choices.flatMap(readingsOf).flatMap((choice) => rests.map((rest) => before + choice + rest))
}

/** The choices of the group that opens here, their own groups unread, and where the text goes on. */
function groupAt(text: string, open: number): { choices: string[]; end: number } {
  const choices: string[] = []
  let depth = 0
  let from = open + 1
  for (let at = open; at < text.length; at++) {
    const letter = text[at]
    if (letter === '(') depth++
    else if (letter === ')') depth--
    const isOver = depth === 0
    if (!isOver && !(letter === '|' && depth === 1)) continue
    choices.push(text.slice(from, at))
    from = at + 1
    if (isOver) return { choices, end: from }
  }
  throw new Error(`"${text}" opens a group that it does not close`)
}
