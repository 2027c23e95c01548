/** Values for a JSON schema, for fuzzing: most as it asks, some that break it in one place, some hostile whatever it asks. */
import fc, { type Arbitrary } from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

const hostileText = fc.oneof(
  fc.constantFrom(
    '', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202e', '%00', "'", "' ; --", '$1', '\\', '%', '__proto__', 'constructor', '1e400',
    '-1', '9007199254740993', '99999999999999999999', '2024-02-30', '0000-00-00', '9999-12-31T23:59:59Z', '١٢٣', '../../etc/passwd',
    'http://127.0.0.1/', 'javascript:alert(1)', 'SY-ID', 'Idlib', '1', 'x'.repeat(3_000),
  ), // biome-ignore format: a table of values
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const hostile: Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, -1, 0.5, 1e308, 2 ** 53, [], {}, [[[]]], JSON.parse('{"__proto__":{"admin":true}}')),
  fc.jsonValue({ maxDepth: 2 }),
)

const schemaOf = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {})
const listOf = (value: unknown): Schema[] => (Array.isArray(value) ? value.map(schemaOf) : [])

/** `document`: where `$ref` leads. */
export function valuesOf(schema: Schema, document: unknown, depth = 0): Arbitrary<unknown> {
  const fitting = depth > 5 ? fc.constant(null) : fittingOf(schema, document, depth + 1)
  return fc.oneof({ arbitrary: fitting, weight: 12 }, { arbitrary: hostile, weight: 1 })
}

/** Text for an address: what `valuesOf` gives, as a client would write it. */
export const textsOf = (schema: Schema, document: unknown): Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fittingOf(schema, document, 0).map((value) => String(value ?? '')), weight: 3 },
    { arbitrary: hostileText, weight: 1 },
  )

function fittingOf(schema: Schema, document: unknown, depth: number): Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') return fittingOf(target(schema.$ref, document), document, depth)
  const choices = [...listOf(schema.anyOf), ...listOf(schema.oneOf)]
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => fittingOf(choice, document, depth)))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valuesOf(schemaOf(schema.items), document, depth), { maxLength: 3 })
    case 'object':
      return objectOf(schema, document, depth)
    default:
      return hostile
  }
}

function objectOf(schema: Schema, document: unknown, depth: number): Arbitrary<unknown> {
  const fields = Object.entries(schemaOf(schema.properties)).map(
    ([name, field]) => [name, valuesOf(schemaOf(field), document, depth)] as const,
  )
  const required = Array.isArray(schema.required) ? schema.required.map(String) : []
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: required.filter((name) => fields.some(([known]) => known === name)),
  })
}

function textOf({ format, pattern }: Schema): Arbitrary<string> {
  if (format === 'date') return fc.constantFrom('2019-12-01', '2020-02-17', '2024-02-29', '1900-01-01')
  if (format === 'date-time') return fc.constantFrom('2030-01-01T00:00:00Z', '2020-02-17T12:00:00+02:00')
  if (format === 'uri' || format === 'url')
    return fc.constantFrom('https://desk.example/hook', 'http://[::1]/', 'ftp://x')
  const words = fc.constantFrom(
    'Idlib',
    'SY-ID',
    'desk',
    '1',
    '2020-02-17',
    '2020-02-17T00:00:00Z',
    'UTC',
    'https://desk.example/',
  )
  return pattern === undefined ? fc.oneof(words, fc.string({ maxLength: 20 })) : words
}

function numberOf({ type, minimum, maximum }: Schema): Arbitrary<number> {
  const [min, max] = [typeof minimum === 'number' ? minimum : 0, typeof maximum === 'number' ? maximum : 1_000]
  const edges = fc.constantFrom(min, max, min - 1, max + 1)
  const inside =
    type === 'integer'
      ? fc.integer({ min: Math.ceil(min), max: Math.min(max, 2 ** 31) })
      : fc.double({ min, max, noNaN: true })
  return fc.oneof({ arbitrary: inside, weight: 4 }, { arbitrary: edges, weight: 1 })
}

const target = (ref: string, document: unknown): Schema =>
  schemaOf(
    ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, part) => schemaOf(at)[part], document),
  )
