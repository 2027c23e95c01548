/**
 * Names with a letter lost to a wrong encoding ("Popay\ufffdn", "Cote d\ufffdIvoire"): the letters that most often get
 * lost are tried in its place, and the one that makes a known name of the word stands.
 */
import type { PlaceMention } from '@displacement-monitor/shared/domain'

const lost = '\ufffd'
/** As folded: é and è are one letter here. */
const tried = ["'", 'e', 'a', 'i', 'o', 'u', 'n', 'c'] as const
/** A text of nothing but lost letters is not worth the time. */
const mostWords = 200
const mostLost = 2
const longestWord = 40

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && (character === lost || character === "'" || /\p{L}/u.test(character))

/** Start of the word around an offset, and the offset after it. */
function wordAround(text: string, at: number): readonly [number, number] {
  let [start, end] = [at, at + 1]
  while (start > 0 && at - start < longestWord && isLetter(text[start - 1])) start--
  while (end < text.length && end - at < longestWord && isLetter(text[end])) end++
  return [start, end]
}

/** The offset where the words beside begin or end: a name may have two words more on either side. */
function widened(text: string, start: number, end: number): readonly [number, number] {
  let [from, to] = [start, end]
  for (let words = 0; words < 2 && text[from - 1] === ' ' && isLetter(text[from - 2]); words++)
    from = wordAround(text, from - 2)[0]
  for (let words = 0; words < 2 && text[to] === ' ' && isLetter(text[to + 1]); words++) to = wordAround(text, to + 1)[1]
  return [from, to]
}

const lostBetween = (text: string, start: number, end: number): number[] => {
  const offsets: number[] = []
  for (let at = text.indexOf(lost, start); at >= 0 && at < end; at = text.indexOf(lost, at + 1)) offsets.push(at)
  return offsets
}

/** The text with every lost letter that belongs to a known name put back; as long as before. */
export function mendLetters(text: string, find: (part: string) => readonly PlaceMention[]): string {
  let mended = text
  let words = 0
  for (let at = text.indexOf(lost); at >= 0 && words < mostWords; words++) {
    const [start, end] = wordAround(mended, at)
    if (/\p{Lu}/u.test(mended.slice(start, end))) {
      const [from, to] = widened(mended, start, end)
      const own = lostBetween(mended, start, end)
      const all = lostBetween(mended, from, to)
      const letters = own.length <= mostLost ? lettersFor(mended.slice(from, to), from, own, find) : null
      const both = letters ?? (all.length === mostLost ? lettersFor(mended.slice(from, to), from, all, find) : null)
      if (both !== null) mended = mended.slice(0, from) + both + mended.slice(to)
    }
    at = text.indexOf(lost, end)
  }
  return mended
}

/** The part with the lost letters replaced so that a name covers them all; null where no letters do. */
function lettersFor(
  part: string,
  from: number,
  offsets: readonly number[],
  find: (part: string) => readonly PlaceMention[],
): string | null {
  for (let choice = 0; choice < tried.length ** offsets.length; choice++) {
    let variant = part
    offsets.forEach((offset, place) => {
      const letter = tried[Math.floor(choice / tried.length ** place) % tried.length] ?? ''
      variant = variant.slice(0, offset - from) + letter + variant.slice(offset - from + 1)
    })
    const covers = (mention: PlaceMention) =>
      offsets.every((offset) => mention.start <= offset - from && offset - from < mention.end)
    if (find(variant).some(covers)) return variant
  }
  return null
}
