/** Words in lines of so many columns; a word that is longer than a line (an address) stands whole on its own. */
export function wrap(text: string, columns: number, first = '', others = ''): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && [...line].length + 1 + [...word].length > columns) {
      lines.push(line)
      line = others
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
