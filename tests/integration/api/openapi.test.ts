/** The OpenAPI document: 3.1, whole, and true of the routes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

type Json = Record<string, unknown>
let api: Api
let document: Json
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  document = (await api.get('/openapi.json')).json
})
afterAll(() => api.close())

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const operations = () =>
  Object.entries(record(document.paths)).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => ({ path, method, operation: record(operation) })),
  )

test('it is OpenAPI 3.1 with a title, a version and every public address', () => {
  expect([document.openapi, record(document.info).title]).toEqual(['3.1.0', 'Displacement monitor'])
  expect(operations().map(({ path, method }) => `${method} ${path}`).sort()).toEqual([
    'delete /v1/channels/{id}', 'delete /v1/thresholds/{id}',
    'get /healthz', 'get /metrics', 'get /readyz', 'get /v1/alerts.atom', 'get /v1/alerts/{file}', 'get /v1/backfills', 'get /v1/backfills/{id}', 'get /v1/backfills/{id}/events', 'get /v1/channels', 'get /v1/channels/{id}', 'get /v1/claims/{id}', 'get /v1/deliveries', 'get /v1/deliveries/{id}', 'get /v1/events', 'get /v1/figures', 'get /v1/figures/{id}', 'get /v1/figures/{id}/reviews', 'get /v1/incidents', 'get /v1/incidents/{id}',
    'get /v1/places', 'get /v1/places/{place}', 'get /v1/reports', 'get /v1/reports/{id}', 'get /v1/series', 'get /v1/sources',
    'get /v1/thresholds', 'get /v1/thresholds/presets', 'get /v1/thresholds/{id}', 'get /v1/trends/{place}',
    'post /v1/backfills', 'post /v1/backfills/{id}/cancel', 'post /v1/backfills/{id}/pause', 'post /v1/backfills/{id}/resume', 'post /v1/backfills/{id}/retry',
    'post /v1/channels', 'post /v1/channels/{id}/rotate-secret', 'post /v1/channels/{id}/test', 'post /v1/deliveries/{id}/drop', 'post /v1/deliveries/{id}/release', 'post /v1/deliveries/{id}/resend',
    'post /v1/extract', 'post /v1/figures/{id}/reviews', 'post /v1/incidents/{id}/acknowledge', 'post /v1/incidents/{id}/silence', 'post /v1/reports/{id}/withdraw', 'post /v1/thresholds', 'post /v1/thresholds/preview',
    'put /v1/channels/{id}', 'put /v1/reports/{id}/embargo', 'put /v1/thresholds/{id}',
  ]) // biome-ignore format: a list of addresses
})

test('every reference leads somewhere inside the document', () => {
  const lost: string[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const entry of node) walk(entry)
      return
    }
    for (const [name, value] of Object.entries(record(node))) {
      if (name === '$ref' && typeof value === 'string') {
        const target = value
          .replace(/^#\//, '')
          .split('/')
          .reduce<unknown>((at, part) => record(at)[part], document)
        if (!value.startsWith('#/') || target === undefined) lost.push(value)
      } else walk(value)
    }
  }
  walk(document)
  expect(lost).toEqual([])
})

test('each operation has a summary, a tag, described parameters in their place, and an answer with a schema', () => {
  for (const { path, method, operation } of operations()) {
    const where = `${method} ${path}`
    expect([where, typeof operation.summary, Array.isArray(operation.tags)]).toEqual([where, 'string', true])
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const parameters = (operation.parameters as Json[] | undefined) ?? []
    expect([
      where,
      parameters.filter((parameter) => parameter.in === 'path').map(({ name, required }) => [name, required]),
    ]).toEqual([where, inPath.map((name) => [name, true])])
    for (const parameter of parameters)
      expect([
        where,
        parameter.name,
        typeof record(parameter.schema).type === 'string' || 'enum' in record(parameter.schema),
      ]).toEqual([where, parameter.name, true])
    const answers = record(operation.responses)
    // Nothing is told of what is gone.
    if ('204' in answers) continue
    const content = record(record(answers['200'] ?? answers['201'] ?? answers['202']).content)
    expect([
      where,
      Object.values(content).length > 0 &&
        Object.values(content).every((media) => Object.keys(record(record(media).schema)).length > 0),
    ]).toEqual([where, true])
  }
})

test('a list of categories and the day’s form stand in the document', () => {
  const trend = record(record(record(document.paths)['/v1/trends/{place}']).get)
  const parameters = new Map(
    (trend.parameters as Json[]).map((parameter) => [parameter.name, record(parameter.schema)]),
  )
  expect(parameters.get('category')?.enum).toContain('internal_displacements')
  expect(parameters.get('from')).toMatchObject({ type: 'string', format: 'date' })
})

test('the page of documents tells every address', async () => {
  const { body, status } = await api.get('/docs')
  expect(status).toBe(200)
  for (const { path } of operations()) expect(body).toContain(`<code>${path}</code>`)
})
