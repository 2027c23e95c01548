/** Which of the supported languages a text is written in, by its most frequent function words. */
import type { LanguagePack, Tag } from './languages/pack.ts'
import { hasAny, readLexemes } from './reading/lexeme.ts'
import { lexiconOf } from './reading/lexicon.ts'
import { type Token, tokenise, tokenKinds } from './reading/token.ts'

/** Characters looked at; the beginning of a report tells. */
const sample = 4000
/** Function words make up about two fifths of prose; far fewer means another language, or a table. */
const leastShare = 0.15
/** One hit may be chance: "el" is Hungarian too. */
const leastHits = 2
/** Words of a text that is too short for its function words to tell: a heading, a key figure, a cell. */
const short = 40

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
  const words = tokenise(text, from, to, pack.elisions).filter((token) => token.kind === tokenKinds.word)
  const known = functionWordsOf(pack)
  const { boundArticle } = pack
  const isFunctional = ({ start, lower }: Token) =>
    known.has(lower) || (boundArticle !== undefined && text.startsWith(boundArticle, start))
  const count = words.filter(isFunctional).length
  return { pack, words: words.length, share: count >= leastHits ? count / words.length : 0 }
}

/** ISO 639-1 of the best pack, or null if none fits. */
export function detectLanguage(text: string, packs: readonly LanguagePack[]): string | null {
  const to = Math.min(text.length, sample)
  const shares = packs.map((pack) => shareOf(text, 0, to, pack))
  const [best, second] = shares.sort((a, b) => b.share - a.share)
  if (!best || best.words === 0) return null
  const clear = best.share >= leastShare && (best.words > short || !second || best.share > second.share)
  if (clear) return best.pack.code
  if (best.words > short) return null
  const naming = packs.filter((pack) => !isOtherLanguage(text, 0, to, pack) && namesPeople(text, to, pack))
  return naming.length === 1 && naming[0] ? naming[0].code : null
}

const peopleTags: readonly Tag[] = [
  'person', 'household', 'idp', 'refugee', 'returnee', 'evacuee', 'displace', 'flee', 'evacuate', 'return',
] // biome-ignore format: one list

/** A counted noun or a verb of displacement of the language occurs. */
function namesPeople(text: string, to: number, pack: LanguagePack): boolean {
  const tokens: Token[] = tokenise(text, 0, to, pack.elisions)
  return readLexemes(tokens, 0, tokens.length, lexiconOf(pack)).some((lexeme) => hasAny(lexeme, peopleTags))
}
