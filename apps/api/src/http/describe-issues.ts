/** What a schema refused, in words that name the parameter and the nearest valid value. */
import { nearestNames } from '@displacement-monitor/shared/domain'

/** The part of a validation issue that is read here; zod's own fields are in `params`. */
export interface Issue {
  instancePath?: string
  message?: string
  params?: Record<string, unknown>
}

export interface Refused {
  detail: string
  parameter?: string
  nearest?: string[]
}

/** Where the value stood. */
const parts: Record<string, string> = { querystring: 'parameter', params: 'part of the address', body: 'field' }

/** `given` is what was validated; `known` the names that the schema has. The first issue is told, since it may cause the rest. */
export function describeIssues(
  issues: readonly Issue[],
  part: string | undefined,
  given: unknown = {},
  known: readonly string[] = [],
): Refused {
  const issue = issues[0]
  const kind = parts[part ?? ''] ?? 'value'
  const keys = issue?.params?.keys
  if (Array.isArray(keys)) {
    const name = String(keys[0])
    return {
      detail: `There is no ${kind} "${shown(name)}" here. Known: ${known.join(', ') || 'none'}.`,
      parameter: shown(name),
      nearest: nearestNames(name, known, 'any'),
    }
  }
  const name = (issue?.instancePath ?? '').split('/').filter(Boolean)[0] ?? ''
  if (name === '') return { detail: `The ${part === 'body' ? 'body' : 'request'} is not of the expected form.` }
  const value = isRecord(given) ? given[name] : undefined
  if (Array.isArray(value) && part === 'querystring')
    return { detail: `The ${kind} "${name}" was given ${value.length} times; give it once.`, parameter: name }
  if (value === undefined) return { detail: `The ${kind} "${name}" is missing.`, parameter: name }
  const values = issue?.params?.values
  if (Array.isArray(values))
    return {
      detail: `The ${kind} "${name}" must be one of ${values.join(', ')}.`,
      parameter: name,
      nearest: nearestNames(String(value), values.map(String), 'any'),
    }
  return { detail: `The ${kind} "${name}" ${plain(issue?.message)}.`, parameter: name }
}

/** Our own messages go on after the name ("is empty"); the library's begin with a capital and are put in our words. */
function plain(message: string | undefined): string {
  return message && /^[a-z]/.test(message) ? message : 'is not of the expected form'
}

/** What a caller sent, short and without characters that would confuse a terminal. */
export const shown = (text: string): string => text.slice(0, 60).replace(/[\p{Cc}\p{Surrogate}]/gu, '�')

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
