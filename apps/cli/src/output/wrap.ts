/** Text in lines of at most `columns` characters, broken at spaces; a longer word keeps its own line. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** At most `length` characters, the last an ellipsis where something was cut. */
export const shorten = (text: string, length: number): string => {
  const oneLine = text.replace(/\s+/gu, ' ').trim()
  const characters = Array.from(oneLine)
  return characters.length <= length
    ? oneLine
    : `${characters
        .slice(0, Math.max(1, length - 1))
        .join('')
        .trimEnd()}…`
}
