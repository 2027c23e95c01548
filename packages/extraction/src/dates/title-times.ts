/** The dates in a title, which may be the name of a file: "UNHCR_DRC_april-2021.pdf", "sitrep 20190312". */
import { type DatedDay, parseIsoDate } from '@displacement-monitor/shared/domain'
import { has, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { tokenise, tokenKinds } from '../reading/token.ts'
import { exactly } from './calendar.ts'
import { readTimes } from './read-times.ts'
import { noReference, type TimeMention } from './time-mention.ts'

/** Signs that file names have in place of blanks; between digits they may part a date. */
const fileSigns = /%20|_|\+|(?<=[a-z])[-.](?=[a-z0-9])|(?<=\d)[-.](?=[a-z])/gi
const packedDay = /(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)/

export function titleTimes(title: string, lexicon: Lexicon, present: DatedDay | null): TimeMention[] {
  const spaced = title.replace(fileSigns, ' ')
  const tokens = tokenise(spaced)
  const words = readLexemes(tokens, 0, tokens.length, lexicon)
  // File names are written small.
  for (const word of words) if (has(word, 'month') && spaced !== title) word.capital = true
  const times = readTimes(words, { ...noReference, present })
  if (times.length > 0) return times
  const packed = packedDay.exec(spaced)
  const day = packed && parseIsoDate(`${packed[1]}-${packed[2]}-${packed[3]}`)
  return day ? [{ role: 'window', from: 0, to: 0, first: exactly(day), last: exactly(day) }] : []
}

/** The last year of a title. */
export function yearInTitle(title: string): number | null {
  const years = tokenise(title.replace(fileSigns, ' ')).filter(
    ({ kind, lower }) => kind === tokenKinds.digits && /^(19|20)\d\d$/.test(lower),
  )
  const last = years.at(-1)
  return last ? Number(last.lower) : null
}
