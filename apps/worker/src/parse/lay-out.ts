/** Blocks to the stored text: paragraphs parted by a blank line; items of a list and rows of a table are lines of one paragraph. */
import type { Block } from './page-blocks.ts'

export function layOut(blocks: readonly Block[]): string {
  let text = ''
  let before: Block | null = null
  for (const block of blocks) {
    if (before) text += block.group !== null && block.group === before.group ? '\n' : '\n\n'
    text += block.text
    before = block
  }
  return text
}
