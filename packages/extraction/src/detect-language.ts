/** Which of the supported languages a text is written in, by its most frequent function words. */
import type { LanguagePack, Tag } from './languages/pack.ts'
import { hasAny, readLexemes } from './reading/lexeme.ts'
import { lexiconOf } from './reading/lexicon.ts'
import { restoreLetters } from './reading/lost-letters.ts'
import type { TextPieces } from './reading/text-pieces.ts'
import { Scanner, tokenise, tokenKinds } from './reading/token.ts'

/** Characters looked at; the beginning of a report tells. */
const sample = 4000
/** Function words make up about two fifths of prose; far fewer means another language, or a table. */
const leastShare = 0.15
/** Of a short text that names no people: two small words may be another language's ("sa" of Tagalog and French). */
const leastShortShare = 0.25
/** One hit may be chance: "el" is Hungarian too. */
const leastHits = 2
/** A language whose share is this close to the best one's may be the one that is meant: Spanish beside Portuguese. */
const sisterShare = 0.6
/** Words of a text that is too short for its function words to tell: a heading, a key figure, a cell. */
const short = 40

/** "Circa 300 persone evacuate in Umbria": a few words of a short text that another language has too tell nothing. */
const leastKnown = 0.5

/** A few foreign letters are names; more than this share of all characters is another language of the script. */
const mostForeign = 0.04

export interface Share {
  pack: LanguagePack
  words: number
  /** Function words of the language among all words; 0 where there are so few that they are chance. */
  share: number
}

const known = new WeakMap<LanguagePack, ReadonlySet<string>>()

function functionWordsOf(pack: LanguagePack): ReadonlySet<string> {
  const ready = known.get(pack) ?? new Set(pack.functionWords)
  known.set(pack, ready)
  return ready
}

function isOtherLanguage(text: string, from: number, to: number, { foreignLetters }: LanguagePack): boolean {
  if (foreignLetters === undefined) return false
  let count = 0
  for (let i = from; i < to; i++) if (foreignLetters.includes(text.charAt(i))) count++
  return count > (to - from) * mostForeign
}

/** How far the words of a piece of text are those of a language. */
export function shareOf(text: string, from: number, to: number, pack: LanguagePack): Share {
  if (isOtherLanguage(text, from, to, pack)) return { pack, words: 0, share: 0 }
  const known = functionWordsOf(pack)
  const { boundArticle } = pack
  const scanner = new Scanner(text, from, to, pack.elisions)
  let [words, hits] = [0, 0]
  while (scanner.next()) {
    if (scanner.kind !== tokenKinds.word) continue
    words++
    if (known.has(scanner.word.lower) || (boundArticle !== undefined && text.startsWith(boundArticle, scanner.start)))
      hits++
  }
  return { pack, words, share: hits >= leastHits ? hits / words : 0 }
}

/** The share of function words of a text's own language, by the tokens that its reading has already. */
export function ownShare(pieces: TextPieces, from: number, to: number): number {
  const { text, lexicon } = pieces
  // Clitics that were parted from their words would count as words.
  if (lexicon.pack.clitics) return shareOf(text, from, to, lexicon.pack).share
  const { tokens, first, last } = pieces.between({ start: from, end: to })
  let [words, hits] = [0, 0]
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (token?.kind !== tokenKinds.word) continue
    words++
    if (lexicon.meaningOf(token.word).functional) hits++
  }
  return hits >= leastHits ? hits / words : 0
}

/** ISO 639-1 of the best pack, or null if none fits. */
export function detectLanguage(text: string, packs: readonly LanguagePack[]): string | null {
  const to = Math.min(text.length, sample)
  const shares = packs.map((pack) => shareOf(text, 0, to, pack)).sort((a, b) => b.share - a.share)
  const [best] = shares
  if (!best || best.words === 0) return null
  if (best.words > short) return best.share >= leastShare ? best.pack.code : null
  // Few words: sister languages share most of the small ones, and a key figure has none. What it is about tells.
  const fitting = best.share >= leastShare ? shares.filter(({ share }) => share >= best.share * sisterShare) : shares
  const naming = fitting
    .map(({ pack, share }) => ({
      pack,
      share,
      known: share > 0 || isWritten(text, to, pack) ? knownWords(text, to, pack) : 0,
    }))
    .filter(({ known }) => known > 0)
    .sort((a, b) => b.known - a.known || b.share - a.share)
  const [first, second] = naming
  if (!first) return best.share >= leastShortShare ? best.pack.code : null
  if (second?.known !== first.known || second.share !== first.share) return first.pack.code
  // "IDPs total 122 387": letters that reports of many languages share are read in the language that they are made of.
  const equal = naming.filter(({ known, share }) => known === first.known && share === first.share)
  return equal.find(({ pack }) => pack.international)?.pack.code ?? null
}

const isWritten = (text: string, to: number, pack: LanguagePack) => !isOtherLanguage(text, 0, to, pack)

const peopleTags: readonly Tag[] = [
  'person', 'household', 'idp', 'refugee', 'returnee', 'evacuee', 'displace', 'flee', 'evacuate', 'return',
] // biome-ignore format: one list

/** How many words the language knows, where a counted noun or a verb of displacement is among them; else 0. */
function knownWords(text: string, to: number, pack: LanguagePack): number {
  const lexicon = lexiconOf(pack)
  const tokens = restoreLetters(tokenise(text, 0, to, pack.elisions), lexicon)
  const names = readLexemes(tokens, 0, tokens.length, lexicon).some((lexeme) => hasAny(lexeme, peopleTags))
  const words = tokens.filter(({ kind }) => kind === tokenKinds.word)
  const known = words.filter(({ lower }) => lexicon.has(lower)).length
  // An unknown word with a capital is a name in any language.
  const told = words.filter(({ lower, capital }) => !capital || lexicon.has(lower)).length
  return names && known >= told * leastKnown ? known : 0
}
