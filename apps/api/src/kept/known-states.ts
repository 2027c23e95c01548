/**
 * States that hot answers are named by, read once for as long as nothing at all is committed: who asks waits for one small
 * read, of what can be seen now, that began after he had asked, and is never told what was true before.
 */
import { sharedReads } from './shared-reads.ts'

export type KnownStates = <T>(question: string, read: () => Promise<T>) => Promise<T>

/** What the clock alone changes (an embargo that ends) is told this much later at most. */
const longestMs = 1_000
/** Of one moment; more are asked by nobody but a crawler, who is not served faster for it. */
const mostKnown = 5_000

/** `visible`: a name for all that can be seen; equal names, equal answers (`visibleState`). */
export function knownStates(
  visible: () => Promise<string>,
  clock: () => number = () => performance.now(),
): KnownStates {
  const shared = sharedReads()
  let [at, since] = ['', 0]
  const known = new Map<string, unknown>()
  return async <T>(question: string, read: () => Promise<T>): Promise<T> => {
    const seen = await shared('', visible)
    if (seen !== at || clock() - since > longestMs || known.size >= mostKnown) {
      known.clear()
      ;[at, since] = [seen, clock()]
    }
    if (known.has(question)) return known.get(question) as T
    // Read after the name was: what it says is as new as the name or newer, and a newer one never has this name again.
    const state = await shared(`${seen} ${question}`, read)
    if (seen === at) known.set(question, state)
    return state
  }
}
