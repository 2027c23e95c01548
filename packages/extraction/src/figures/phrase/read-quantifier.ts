/** Words before a number that say how sure or how new it is: "at least some", "an estimated", "another". */
import type { Quantifier } from '@displacement-monitor/shared/domain'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { gaps } from '../../reading/token.ts'

interface Left {
  from: number
  quantifier: Quantifier | null
  estimated: boolean
  newly: boolean
  additional: boolean
}

/** "At least some", "an estimated more than": the firmest word decides; "a total of", "another" may stand between. */
export function readQuantifier(lexemes: readonly Lexeme[], index: number): Left {
  const left: Left = { from: index, quantifier: null, estimated: false, newly: false, additional: false }
  for (let j = index - 1; j >= 0 && index - j <= 5; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || (lexemes[j + 1]?.gap ?? 0) === gaps.paragraph) break
    const quantifier = lexeme.entry?.before ?? null
    // "shelters about 3,000": one phrase with the verb, which is not a part of the number.
    if (lexeme.entry?.closing) {
      if (left.quantifier === null || left.quantifier === 'approximately') left.quantifier = lexeme.entry.closing
      break
    }
    if (j === index - 1 && lexemes[index]?.number?.form === 'range' && has(lexeme, 'rangeOpen')) {
      left.from = j
      continue
    }
    if (has(lexeme, 'estimated')) left.estimated = true
    if (has(lexeme, 'newly') || has(lexeme, 'others')) {
      left.newly ||= has(lexeme, 'newly')
      left.additional ||= has(lexeme, 'others')
    }
    if (quantifier) {
      if (left.quantifier === null || left.quantifier === 'approximately') left.quantifier = quantifier
      left.from = j
    } else if (!hasAny(lexeme, ['filler', 'others', 'newly'])) break
    else if (hasAny(lexeme, ['others', 'newly']) || lexeme.lower.includes(' ')) left.from = j
  }
  return left
}
