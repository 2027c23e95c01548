/**
 * Lists under a line that says what they count: "New displacement was reported in: • Jajpur: 12,000 • Puri: 3,400 families".
 * Each item is a place and a number.
 */
import type { Tag } from '../languages/pack.ts'
import { type Span, senseOf } from '../reading/cell.ts'
import { entryOf, hasAny, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { isBullet, isDash } from '../reading/marks.ts'
import type { Sentence } from '../reading/sentence.ts'
import { gaps, type Token, tokenKinds } from '../reading/token.ts'
import { hasDigits } from './lines.ts'
import { withShares } from './shares.ts'
import { cellSentence, withoutTotal } from './tables.ts'

/** Longest heading without a colon, longest opening line, longest item and longest name in it, in tokens. */
const [longestHeading, longestOpening, longestItem, longestName] = [14, 60, 30, 9]
/** Items on end that a list may hold without a place and a number. */
const mostMisses = 3
/** An item that begins with one of these counts something else than the list: "Deaths: 12", "Houses: 300". */
const ownLabelTags: readonly Tag[] = [
  'harm', 'thing', 'dwelling', 'part', 'person', 'household', 'otherPeople', 'idp', 'refugee', 'returnee', 'evacuee', 'displacement', 'evacuation',
  'aid', 'need', 'affected', 'asylumSeeker', 'month', 'displace', 'evacuate', 'said', 'source',
] // biome-ignore format: one list

/** The sentences with the items of lists as cells. */
export function withLists(tokens: readonly Token[], sentences: readonly Sentence[], lexicon: Lexicon): Sentence[] {
  const out: Sentence[] = []
  for (let i = 0; i < sentences.length; i++) {
    const sentence = sentences[i]
    if (!sentence) break
    const inside = sentence.cell
      ? null
      : (withShares(tokens, sentence, lexicon) ?? insideSentence(tokens, sentence, lexicon))
    if (inside) {
      out.push(...inside)
      continue
    }
    out.push(sentence)
    const opening = openingOf(tokens, sentence, lexicon)
    if (!opening) continue
    const items: Sentence[] = []
    let [cells, misses] = [0, 0]
    for (let j = i + 1; j < sentences.length; j++) {
      const item = sentences[j]
      if (!item || item.cell || !isItem(tokens, item)) break
      const read = itemOf(tokens, item, opening, cells, lexicon)
      misses = read ? 0 : misses + 1
      if (misses > (opening.heading ? 0 : mostMisses)) break
      if (read) cells++
      const { paragraph, colonAt } = item
      items.push(read ? { ...read, paragraph, ...(colonAt === undefined ? {} : { colonAt }) } : item)
    }
    if (cells < (opening.heading ? 2 : 1)) continue
    out.push(...items)
    i += items.length
  }
  return out
}

interface Opening extends Span {
  /** It has no colon: only the shape of the lines below tells that it opens them. */
  heading: boolean
}

function openingOf(
  tokens: readonly Token[],
  { first, last, ownLine, cell }: Sentence,
  lexicon: Lexicon,
): Opening | null {
  const heading = tokens[last - 1]?.lower !== ':'
  if (cell || last - first > (heading ? longestHeading : longestOpening)) return null
  if (heading && (!ownLine || hasDigits(tokens, { first, last }) || tokens[last - 1]?.lower === '.')) return null
  if (!holdsKey(tokens, first, last, lexicon) || !senseOf(tokens, { first, last }, lexicon)) return null
  return { first, last, heading }
}

function holdsKey(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): boolean {
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (token && lexicon.meaningOf(token.word).tells) return true
  }
  return false
}

const isMark = (token: Token | undefined) =>
  token !== undefined && (isBullet(token) || (token.kind === tokenKinds.sign && isDash(token.lower)))

const isItem = (tokens: readonly Token[], { first, last, ownLine }: Sentence) =>
  last - first <= longestItem && (ownLine || isMark(tokens[first]))

/** "• Puri: 3,400 families", "Puri – 3,400", "3,400 families in Puri"; null for any other line. */
function itemOf(
  tokens: readonly Token[],
  item: Sentence,
  opening: Span,
  ordinal: number,
  lexicon: Lexicon,
): Sentence | null {
  let first = item.first
  while (first < item.last && isMark(tokens[first])) first++
  // "1) Puri": the number of the item.
  if (tokens[first]?.kind === tokenKinds.digits && [')', '.'].includes(tokens[first + 1]?.lower ?? '')) first += 2
  return pieceOf(tokens, { first, last: item.last }, opening, ordinal, lexicon)
}

function pieceOf(
  tokens: readonly Token[],
  { first, last }: Span,
  opening: Span,
  ordinal: number,
  lexicon: Lexicon,
): Sentence | null {
  let end = last
  while (end > first && tokens[end - 1]?.kind === tokenKinds.sign && tokens[end - 1]?.lower !== ')') end--
  const cut = cutOf(tokens, first, end, lexicon)
  if (cut === null) return null
  const own = { first: cut, last: end }
  let nameEnd = cut
  while (nameEnd > first && tokens[nameEnd - 1]?.kind === tokenKinds.sign) nameEnd--
  const name = nameEnd > first ? { first, last: nameEnd } : null
  if (name && !mayBePlace(tokens, name, lexicon)) return null
  if (!name && !namesPlaceBehind(tokens, own, lexicon)) return null
  const place = withoutTotal({ tokens, lexicon }, name)
  return cellSentence(tokens, own, first, {
    labels: [opening],
    name: place,
    preposition: null,
    opening,
    item: { first, last },
    needsPlace: true,
    ordinal,
  })
}

/** Where the number begins: behind the last colon, dash or bracket that stands before one, else at the first digits. */
function cutOf(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): number | null {
  let digits: number | null = null
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (!token) continue
    const parts = [':', '(', '='].includes(token.lower) || (isDash(token.lower) && token.gap > gaps.none)
    if (parts && startsNumber(tokens, i + 1, lexicon) && digits === null) return i + 1
    if (token.kind === tokenKinds.digits) digits ??= i
  }
  if (digits === null) return null
  while (digits > first && entryOf(tokens[digits - 1], lexicon)?.before) digits--
  return digits
}

const startsNumber = (tokens: readonly Token[], at: number, lexicon: Lexicon) =>
  tokens[at]?.kind === tokenKinds.digits ||
  (tokens[at + 1]?.kind === tokenKinds.digits && entryOf(tokens[at], lexicon)?.before)

/** A short run of words with a capital letter among them that says nothing of its own. */
function mayBePlace(tokens: readonly Token[], name: Span, lexicon: Lexicon): boolean {
  if (name.last - name.first > longestName) return false
  const words = readLexemes(tokens, name.first, name.last, lexicon)
  return (
    words.some((word) => word.capital) &&
    !words.some((word, i) => hasAny(word, ownLabelTags) && !(hasAny(word, ['thing']) && i > 0))
  )
}

/** "3,400 families in Puri", "560 from Cuttack". */
function namesPlaceBehind(tokens: readonly Token[], own: Span, lexicon: Lexicon): boolean {
  const words = readLexemes(tokens, own.first, own.last, lexicon)
  const at = words.findIndex((word) => hasAny(word, ['in', 'from']))
  return (
    at > 0 &&
    at < 6 &&
    words[at + 1]?.capital === true &&
    !words.some((word) => hasAny(word, ['harm', 'thing', 'aid', 'need']))
  )
}

/** "Displaced families per district: Jajpur 1,200; Puri 3,400." */
function insideSentence(tokens: readonly Token[], sentence: Sentence, lexicon: Lexicon): Sentence[] | null {
  const { first, last, cell } = sentence
  if (cell) return null
  let colon = first
  while (colon < last && tokens[colon]?.lower !== ':') colon++
  if (colon >= last - 2 || !holdsKey(tokens, first, colon, lexicon) || colon - first > longestOpening) return null
  const opening = { first, last: colon }
  const pieces = partsOf(tokens, colon + 1, last)
  if (pieces.length < 2 || !senseOf(tokens, opening, lexicon)) return null
  const cells: Sentence[] = []
  for (const piece of pieces) {
    const read = pieceOf(tokens, piece, opening, cells.length, lexicon)
    if (!read?.cell?.name || read.first === piece.first) return null
    cells.push({ ...read, paragraph: sentence.paragraph })
  }
  return [{ ...sentence, last: colon + 1, end: tokens[colon]?.end ?? sentence.end }, ...cells]
}

/** What semicolons part, else commas and a last "and". */
function partsOf(tokens: readonly Token[], first: number, last: number): Span[] {
  for (const sign of [';', ',']) {
    const parts: Span[] = []
    let from = first
    for (let i = first; i < last; i++) {
      if (tokens[i]?.lower !== sign || (tokens[i + 1]?.gap ?? gaps.blank) === gaps.none) continue
      parts.push({ first: from, last: i })
      from = i + 1
    }
    if (parts.length > 0) return [...parts, { first: from, last }].filter((part) => part.last > part.first)
  }
  return []
}
