/** Options of the command line → a threshold as a person states it; what cannot be is told by its option. */
import { describeRefusal, type ThresholdBody, thresholdBody } from '@displacement-monitor/shared/contracts'
import { causes, scopes, seriesKinds, severities, thresholdKinds } from '@displacement-monitor/shared/domain'
import { type CommandFailure, usageFailure } from '../command/failure.ts'
import type { Options, OptionValues } from '../command/verb.ts'

const yesNo = ['yes', 'no'] as const

export const statementOptions = {
  kind: { type: 'string', valueHint: 'KIND', values: thresholdKinds, description: 'What it looks for' },
  'at-least': { type: 'string', valueHint: 'N', description: 'level, record, first: from so many on' },
  'clear-below': {
    type: 'string',
    valueHint: 'N',
    description: 'level of a stock: it ends below so many (none: a tenth below)',
  },
  by: { type: 'string', valueHint: 'N', description: 'rise, drop: by so many' },
  ratio: { type: 'string', valueHint: 'PART', description: 'rise, drop, conflict, revised: 20% or 0.2' },
  days: { type: 'string', valueHint: 'N', description: 'rise, drop, record: within so many days' },
  'sum-days': {
    type: 'string',
    valueHint: 'N',
    description: 'record of bars: the sum over so many days (none: each by itself)',
  },
  cadences: { type: 'string', valueHint: 'N', description: 'stale: after so many usual intervals' },
  place: { type: 'string', valueHint: 'PLACE', description: 'Name or id (any: every place)' },
  children: { type: 'string', valueHint: 'yes|no', values: yesNo, description: 'The places inside it as well' },
  level: {
    type: 'string',
    valueHint: '0|1|2',
    values: ['0', '1', '2', 'any'],
    description: 'Only countries, first or second level',
  },
  category: { type: 'string', valueHint: 'WORD', description: 'idps, internal_displacements … (any)' },
  cause: {
    type: 'string',
    valueHint: 'WORD',
    values: [...causes, 'unknown', 'any'],
    description: 'conflict, disaster … (any)',
  },
  scope: { type: 'string', valueHint: 'WORD', values: scopes, description: 'all, in_sites …' },
  'series-kind': {
    type: 'string',
    valueHint: 'WORD',
    values: [...seriesKinds, 'any'],
    description: 'cumulative, stock …',
  },
  'minimum-confidence': {
    type: 'string',
    valueHint: '0…1',
    description: 'Less sure readings count as not known (none)',
  },
  'minimum-reliability': {
    type: 'string',
    valueHint: '0…1',
    description: 'Less reliable counters count as not known (none)',
  },
  'reviewed-only': {
    type: 'string',
    valueHint: 'yes|no',
    values: yesNo,
    description: 'Only what a person has checked',
  },
  for: { type: 'string', valueHint: 'DAYS', description: 'It must hold for so long' },
  'cool-down': { type: 'string', valueHint: 'DAYS', description: 'A crossing so soon after the last goes on with it' },
  escalate: { type: 'string', valueHint: 'PART', description: 'Tell again when grown by so much (never)' },
  severity: { type: 'string', valueHint: 'WORD', values: severities, description: 'minor, moderate, severe, extreme' },
  enabled: { type: 'string', valueHint: 'yes|no', values: yesNo, description: 'no: it waits, switched off' },
} as const satisfies Options
type Given = OptionValues<typeof statementOptions>

/** Option → where it stands in a statement, and how its word is read. */
const fields: Readonly<
  Record<
    keyof typeof statementOptions,
    [path: readonly [string, string] | readonly [string], read: (word: string) => unknown]
  >
> = {
  kind: [['rule', 'kind'], String],
  'at-least': [['rule', 'at_least'], amount],
  'clear-below': [['rule', 'clear_below'], orNone(amount)],
  by: [['rule', 'by'], amount],
  ratio: [['rule', 'ratio'], part],
  days: [['rule', 'days'], amount],
  'sum-days': [['rule', 'sum_days'], orNone(amount)],
  cadences: [['rule', 'cadences'], amount],
  place: [['watch', 'place'], orNone(String)],
  children: [['watch', 'with_children'], yes],
  level: [['watch', 'admin_level'], orNone(amount)],
  category: [['watch', 'category'], orNone(String)],
  cause: [['watch', 'cause'], orNone(String)],
  scope: [['watch', 'scope'], String],
  'series-kind': [['watch', 'series_kind'], orNone(String)],
  'minimum-confidence': [['watch', 'minimum_confidence'], orNone(amount)],
  'minimum-reliability': [['watch', 'minimum_reliability'], orNone(amount)],
  'reviewed-only': [['watch', 'reviewed_only'], yes],
  for: [['for_days'], amount],
  'cool-down': [['cool_down_days'], amount],
  escalate: [['escalate_ratio'], orNone(part)],
  severity: [['severity'], String],
  enabled: [['enabled'], yes],
}

/** "500,000", "500_000", "2.5" → a number; what is none stays as it is, for the schema to refuse. */
function amount(word: string): unknown {
  return /^\d[\d,_]*(\.\d+)?$/u.test(word) ? Number(word.replace(/[,_]/gu, '')) : word
}
/** "20%" or "0.2". */
function part(word: string): unknown {
  const percent = /^(\d+(?:\.\d+)?) ?%$/u.exec(word)?.[1]
  return percent === undefined ? amount(word) : Number(percent) / 100
}
function orNone(read: (word: string) => unknown) {
  return (word: string): unknown => (['any', 'none', 'never'].includes(word) ? null : read(word))
}
function yes(word: string): boolean {
  return word === 'yes'
}

/** `base` with what the options say; of another kind the rule is begun anew. Throws CommandFailure. */
export function statementOf(base: { name: string } | ThresholdBody, given: Given): ThresholdBody {
  const known = 'rule' in base ? base : null
  const sameKind = given.kind === null || given.kind === known?.rule.kind
  const parts: Record<string, Record<string, unknown>> = {
    watch: { ...known?.watch },
    rule: sameKind ? { ...known?.rule } : {},
    own: { ...base },
  }
  for (const [option, [path, read]] of Object.entries(fields)) {
    const word = given[option as keyof Given]
    if (word === null) continue
    const [first, second] = path
    const holder = second === undefined ? parts.own : parts[first]
    if (holder) holder[second ?? first] = read(word)
  }
  const stated = { ...parts.own, watch: parts.watch, rule: parts.rule }
  const { data, error } = thresholdBody.safeParse(stated)
  if (data) return data
  const { detail, parameter, nearest } = describeRefusal(error, stated, thresholdBody)
  throw refusedField(parameter ?? '', detail, nearest ?? [])
}

/** A refusal in terms of the option that it came from. */
export function refusedField(field: string, message: string, nearest: readonly string[]): CommandFailure {
  const option = Object.entries(fields).find(([, [path]]) => path.join('.') === field)?.[0]
  const near = nearest.length > 0 ? [`Nearest: ${nearest.join(', ')}`] : []
  if (option === undefined) return usageFailure(message, ...near)
  if (message.startsWith('There is no field'))
    return usageFailure(
      `--${option} does not belong to a rule of this kind.`,
      'Which does: npx monitor thresholds add --help',
    )
  const own = message.replace(`The field "${field}"`, `--${option}`)
  return usageFailure(own === message ? `--${option}: ${message}` : own, ...near)
}
