/** From the grammar's sense to IDMC's category and term. */
import type { Category, Term } from '@displacement-monitor/shared/domain'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { CountedPhrase } from './counted-phrase.ts'
import { type Qualities, qualitiesOf } from './qualities.ts'
import type { Statement } from './statement.ts'

export interface Classified extends Qualities {
  category: Category
  term: Term
}

/** What the places near the statement say about borders. */
export interface Crossing {
  /** "fled Syria", "left the country", "to neighbouring Chad", "across the border". */
  acrossBorder: boolean
  /** The sentence gives a span of days: a count over it is a flow. */
  timed: boolean
  /** A country is named as where they are now, other than the one they come from. */
  abroad: boolean
  /** They came to their own country. */
  homeward?: boolean
}

export function classify(statement: Statement, lexemes: readonly Lexeme[], crossing: Crossing): Classified {
  const category = categoryOf(statement, lexemes, crossing)
  return {
    category,
    term: termOf(statement, lexemes),
    ...qualitiesOf(statement, lexemes, category, crossing.acrossBorder),
  }
}

function categoryOf(
  statement: Statement,
  lexemes: readonly Lexeme[],
  { acrossBorder, abroad, timed, homeward }: Crossing,
): Category {
  const { family, kind, stock, newly, away, predicate, governor, pattern, phrase } = statement
  const finiteNow = predicate?.stock && !statement.forced
  // "prevented from returning home": wherever they are.
  if (away) return kind === 'idp' ? 'idps' : kind === 'refugee' ? 'refugees' : 'displaced_unspecified'
  if (phrase.mixed && (family === 'stock' || family === 'host' || family === 'inSite')) return 'displaced_unspecified'
  const worldwide = lexemes.some((lexeme) => has(lexeme, 'worldwide'))
  if (family === 'return') {
    if (kind === 'returnee' && (pattern === 'noun' || pattern === 'label' || pattern === 'count')) return 'returnees'
    return 'returns'
  }
  if (homeward) return 'returns'
  if (kind === 'refugee') {
    // "héberge 45 000 réfugiés arrivés du Mali": how many it hosts, whatever brought them.
    if (governor?.kind === 'host' && !predicate?.finite) return 'refugees'
    if (family === 'flee' || family === 'cross' || (family === 'arrive' && !finiteNow))
      return 'cross_border_displacements'
    if (newly && pattern !== 'hosted') return 'cross_border_displacements'
    // "has taken in 900 refugees since May": who came, "hosts" all who are there.
    if (timed && pattern === 'hosted' && has(lexemes[governor?.at ?? -1], 'takesIn'))
      return 'cross_border_displacements'
    return 'refugees'
  }
  if (kind === 'migrant' && (family === 'cross' || family === 'arrive')) return 'cross_border_displacements'
  if (worldwide && (kind === 'idp' || kind === 'people') && !lexemes.some((lexeme) => has(lexeme, 'internal')))
    return 'displaced_unspecified'
  // "bringing the total of IDPs to 432,000" is a level, whatever span is told beside it.
  const total = lexemes
    .slice(Math.max(0, statement.from - 3), statement.from + 1)
    .some((each) => has(each, 'bringing') && !has(each, 'numberOf'))
  if (
    pattern === 'count' &&
    timed &&
    !total &&
    !isRise(lexemes, phrase) &&
    (family === 'stock' || family === 'displace')
  )
    return 'internal_displacements'
  // "hosts 4,500 people displaced from Palma": how many it hosts, whatever brought them.
  const taken = hasAny(lexemes[governor?.at ?? -1], ['takesIn']) || has(lexemes[phrase.to - 1], 'nationality')
  const hosts = governor?.kind === 'host' && !taken && !predicate?.finite
  if (hosts && kind === 'people' && (family === 'displace' || family === 'evacuate' || family === 'flee'))
    return acrossBorder || abroad ? 'refugees' : 'idps'
  switch (family) {
    case 'cross':
      return 'cross_border_displacements'
    case 'arrive':
      return acrossBorder || abroad ? 'cross_border_displacements' : 'internal_displacements'
    case 'host':
      return kind === 'idp' ? 'idps' : 'refugees'
    case 'flee':
      // "recibió a 161 mexicanos que escaparon": people of another country, taken in.
      if (governor?.kind === 'host' && has(lexemes[phrase.to - 1], 'nationality')) return 'cross_border_displacements'
      if (acrossBorder) return 'cross_border_displacements'
      // "are continuing to take refuge in Batur": a level, as long as the present lasts.
      if (finiteNow && has(lexemes[predicate?.at ?? -1], 'takeRefuge')) return 'idps'
      return finiteNow && kind === 'idp' ? 'idps' : 'internal_displacements'
    case 'displace':
      if (acrossBorder && kind !== 'idp') return 'cross_border_displacements'
      if (pattern === 'count' || pattern === 'label')
        return governor?.reason === 'idp' || stock ? 'idps' : 'internal_displacements'
      if (pattern === 'object' && stock) return 'idps'
      if (pattern === 'object' || pattern === 'nominal') return 'internal_displacements'
      return finiteNow || isThere(statement, lexemes) || areAll(statement, lexemes) ? 'idps' : 'internal_displacements'
    case 'evacuate':
    case 'relocate':
    case 'homeless':
      if (pattern === 'count' && governor?.stock) return 'idps'
      if (pattern === 'object' && stock) return 'idps'
      // "thousands remained evacuated".
      if (finiteNow && has(lexemes[(predicate?.at ?? 0) - 1], 'stock')) return 'idps'
      return finiteNow && family === 'homeless' ? 'idps' : 'internal_displacements'
    case 'shelter':
    case 'inSite':
      if (abroad && kind !== 'idp') return 'refugees'
      // "a contraint onze familles à passer la nuit au gymnase".
      return pattern === 'forced' ? 'internal_displacements' : 'idps'
    case 'stock':
      // "hosting hundreds of thousands of displaced Syrians", in Jordan.
      if (abroad && governor?.kind === 'host') return 'refugees'
      if (newly || (phrase.additional && timed) || (isWithinSpan(lexemes, phrase) && !isRise(lexemes, phrase)))
        return 'internal_displacements'
      return 'idps'
  }
}

/** "There are still 1,123 households displaced by the riots": how many there are now. */
const isThere = ({ governor, phrase }: Statement, lexemes: readonly Lexeme[]) =>
  has(lexemes[governor?.at ?? -1], 'thereAre') &&
  lexemes.slice(governor?.at ?? 0, phrase.index).some((lexeme) => has(lexeme, 'stock'))

/** "All the 31,440 IDPs were displaced by violence": the noun counts them, the verb says how they became so. */
const areAll = ({ kind, phrase: { from, index } }: Statement, lexemes: readonly Lexeme[]) =>
  kind === 'idp' && lexemes.slice(Math.max(0, from - 1), index).some((lexeme) => has(lexeme, 'definite'))

/** "rose from 1.4 million to 2.06 million between …": two levels, each at its time. */
function isRise(lexemes: readonly Lexeme[], { to, index }: CountedPhrase): boolean {
  if (has(lexemes[to], 'to') && (lexemes[to + 1]?.number || lexemes[to + 2]?.number)) return true
  for (let i = index - 1; i >= 0 && index - i <= riseReach; i--) {
    if (lexemes[i]?.number) return lexemes.slice(i + 1, index).some((lexeme) => has(lexeme, 'to'))
    if (lexemes[i]?.lower === ',') return false
  }
  return false
}

const riseReach = 5

/** "46 000 déplacés en une semaine": as many as were displaced in it. */
function isWithinSpan(lexemes: readonly Lexeme[], { to }: CountedPhrase): boolean {
  if (!hasAny(lexemes[to], ['in', 'during'])) return false
  const [first, second] = [lexemes[to + 1], lexemes[to + 2]]
  return (
    (has(first, 'timeUnit') && first?.dated === true) ||
    ((first?.number !== null || has(first, 'article')) && has(second, 'timeUnit'))
  )
}

function termOf({ family, kind, forced, phrase }: Statement, lexemes: readonly Lexeme[]): Term {
  if (kind === 'refugee') return family === 'return' ? 'returned' : 'refugee'
  switch (family) {
    case 'flee':
      return forced ? 'forced_to_flee' : 'fled'
    case 'displace': {
      const uprooted = lexemes.slice(phrase.from, phrase.to + 8).some((lexeme) => has(lexeme, 'uprooted'))
      return uprooted ? 'uprooted' : 'displaced'
    }
    case 'evacuate':
      return 'evacuated'
    case 'relocate':
      return 'relocated'
    case 'homeless':
      return 'homeless'
    case 'shelter':
      return 'sheltered'
    case 'inSite':
      return 'in_camp'
    case 'return':
      return 'returned'
    case 'cross':
    case 'arrive':
      return kind === 'idp' ? 'displaced' : 'fled'
    case 'host':
      return kind === 'idp' ? 'displaced' : 'refugee'
    case 'stock':
      return kind === 'evacuee' ? 'evacuated' : 'displaced'
  }
}
