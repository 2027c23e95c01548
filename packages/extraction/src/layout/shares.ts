/**
 * Shares of places in brackets: "forced families to move to Sabha (850 families), Ubari (307) and Murzuq (413)". Each is a
 * number of its place and means what the words before the first name mean; without the brackets the sentence reads on.
 */
import type { Tag } from '../languages/pack.ts'
import { type Span, senseOf } from '../reading/cell.ts'
import { entryOf, hasAny, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import type { Sentence } from '../reading/sentence.ts'
import { gaps, type Token, tokenKinds } from '../reading/token.ts'
import { cellSentence } from './tables.ts'

/** Most tokens in a bracket, in a name, between two shares, before the first. */
const [mostInside, mostName, mostBetween, mostBefore] = [9, 5, 3, 60]
const unitTags: readonly Tag[] = ['person', 'household', 'idp', 'newly', 'magnitude']

interface Share {
  name: Span
  number: Span
  bracket: Span
}

/** The sentence without the brackets and the shares as cells; null where it has no two of them side by side. */
export function withShares(tokens: readonly Token[], sentence: Sentence, lexicon: Lexicon): Sentence[] | null {
  const shares = sharesOf(tokens, sentence, lexicon)
  const [head] = shares
  if (!head || shares.length < 2 || head.name.first - sentence.first > mostBefore) return null
  const opening = { first: sentence.first, last: head.name.first }
  if (!senseOf(tokens, opening, lexicon)) return null
  const before = tokens[head.name.first - 1]
  const entry = entryOf(before, lexicon)
  const preposition = entry && (['in', 'from', 'to'] as const).some((tag) => entry.tags.has(tag)) ? before : undefined
  const cells = shares.map(({ name, number, bracket }, ordinal) => ({
    ...cellSentence(tokens, number, name.first, {
      labels: [opening],
      name,
      preposition: preposition?.lower ?? null,
      opening,
      item: null,
      needsPlace: true,
      // The sentence itself stands before them.
      ordinal: ordinal + 1,
    }),
    end: tokens[bracket.last - 1]?.end ?? sentence.end,
    paragraph: sentence.paragraph,
  }))
  return [{ ...sentence, omitted: shares.map(({ bracket }) => bracket) }, ...cells]
}

/** The first run of shares with at most a comma, an "and" and a preposition between them. */
function sharesOf(tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon): Share[] {
  const shares: Share[] = []
  for (let i = first + 1; i < last; i++) {
    if (tokens[i]?.lower !== '(') continue
    const share = shareAt(tokens, i, last, shares.at(-1)?.bracket.last ?? first, lexicon)
    const end = shares.at(-1)?.bracket.last
    if (share && (end === undefined || share.name.first - end <= mostBetween)) shares.push(share)
    else if (shares.length > 1) break
    else if (share) shares.splice(0, shares.length, share)
  }
  return shares
}

function shareAt(tokens: readonly Token[], open: number, last: number, floor: number, lexicon: Lexicon): Share | null {
  let close = open + 1
  while (close < last && close - open <= mostInside && tokens[close]?.lower !== ')') close++
  if (tokens[close]?.lower !== ')' || tokens[open]?.gap === gaps.none) return null
  const number = { first: open + 1, last: close }
  if (!isCount(tokens, number, lexicon)) return null
  let start = open
  while (start > floor && open - start < mostName && isNamePart(tokens, start - 1, open)) start--
  while (start < open && !tokens[start]?.capital) start++
  return start < open ? { name: { first: start, last: open }, number, bracket: { first: open, last: close + 1 } } : null
}

/** Words with capitals, and what may join them: "Cabo Delgado", "Dar es Salaam", "Al-Hudaydah". */
function isNamePart(tokens: readonly Token[], i: number, open: number): boolean {
  const token = tokens[i]
  if (token?.kind === tokenKinds.word)
    return token.capital || (tokens[i - 1]?.capital === true && i < open - 1 && token.lower.length < 4)
  return token?.lower === '-' || token?.lower === "'"
}

/** A number and at most its unit: no year, percentage or date. */
function isCount(tokens: readonly Token[], span: Span, lexicon: Lexicon): boolean {
  const words = readLexemes(tokens, span.first, span.last, lexicon)
  const digits = words.find((word) => word.kind === tokenKinds.digits)
  if (!digits || (words.length === 1 && /^(19|20)\d\d$/.test(digits.lower))) return false
  return words.every(
    (word) =>
      word.kind === tokenKinds.digits ||
      word.lower === ',' ||
      word.lower === '.' ||
      Boolean(word.entry?.before) ||
      hasAny(word, unitTags),
  )
}
