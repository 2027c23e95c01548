/** Which sentences are read at all: those with a number and a word of displacement. A quick look that never misses one. */
import type { Tag } from './languages/pack.ts'
import type { Lexicon, PhraseNode } from './reading/lexicon.ts'
import { mayMend } from './reading/mend-words.ts'
import type { Sentence } from './reading/sentence.ts'
import { type Token, tokenKinds } from './reading/token.ts'

const numberTags: readonly Tag[] = ['number', 'magnitude', 'vague', 'half', 'several']

/** A broken word ("dis- placed", "weredisplaced") may be of either kind. */
export function mayState(tokens: readonly Token[], { first, last, omitted }: Sentence, lexicon: Lexicon): boolean {
  let number = omitted.length > 0
  let relevant = number
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (!token) continue
    let { node }: { node: PhraseNode | null | undefined } = lexicon.meaningOf(token.word)
    if (token.kind === tokenKinds.digits) number = true
    else if (mayMend(tokens, i, lexicon)) return true
    for (let k = i + 1; node; k++) {
      const { entry } = node
      if (entry) {
        relevant ||= entry.relevant
        number ||= entry.numeric && numberTags.some((tag) => entry.tags.has(tag))
      }
      node = k < last ? node.next?.get(tokens[k]?.lower ?? '') : null
    }
    if (number && relevant) return true
  }
  return false
}
