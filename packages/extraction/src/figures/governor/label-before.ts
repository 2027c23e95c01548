/** A short label that stands right before its number: "Number of displaced: 452", "Population Evacuated 116129". */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { type Family, familyAt } from '../sense.ts'
import { type Governor, governor, speaksOfRefuge } from './governor.ts'

/** These make a sentence of it, or a label of something else. */
const proseTags: readonly Tag[] = [
  'be', 'bePast', 'have', 'relative', 'said', 'aid', 'capacity', 'harm', 'need', 'percent', 'thing', 'but',
] // biome-ignore format: one list

/** "168 families (837 individuals)", but not "IDPs in camps (988,428) and IDPs in host families (1,466,762)". */
function numberSinceBracket(lexemes: readonly Lexeme[], open: number): boolean {
  for (let k = open - 1; k >= 0 && open - k <= 14; k--) {
    if (lexemes[k]?.lower === ')') return false
    if (lexemes[k]?.number) return true
  }
  return false
}

/** "in shelters", "in 21 collective centres". */
const inSites = (lexemes: readonly Lexeme[], from: number) =>
  has(lexemes[from], 'in') && has(lexemes[lexemes[from + 1]?.number ? from + 2 : from + 1], 'site')

/** "Number of displaced: 452", "Population Evacuated 116129", "IDPs – 300,000": a short label that stands right before. */
export function labelBefore(lexemes: readonly Lexeme[], phrase: CountedPhrase, at: number): Governor | null {
  let j = at
  let separated = false
  for (; j >= 0 && at - j <= 2; j--) {
    const lexeme = lexemes[j]
    if (!lexeme) return null
    if (
      lexeme.lower === ':' ||
      isDash(lexeme.lower) ||
      lexeme.lower === '=' ||
      lexeme.lower === '|' ||
      lexeme.lower === ','
    )
      separated ||= lexeme.lower !== ','
    else if (lexeme.lower === '(' && j === phrase.from - 1 && !numberSinceBracket(lexemes, j)) separated = true
    else break
  }
  // "IDPs registered: 452", "Total number of IDPs identified: 452".
  if (separated && hasAny(lexemes[j], ['recorded', 'registered', 'said', 'verified']) && !familyAt(lexemes[j])) j--
  if (separated && has(lexemes[j], 'reach')) return null
  let family: Family | null = null
  let first = j
  let kind: Tag | null = null
  // "Inside 321 ECs – 19,918 families".
  // "Al Khums (459 individuals), the naval base (1,880 individuals)": a list of places, unless it says who is there.
  const listed =
    lexemes[phrase.from - 1]?.lower === '(' && lexemes.slice(Math.max(0, j - 14), j).some((each) => each.number)
  const who = !listed || lexemes.slice(Math.max(0, j - 6), j).some((each) => hasAny(each, ['idp', 'evacuee']))
  const inside = separated && who && phrase.unit !== null && has(lexemes[j], 'site') && !has(lexemes[j], 'household')
  if (inside) {
    const outside = lexemes.slice(Math.max(0, j - 4), j).some((lexeme) => has(lexeme, 'outside'))
    const what = outside ? { family: 'stock' as const, reason: 'idp' as const } : { family: 'inSite' as const }
    return governor('label', Math.max(0, j - 2), { ...what, stock: true })
  }
  for (let k = j; k >= 0 && j - k <= (separated ? 9 : 4); k--) {
    const lexeme = lexemes[k]
    // "Displaced persons in 21 collective centres: 3,780".
    if (lexeme?.number && separated && has(lexemes[k - 1], 'in') && has(lexemes[k + 1], 'site')) continue
    if (!lexeme || lexeme.number || lexeme.lower === ',' || lexeme.lower === ';' || lexeme.lower === ':') break
    const own = familyAt(lexeme)
    // "Families displaced: 1,875": what befell them.
    if (separated && has(lexeme, 'bareParticiple') && hasAny(lexemes[k - 1], ['person', 'household']))
      family ??= 'displace'
    else if (hasAny(lexeme, ['idp', 'evacuee', 'refugee', 'returnee'])) {
      kind ??= has(lexeme, 'refugee') ? 'refugee' : has(lexeme, 'returnee') ? 'returnee' : 'idp'
      family ??=
        kind === 'refugee' ? 'host' : kind === 'returnee' ? 'return' : own && own !== 'displace' ? own : 'stock'
    } else if (separated && hasAny(lexeme, ['displacement', 'evacuation']))
      family ??= has(lexeme, 'evacuation') ? 'evacuate' : 'displace'
    else if (separated && has(lexeme, 'arrival') && speaksOfRefuge(lexemes)) {
      family ??= 'arrive'
      if (hasAny(lexeme, ['refugeeAdjective']) || has(lexemes[k - 1], 'refugeeAdjective')) kind ??= 'refugee'
    } else if (!separated && lexeme.entry === null && !lexeme.capital) return null
    else if (own && own !== 'return' && own !== 'cross') family ??= own
    // "Number of persons in shelters: 900".
    else if (separated && k < j && hasAny(lexeme, ['person', 'household']) && inSites(lexemes, k + 1))
      family ??= 'inSite'
    // "IDPs in camps: 4,500".
    else if (separated && has(lexeme, 'site') && (has(lexemes[k - 1], 'in') || lexemes[k - 1]?.number)) first = k
    // "Estimated IDPs 6,975,000".
    else if (k === 0 && has(lexeme, 'estimated')) first = k
    else if (hasAny(lexeme, proseTags) && !(separated && has(lexeme, 'recorded'))) return null
    // "Cash for displaced families: 1,150".
    else if (has(lexeme, 'aidGoods') && has(lexemes[k + 1], 'for')) return null
    first = k
  }
  if (!family || !(separated || phrase.kind === null)) return null
  if (!separated && first !== 0 && !hasAny(lexemes[first], ['numberOf', 'population'])) return null
  return governor('label', first, { family, stock: family === 'stock', reason: kind })
}
