/**
 * Random requests to every address that the API describes, made from its own schemas (hardening S3, S9): no 500, no word of the
 * database, no refusal that is not a problem. `FUZZ_RUNS=20000 FUZZ_SEED=7` for longer, and for the same again.
 */
import fc, { type Arbitrary } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textsOf, valuesOf } from '../../support/schema-values.ts'
import { type Api, openApi } from './api-under-test.ts'
import { leaks } from './leaks.ts'

interface Operation {
  parameters?: { in: string; name: string; schema?: Record<string, unknown> }[]
  requestBody?: { content?: Record<string, { schema?: Record<string, unknown> }> }
  responses?: Record<string, { content?: Record<string, unknown> }>
}
interface Asked {
  method: string
  path: string
  inPath: Record<string, string>
  query: [name: string, value: string][]
  body: unknown
}

let api: Api
let requests: Arbitrary<Asked>
let operations = 0
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  api.gazetteer.search('Idlxib', 1) // made once in a process
  const document = (await api.get('/openapi.json')).json as { paths: Record<string, Record<string, Operation>> }
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  // A stream ends when its reader goes.
  const ending = described.filter(
    ({ operation }) =>
      !Object.values(operation.responses ?? {}).some(({ content }) => content && 'text/event-stream' in content),
  )
  operations = ending.length
  requests = fc
    .constantFrom(...ending)
    .chain(({ path, method, operation }) => requestOf(path, method, operation, document))
})
afterAll(() => api.close())

function requestOf(path: string, method: string, operation: Operation, document: unknown): Arbitrary<Asked> {
  const of = (where: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === where)
  const inPath = Object.fromEntries(
    of('path').map(({ name, schema = {} }) => [
      name,
      fc.oneof(fc.constantFrom('1', 'SY-ID', 'desk'), textsOf(schema, document)),
    ]),
  )
  const query = of('query').map(({ name, schema = {} }) => fc.tuple(fc.constant(name), textsOf(schema, document)))
  const body = operation.requestBody?.content?.['application/json']?.schema
  return fc.record({
    method: fc.constant(method.toUpperCase()),
    path: fc.constant(path),
    inPath: fc.record(inPath),
    query: query.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...query), { maxLength: 4 }),
    body: body ? valuesOf(body, document) : fc.constant(undefined),
  })
}

/** encodeURIComponent throws on a lone surrogate; Buffer makes U+FFFD of it. */
const escaped = (text: string) => encodeURIComponent(Buffer.from(text).toString())

test('no request brings the server to fail, or to tell of its inside', async () => {
  const desk = await api.keyFor('read', 'review', 'operate')
  const statuses = new Map<number, number>()
  const property = fc.asyncProperty(requests, async ({ method, path, inPath, query, body }) => {
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => escaped(inPath[name] ?? ''))
    const url =
      query.length === 0 ? address : `${address}?${query.map(([name, value]) => `${name}=${escaped(value)}`).join('&')}`
    const response = await api.app.inject({
      method: method as 'GET',
      url,
      headers: { ...desk, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const { statusCode: status, headers } = response
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const refused = status >= 400
    expect({
      failed: status >= 500 ? response.body : null,
      tells: refused ? (leaks.exec(response.body)?.[0] ?? null) : null,
      problem: refused ? String(headers['content-type']).startsWith('application/problem+json') : true,
    }).toEqual({ failed: null, tells: null, problem: true })
  })
  const { FUZZ_RUNS, FUZZ_SEED } = process.env
  await fc.assert(property, { numRuns: Number(FUZZ_RUNS ?? 800), ...(FUZZ_SEED ? { seed: Number(FUZZ_SEED) } : {}) })
  // Requests that are all refused would try nothing behind the door.
  expect([operations > 40, (statuses.get(200) ?? 0) > 50, (statuses.get(400) ?? 0) > 50]).toEqual([true, true, true])
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
}, 600_000)
