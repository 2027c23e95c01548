/** What a schema refused, in words that name the parameter or field and the nearest valid value. */
import { z } from 'zod'
import { nearestNames } from '../domain/index.ts'

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

/**
 * `given` is what was validated, `known` the names that the schema has (a body's schema itself, where fields have fields). One
 * issue is told, since it may cause the rest: a name that is not known goes first, for it is the reason why another is missing.
 */
export function describeIssues(
  issues: readonly Issue[],
  part: string | undefined,
  given: unknown = {},
  known: readonly string[] | z.ZodType = [],
): Refused {
  const issue = issues.find(({ params }) => Array.isArray(params?.keys)) ?? issues[0]
  const kind = parts[part ?? ''] ?? 'value'
  const path = (issue?.instancePath ?? '').split('/').filter(Boolean)
  const keys = issue?.params?.keys
  if (Array.isArray(keys)) {
    const name = String(keys[0])
    const names = known instanceof z.ZodType ? keysAt(known, path, given) : known
    return {
      detail: `There is no ${kind} "${shown(dotted([...path, name]))}" here. Known: ${names.join(', ') || 'none'}.`,
      parameter: shown(dotted([...path, name])),
      nearest: nearestNames(name, names, 'any').map((near) => dotted([...path, near])),
    }
  }
  const name = shown(dotted(path))
  if (name === '') return { detail: `The ${part === 'body' ? 'body' : 'request'} is not of the expected form.` }
  const value = valueAt(given, path)
  if (Array.isArray(value) && part === 'querystring')
    return { detail: `The ${kind} "${name}" was given ${value.length} times; give it once.`, parameter: name }
  if (value === undefined) return { detail: `The ${kind} "${name}" is missing.`, parameter: name }
  const values = issue?.params?.values ?? issue?.params?.options
  if (Array.isArray(values))
    return {
      detail: `The ${kind} "${name}" must be one of ${values.join(', ')}.`,
      parameter: name,
      nearest: nearestNames(String(value), values.map(String), 'any'),
    }
  return { detail: `The ${kind} "${name}" ${plain(issue?.message)}.`, parameter: name }
}

/** The same of what zod itself says of a value. */
export const describeRefusal = (error: z.ZodError, given: unknown, schema: z.ZodType): Refused =>
  describeIssues(
    error.issues.map((issue) => ({
      instancePath: `/${issue.path.join('/')}`,
      message: issue.message,
      params: { ...issue },
    })),
    'body',
    given,
    schema,
  )

/** `to.0` is a list's first. */
const dotted = (path: readonly string[]): string => path.join('.')

function valueAt(given: unknown, path: readonly string[]): unknown {
  let at = given
  for (const name of path) at = isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined
  return at
}

/** The names that a schema knows at a path; of a choice those of the one that was given. */
function keysAt(schema: z.ZodType, path: readonly string[], given: unknown): readonly string[] {
  const inner = bare(schema)
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = inner.def
    const wanted = isRecord(given) ? given[discriminator] : undefined
    const chosen = inner.options.find(
      (option) =>
        option instanceof z.ZodObject && bare(option.shape[discriminator] as z.ZodType).safeParse(wanted).success,
    )
    return chosen instanceof z.ZodType ? keysAt(chosen, path, given) : []
  }
  if (!(inner instanceof z.ZodObject)) return []
  const [first, ...rest] = path
  if (first === undefined) return Object.keys(inner.shape)
  const next: unknown = inner.shape[first]
  return next instanceof z.ZodType ? keysAt(next, rest, isRecord(given) ? given[first] : undefined) : []
}

/** Without what makes it optional. */
function bare(schema: z.ZodType): z.ZodType {
  let at: unknown = schema
  while (
    at instanceof z.ZodOptional ||
    at instanceof z.ZodNullable ||
    at instanceof z.ZodDefault ||
    at instanceof z.ZodPrefault
  )
    at = at.unwrap()
  return at instanceof z.ZodType ? at : schema
}

/** Our own messages go on after the name ("is empty"); the library's begin with a capital and are put in our words. */
function plain(message: string | undefined): string {
  return message && /^[a-z]/.test(message) ? message : 'is not of the expected form'
}

/** What a caller sent, short and without characters that would confuse a terminal. */
export const shown = (text: string): string => text.slice(0, 60).replace(/[\p{Cc}\p{Surrogate}]/gu, '�')

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
