/** `monitor reports`: the list, one in full, a withdrawal that nothing brings back, an embargo that is set and ended. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { runMonitor } from '../../support/terminal.ts'

const page = (title: string) =>
  `<html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>
  <p>${'The council met on Monday to hear what the camps of the north need before the winter comes. '.repeat(4)}</p>
  <p>Nearly 640,000 people have fled their homes in Idlib since 1 December 2019, the United Nations said on 14 February 2020.</p>
  </article></body></html>`
let database: FreshDatabase
let folder: string
let site: LocalServer
const run = (...words: string[]) =>
  runMonitor(words, { env: { DATABASE_URL: database.url, SEED: 'minimal', FETCH_ALLOW: '127.0.0.1' } })

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'reports-'))
  site = await localServer({
    '/robots.txt': { status: 404 },
    '/a': { body: page('Winter of the north'), headers: { 'content-type': 'text/html' } },
    '/mirror': { body: page('Winter of the north'), headers: { 'content-type': 'text/html' } },
  })
})
afterAll(async () => {
  await site.close()
  await rm(folder, { recursive: true })
  await database.drop()
})

test('a report is listed, shown, withdrawn once, and told as withdrawn to whoever brings it again', async () => {
  const url = `${site.origin}/a`
  expect((await run('ingest', url, '--published', '2020-02-14', '--json')).json()).toMatchObject([
    { outcome: 'figures' },
  ])
  const [listed] = (await run('reports', '--limit', '1', '--json')).json<{ id: number; url: string; title: string }[]>()
  expect(listed).toMatchObject({ url, title: 'Winter of the north', state: 'read' })
  const shown = (await run('reports', 'show', url)).stdout
  expect(shown).toMatch(
    /^Address {4}http.*\nTitle {6}Winter of the north\n[\s\S]*Figures {4}1 figure\nBytes {6}[0-9a-f]{64}, fetched /,
  )

  expect((await run('reports', 'withdraw', url, '--yes')).code).toBe(2)
  const unasked = await run('reports', 'withdraw', url, '--reason', 'The publisher asked.')
  expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('say --yes')])
  expect((await run('reports', 'withdraw', '999', '--reason', 'x', '--yes')).code).toBe(3)
  const gone = await run('reports', 'withdraw', url, '--reason', 'The publisher asked.', '--yes', '--json')
  expect(gone.json()).toMatchObject({ id: listed?.id, reason: 'The publisher asked.', figures: 1, before: false })
  const again = await run('reports', 'withdraw', String(listed?.id), '--reason', 'Another reason.', '--yes')
  expect(again.stdout).toMatch(/was withdrawn before, .*: The publisher asked\.\n$/)

  expect((await run('reports', 'list', '--state', 'withdrawn', '--json')).json()).toMatchObject([
    { id: listed?.id, url, title: null, withdrawn_reason: 'The publisher asked.' },
  ])
  expect((await run('reports', 'show', url)).stdout).toMatch(/Reason {5}The publisher asked\.\nBytes/)
  const trend = await run('trends', 'SY-ID', '--json')
  expect(trend.stdout).not.toMatch(/640000|Winter of the north/)

  const byAddress = await run('ingest', url)
  expect([byAddress.code, byAddress.stdout + byAddress.stderr]).toEqual([
    1,
    expect.stringContaining('was withdrawn: The publisher asked.'),
  ])
  const byBytes = await run('ingest', `${site.origin}/mirror`)
  expect([byBytes.code, byBytes.stdout + byBytes.stderr]).toEqual([
    1, expect.stringContaining(`These are the bytes of report ${listed?.id}, which was withdrawn`),
  ]) // biome-ignore format: two values
  const file = join(folder, 'saved.html')
  await writeFile(file, page('Winter of the north'))
  const bySaved = await run('ingest', file)
  expect([bySaved.code, bySaved.stdout + bySaved.stderr]).toEqual([1, expect.stringContaining('which was withdrawn')])
})

test('an embargo takes a report off the trend and its end brings it back; a withdrawn one has none', async () => {
  const told = async () =>
    (await run('trends', 'SY-ID', '--json')).json<{ series: { points: unknown[] }[] }>().series.length
  const file = join(folder, 'other.html')
  await writeFile(file, page('Summer of the north'))
  expect((await run('ingest', file, '--published', '2020-02-14')).code).toBe(0)
  expect(await told()).toBe(1)
  const [seeded] = (await run('reports', '--state', 'read', '--json')).json<{ id: number }[]>()
  const id = String(seeded?.id)
  for (const wrong of [
    [],
    ['--until', '2020-01-01'],
    ['--until', '2999-01-01T00:00'],
    ['--until', '2999-01-01', '--end'],
  ])
    expect((await run('reports', 'embargo', id, ...wrong)).code).toBe(2)
  expect((await run('reports', 'embargo', id, '--until', '2999-01-01', '--json')).json()).toEqual({
    id: seeded?.id, embargo_until: '2999-01-01T00:00:00.000Z',
  }) // biome-ignore format: a row of fields
  expect(await told()).toBe(0)
  expect((await run('reports', '--state', 'embargoed', '--json')).json()).toMatchObject([{ id: seeded?.id }])
  expect((await run('reports', 'embargo', id, '--end')).stdout).toBe(`Report ${id} is told from now on.\n`)
  expect(await told()).toBe(1)
  const [withdrawn] = (await run('reports', '--state', 'withdrawn', '--json')).json<{ id: number }[]>()
  expect((await run('reports', 'embargo', String(withdrawn?.id), '--until', '2999-01-01')).code).toBe(1)
})
