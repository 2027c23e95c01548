/** A generator makes a typed client of the OpenAPI document, a compiler accepts it, and it reads the running API. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

const run = promisify(execFile)
const fromHere = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const generator = fromHere('tests/client/node_modules/openapi-typescript/bin/cli.js')
const compiler = fromHere('node_modules/typescript/bin/tsc')

let api: Api
let folder: string
let address: string
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  folder = await mkdtemp(join(tmpdir(), 'monitor-client-'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'openapi.json'), (await api.get('/openapi.json')).body)
  await run(process.execPath, [generator, join(folder, 'openapi.json'), '-o', join(folder, 'schema.d.ts')])
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true, force: true })
})

const client = `
import type { components, paths } from './schema.js'

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
} ? Body : never
type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Asked } } } ? Asked : never

async function get<Path extends keyof paths>(path: Path, parts: Record<string, string>, query: Query<Path>): Promise<Answer<Path>> {
  const filled = path.replace(/\\{(\\w+)\\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
  const search = new URLSearchParams(query as Record<string, string>)
  const response = await fetch(\`\${process.argv[2]}\${filled}?\${search}\`)
  if (!response.ok) throw new Error(((await response.json()) as components['schemas']['Problem']).detail)
  return (await response.json()) as Answer<Path>
}

const trend = await get('/v1/trends/{place}', { place: 'Idlib' }, { category: 'internal_displacements', step: 'claims' })
for (const line of trend.series)
  for (const point of line.points) console.log(line.since, point.as_of, point.low, point.value, point.review)
const list = await get('/v1/series', {}, { kind: 'cumulative' })
console.log(list.series.map(({ place, latest }) => \`\${place.name} \${latest?.value}\`).join())
const rules = await get('/v1/thresholds', {}, {} as never)
const found = await get('/v1/incidents', {}, { state: 'open' })
for (const rule of rules.thresholds) if (rule.rule.kind === 'level') console.log(rule.rule.at_least, found.incidents.length)
const why = await get('/v1/figures/{id}', { id: '1' }, {} as never)
console.log(why.figure.excerpt?.text)
`
const globals = 'declare const process: { argv: string[] }\ndeclare const console: { log(...words: unknown[]): void }\n'

async function compile(name: string, text: string): Promise<string> {
  await writeFile(join(folder, `${name}.ts`), globals + text)
  const options = [
    '--strict',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--lib',
    'es2022,dom',
  ]
  return run(process.execPath, [compiler, ...options, '--types', '', join(folder, `${name}.ts`)], { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  )
}

test('the client compiles and reads a trend, the list and a figure with its words', async () => {
  expect(await compile('client', client)).toBe('')
  const { stdout } = await run(process.execPath, [join(folder, 'client.js'), address])
  expect(stdout.trim().split('\n')).toEqual([
    '2019-12-01 2020-02-17 800000 800000 machine_read',
    expect.stringMatching(/Idlib 800000/),
    'more than 800,000 people have fled from Idlib',
  ])
})

test.each([
  ["category: 'internal_displacements'", "category: 'internal_displacement'", /internal_displacement/],
  ['point.as_of', 'point.asof', /'asof' does not exist/],
  ["rule.rule.kind === 'level'", "rule.rule.kind === 'levels'", /no overlap/],
  ['rule.rule.at_least', 'rule.rule.cadences', /'cadences' does not exist/],
  ["'/v1/series'", "'/v1/serie'", /'"\/v1\/serie"' is not assignable|"\/v1\/serie"/],
])('the types are narrow: %s is known, %s is not', async (right, wrong, says) => {
  expect(await compile('wrong', client.replace(right, wrong))).toMatch(says)
})
