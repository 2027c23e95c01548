/** Aid, need and harm that govern a number, also from some words before it. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { gaps } from '../../reading/token.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { type Governor, governor } from './governor.ts'

const rejecting: readonly Tag[] = ['harm', 'aid', 'need', 'order', 'plan', 'capacity', 'affected', 'negation']
const nearer: readonly Tag[] = ['host', 'recorded', 'numberOf', 'displace', 'flee', 'evacuate']

/** Aid and need govern across a list: "assisted 69,993 refugees, 26,593 displaced people and 20,419 returnees". */
export function askedFor(lexemes: readonly Lexeme[], phrase: CountedPhrase, at: number): Governor | null {
  let goods = false
  for (let j = at; j >= 0 && at - j <= 26; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.lower === ';' || lexeme.gap === gaps.paragraph) return null
    const near = j === at
    if (lexeme.lower === ':' && !near) return null
    const direct =
      near ||
      has(lexemes[at + 1], 'to') ||
      hasAny(lexemes[at], ['to', 'for', 'of', 'by', 'with', 'among', 'and', 'including']) ||
      // Behind a comma only in a list of numbers: "there is aid, but today 350 people sleep outside".
      (lexemes[at]?.lower === ',' && lexemes.slice(Math.max(0, j - 8), at).some((each) => each.number))
    if (
      hasAny(lexeme, ['aidGoods']) &&
      !hasAny(lexeme, ['site', 'host']) &&
      hasAny(lexemes[at], ['to', 'for', 'of', 'by', 'among'])
    )
      goods = true
    // "When fighting reached Bentiu, 900 people fled": what came to a place is no aid.
    const comes = has(lexeme, 'reach') && lexemes[j + 1]?.capital === true && lexemes[j + 1]?.entry === null
    if (hasAny(lexeme, ['aid']) && direct && !comes && !has(lexeme, 'recorded')) {
      // "… were assisted. / who received": a passive to the left belongs to its own subject.
      if (
        hasAny(lexemes[j - 1], ['be', 'bePast']) &&
        !hasAny(lexemes[at], ['to', 'for', 'of', 'by', 'among', 'and']) &&
        lexemes[at]?.lower !== ','
      )
        return null
      return governor('reject', j, { reason: 'aid', adjacent: near })
    }
    // "2 still missing  5,500 evacuated": what stands before a wide gap is another item of a flattened list.
    if (near && lexemes[phrase.from]?.gap === gaps.wide) return null
    // "warned that 900 people had fled" tells; "warned 900 people" does not.
    if (near && has(lexeme, 'said') && has(lexemes[j + 1], 'relative')) continue
    if (near && hasAny(lexeme, rejecting)) {
      const tag = rejecting.find((each) => has(lexeme, each)) ?? null
      if (tag === 'need' && has(lexeme, 'aid')) continue
      return governor('reject', j, { reason: tag })
    }
    // "cash aid for shelter to 300 families": what the aid is for, no verb.
    if (hasAny(lexeme, nearer) && j < at && !(has(lexeme, 'site') && has(lexemes[j - 1], 'for'))) break
    if (hasAny(lexeme, ['but', 'relative'])) break
    if (phrase.kind === 'people' && at - j > 8) break
  }
  return goods ? governor('reject', at, { reason: 'aid', adjacent: false }) : null
}
