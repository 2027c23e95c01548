/** Words that can be the noun of a count, and words that end the search for it. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'

export const headTags: readonly Tag[] = [
  'idp', 'refugee', 'asylumSeeker', 'returnee', 'evacuee', 'household', 'migrant', 'person', 'part', 'occasion', 'dwelling',
] // biome-ignore format: one list
export const isHead = (lexeme: Lexeme | undefined) => hasAny(lexeme, headTags)

export const stopTags: readonly Tag[] = [
  'auxiliary',
  'be',
  'bePast',
  'have',
  'relative',
  'and',
  'but',
  'in',
  'to',
  'from',
  'by',
  'for',
]

const predicateTags: readonly Tag[] = [
  'flee', 'displace', 'evacuate', 'relocate', 'homeless', 'shelter', 'stay', 'return', 'repatriate', 'cross', 'arrive', 'harm',
  'need', 'aid', 'affected', 'registered', 'order', 'plan', 'hypothetical', 'said', 'negation', 'force', 'leaveState', 'leaveHome', 'host',
  'otherPredicate', 'stock', 'reach', 'sets', 'goes', 'passes',
] // biome-ignore format: one list
export const isPredicateWord = (lexeme: Lexeme | undefined) => hasAny(lexeme, predicateTags)

/** A head right after, perhaps behind one more adjective: "displaced Syrian families". */
export function headAhead(lexemes: readonly Lexeme[], from: number): boolean {
  for (let k = from; k < from + 3; k++) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.number || lexeme.gap === gaps.paragraph) return false
    if (isHead(lexeme) && !has(lexeme, 'bareParticiple')) return true
    if (hasAny(lexeme, stopTags) || (isPredicateWord(lexeme) && !has(lexeme, 'displacedAdjective'))) return false
    if (lexeme.kind === tokenKinds.sign && !isDash(lexeme.lower) && lexeme.lower !== '/') return false
  }
  return false
}

/** "conflict-affected people", "stranded migrants": a participle is an adjective where the noun follows at once. */
export function headSoon(lexemes: readonly Lexeme[], from: number): boolean {
  // "registered Afghan refugees": a demonym may stand between.
  const at =
    lexemes[from]?.capital && lexemes[from].entry === null && lexemes[from].gap === gaps.blank ? from + 1 : from
  return isHead(lexemes[at]) && lexemes[at]?.gap === gaps.blank && !has(lexemes[at], 'part')
}
