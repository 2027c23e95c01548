/** Rows of the store as the JSON that programs read: snake_case names, instants in ISO 8601. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

export function snakeCased(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(snakeCased)
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [snakeName(name), snakeCased(member)]))
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

const snakeName = (name: string): string => name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
