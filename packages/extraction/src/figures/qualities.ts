/** What a statement says beside its category: which part of the people it covers, how sure it is, when they left. */
import type { Border, Category, Occurred, Scope, Status } from '@displacement-monitor/shared/domain'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Statement } from './statement.ts'

/** Lexemes around a statement whose words still speak of it. */
const before = 8
const after = 14
/** Words between "not" and "verified". */
const negationReach = 3

export interface Qualities {
  border: Border | null
  scope: Scope
  status: Status
  occurred: Occurred
  /** Displaced again. */
  repeated: boolean
}

export function qualitiesOf(
  statement: Statement,
  lexemes: readonly Lexeme[],
  category: Category,
  acrossBorder: boolean,
): Qualities {
  const window = lexemes.slice(Math.max(0, statement.from - before), statement.to + after)
  return {
    border: borderOf(statement, lexemes, category, acrossBorder),
    scope: scopeOf(statement, lexemes, window, category),
    status: statusOf(statement, lexemes, window),
    occurred: occurredOf(statement, window),
    repeated: near(window, 'repeated'),
  }
}

const near = (window: readonly Lexeme[], tag: Tag) => window.some((lexeme) => has(lexeme, tag))

/** Only returns are told apart by the border they crossed; other categories say it by themselves. */
function borderOf(
  { kind, predicate }: Statement,
  lexemes: readonly Lexeme[],
  category: Category,
  acrossBorder: boolean,
): Border | null {
  if (category !== 'returns') return null
  if (acrossBorder || kind === 'refugee' || has(lexemes[predicate?.at ?? -1], 'repatriate')) return 'cross_border'
  return kind === 'idp' ? 'internal' : 'unknown'
}

function scopeOf(
  { family, newly, from, to }: Statement,
  lexemes: readonly Lexeme[],
  window: readonly Lexeme[],
  category: Category,
): Scope {
  const level = category === 'idps' || category === 'refugees'
  if (level && near(clauseAfter(lexemes, from, to), 'outsideSites')) return 'outside_sites'
  if (family === 'shelter' || family === 'inSite') return 'in_sites'
  if (isCohort(window)) return 'cohort'
  if (isVerified(window)) return 'verified'
  if (level && near(window, 'registeredScope')) return 'registered'
  // A flow is new by its nature; who newly came to a site, or newly among those who are displaced, is a part of it.
  return (level && newly) || ((newly || family === 'arrive') && near(window, 'site')) ? 'new_arrivals' : 'all'
}

/** "most stay with relatives; 118 families are in schools": where a clause says people stay, it says of its own. */
function clauseAfter(lexemes: readonly Lexeme[], from: number, to: number): readonly Lexeme[] {
  const end = lexemes.findIndex((lexeme, i) => i >= to && (lexeme.number !== null || lexeme.lower === ';'))
  return lexemes.slice(from, Math.min(to + after, end < 0 ? lexemes.length : end))
}

/** "4,000 people uprooted by the 2018 earthquake are still displaced": those of one event, not all who are displaced. */
const isCohort = (window: readonly Lexeme[]) =>
  near(window, 'stillSince') &&
  (near(window, 'since') || window.some((lexeme) => has(lexeme, 'displace') && !has(lexeme, 'stillSince')))

/** "has not yet been verified" is the contrary. */
const isNegated = (window: readonly Lexeme[], at: number) =>
  window.slice(Math.max(0, at - negationReach), at).some((lexeme) => has(lexeme, 'negation'))
const isVerified = (window: readonly Lexeme[]) =>
  !near(window, 'preliminary') && window.some((lexeme, at) => has(lexeme, 'verified') && !isNegated(window, at))

function statusOf(
  { phrase, governor, predicate }: Statement,
  lexemes: readonly Lexeme[],
  window: readonly Lexeme[],
): Status {
  if (near(window, 'preliminary')) return 'preliminary'
  if (window.some((lexeme, at) => has(lexeme, 'verified') && isNegated(window, at))) return 'preliminary'
  if (near(window, 'verified')) return 'verified'
  if (has(lexemes[predicate?.at ?? -1], 'registered') || near(window, 'registeredScope')) return 'registered'
  return phrase.estimated || hasAny(governor ? lexemes[governor.at] : undefined, ['estimated'])
    ? 'estimated'
    : 'reported'
}

/**
 * Before, during or after the hazard struck, as IDMC's field `displacement_occurred` has it. Only who is moved by others is
 * told apart: people who flee do so when it strikes.
 */
function occurredOf({ family }: Statement, window: readonly Lexeme[]): Occurred {
  if (near(window, 'preemptive')) return 'before'
  if (family !== 'evacuate' && family !== 'relocate') return 'unknown'
  if (near(window, 'looming')) return 'before'
  // "Before the spillway was opened": a clause, not a day ("before 12 May").
  const untilEvent = window.some((lexeme, at) => has(lexeme, 'before') && has(window[at + 1], 'determiner'))
  return untilEvent ? 'before' : 'unknown'
}
