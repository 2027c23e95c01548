/** The examples of docs/api.md, run as they stand there against a running API, with the programs that are at hand. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

const run = promisify(execFile)
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0
const guide = new URL('../../../docs/api.md', import.meta.url)

let api: Api
let folder: string
let address: string
beforeAll(async () => {
  api = await openApi()
  address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  folder = await mkdtemp(join(tmpdir(), 'monitor-examples-'))
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true, force: true })
})

async function example(language: string): Promise<string> {
  const text = await readFile(guide, 'utf8')
  const examples = text.slice(text.indexOf('## Examples'))
  const block = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(examples)?.[1]
  if (block === undefined) throw new Error(`docs/api.md has no example in ${language}`)
  return block.replaceAll('http://localhost:3000', address)
}

test.runIf(has('curl'))('curl', async () => {
  const lines = (await example('sh')).trim().split('\n')
  const said: string[] = []
  for (const line of lines) said.push((await run('sh', ['-c', line], { cwd: folder, maxBuffer: 20_000_000 })).stdout)
  const [list, trend, past, figures] = said
  expect(JSON.parse(list ?? '').series.length).toBeGreaterThan(1)
  expect(JSON.parse(trend ?? '').series[0].points.map(({ value }: { value: number }) => value)).toContain(800_000)
  expect(JSON.parse(past ?? '').known_on).toBe('2020-02-12')
  expect(figures).toMatch(/^figure_id,location_code,.*\r\n\d+,SYR,/)
  const { sheets } = await readXlsx(await readFile(join(folder, 'idlib.xlsx')))
  expect(sheets.map(({ name }) => name)).toEqual(['Data', 'About'])
})

test.runIf(has('python3'))('Python', async () => {
  const { stdout } = await run('python3', ['-c', await example('python')])
  expect(stdout.split('\n')).toContain('2019-12-01 2020-02-17 800000 800000 900000 machine_read')
})

test.runIf(has('Rscript'))('R', async () => {
  const { stdout } = await run('Rscript', ['-e', `${await example('r')}\ncat(max(line$population))`], { cwd: folder })
  expect(Number(stdout.trim().split(/\s+/).at(-1))).toBeGreaterThan(800_000)
})
