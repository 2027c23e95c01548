/** The day and the year that a text without a print date tells of itself: "JUBA, 15 October 2014 –", "Update, 06 MAY 2019". */
import type { IsoDate } from '@displacement-monitor/shared/domain'
import { readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { isDash } from '../reading/sentence.ts'
import { gaps, type Token, tokenKinds, tokensUntil } from '../reading/token.ts'
import { readTimes } from './read-times.ts'

/** Characters at the beginning that may hold a dateline, and those that may name the year. */
const head = 240
const yearHead = 800
/** Words that may stand before the day of a dateline: the city, the agency. */
const mostBefore = 6

/** The day of a dateline: a full date near the beginning, set off by a dash, a bracket, a colon or the end of its line. */
export function datelineOf(opening: readonly Token[], lexicon: Lexicon): IsoDate | null {
  const tokens = tokensUntil(opening, head)
  const words = readLexemes(tokens, 0, tokens.length, lexicon)
  const time = readTimes(words, { publishedOn: null, year: null })[0]
  if (time?.role !== 'window' || time.from > mostBefore || time.first.accuracy !== 'day') return null
  if (time.first.day !== time.last.day) return null
  const next = words[time.to]
  const setOff = !next || next.gap >= gaps.line || isDash(next.lower) || ['(', ')', ':', '|', '/'].includes(next.lower)
  return setOff ? time.first.day : null
}

/** The first year that the beginning names with a month, else after a word that dates. */
export function headYear(opening: readonly Token[], lexicon: Lexicon): number | null {
  const tokens = tokensUntil(opening, yearHead)
  const tagsOf = (i: number) => lexicon.root.get(tokens[i]?.lower ?? '')?.entry?.tags
  let dated: number | null = null
  for (let i = 1; i < tokens.length; i++) {
    const token = tokens[i]
    if (token?.kind !== tokenKinds.digits || !/^(19|20)\d\d$/.test(token.lower)) continue
    for (let j = i - 1; j >= 0 && i - j <= 3; j--) if (tagsOf(j)?.has('month')) return Number(token.lower)
    const before = tagsOf(i - 1)
    if (before && (before.has('since') || before.has('during'))) dated ??= Number(token.lower)
  }
  return dated
}
