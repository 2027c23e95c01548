/** The documented shapes of a service's rows, and how an answer differs from them: the differences are told, the rest is read. */
import { refusal } from '../../parse/refusal.ts'

export type Row = Readonly<Record<string, unknown>>

/** Throws `bad_feed` for what is no JSON; a page in its place is told as such. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const page = /^\s*</.test(text)
    throw refusal('bad_feed', page ? 'The service answers with a web page, not with JSON.' : 'The answer is no JSON.')
  }
}

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Throws `bad_feed` where the answer is no list of rows; `of` names what was expected. */
export function rowsIn(value: unknown, of: string): Row[] {
  if (!Array.isArray(value)) throw refusal('bad_feed', `The answer holds no list of ${of}.`)
  return value.filter(isRow)
}

/**
 * Keys that are unknown in every shape, and those that are missing from the nearest shape, each once with how many rows.
 * `shapes`: the keys of each form in which the service is known to have answered, the newest first.
 */
export function shapeNotes(rows: readonly Row[], shapes: readonly (readonly string[])[]): string[] {
  const known = new Set(shapes.flat())
  const unknown = new Map<string, number>()
  const missing = new Map<string, number>()
  const count = (into: Map<string, number>, key: string) => into.set(key, (into.get(key) ?? 0) + 1)
  for (const row of rows) {
    for (const key of Object.keys(row)) if (!known.has(key)) count(unknown, key.slice(0, 60))
    const lacks = shapes.map((keys) => keys.filter((key) => !Object.hasOwn(row, key)))
    // By both what it lacks and what it has besides: one key less is not the older shape with eleven more.
    const away = lacks.map((lack, at) => 2 * lack.length - (shapes[at]?.length ?? 0))
    for (const key of lacks[away.indexOf(Math.min(...away))] ?? []) count(missing, key)
  }
  const told = (found: Map<string, number>, what: string) =>
    [...found].slice(0, maxNotes).map(([key, times]) => `${what} key "${key}" in ${times} of ${rows.length} rows`)
  return [...told(missing, 'missing'), ...told(unknown, 'unknown')]
}

const maxNotes = 10

export const textOf = (row: Row, key: string): string | null => {
  const value = row[key]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** Numbers come as numbers and as text ("0", "762283"); "-" and null are untold. Null too for what is no whole count ≥ 0. */
export const countOf = (row: Row, key: string): number | null => {
  const value = row[key]
  const number = typeof value === 'string' && /^\d+(\.0+)?$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
}

export const numberOf = (row: Row, key: string): number | null => {
  const value = row[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
