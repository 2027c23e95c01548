/** Who may ask for what: open reading, closed reading, scopes, wrong keys (hardening S4, S8). */
import { listAudit, revokeKey, rotateKey } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

let open: Api
let closed: Api
beforeAll(async () => {
  ;[open, closed] = await Promise.all([
    openApi({ seedSet: 'minimal' }),
    openApi({ apiRead: 'key', seedSet: 'minimal' }),
  ])
})
afterAll(() => Promise.all([open.close(), closed.close()]))

const readings = [
  '/v1/trends/SY-ID',
  '/v1/series',
  '/v1/figures',
  '/v1/figures/1',
  '/v1/claims/1',
  '/v1/reports/1',
  '/v1/places?q=idlib',
  '/v1/sources',
  '/metrics',
]

test('closed reading answers nothing but health and its own description without a key', async () => {
  for (const url of readings) {
    const { status, headers } = await closed.get(url)
    expect([url, status, headers['www-authenticate']]).toEqual([url, 401, 'Bearer realm="displacement monitor"'])
  }
  for (const url of [
    '/healthz',
    '/readyz',
    '/docs',
    '/openapi.json',
    '/assets/page.css',
    '/',
    '/key',
    '/places/SY-ID',
    '/figures/1',
  ])
    expect([url, (await closed.get(url)).status]).toEqual([url, 200])
})

test('a key with the scope reads, one without is told which it lacks, a revoked one is unknown', async () => {
  const reader = await closed.keyFor('read')
  for (const url of readings) expect([url, (await closed.get(url, reader)).status]).toEqual([url, 200])
  const reviewer = await closed.keyFor('review')
  expect((await closed.get('/v1/series', reviewer)).json).toMatchObject({
    status: 403,
    detail: expect.stringContaining('"read"'),
  })
  const [row] = await closed.sql<{ id: number }[]>`select id from api_key where name = 'test read'`
  await revokeKey(closed.sql, row?.id ?? 0)
  expect((await closed.get('/v1/series', reader)).status).toBe(401)
})

test('a rotated key is let in for the overlap, the new one with the same scopes, and whoever did it is on record', async () => {
  const old = await closed.keyFor('read')
  const [row] = await closed.sql<{ id: number }[]>`
    select id from api_key where name = 'test read' and revoked_at is null order by id desc limit 1`
  const id = row?.id ?? 0
  const made = await rotateKey(closed.sql, id, { overlapHours: 1, actor: 'test' })
  const of = (key: Record<string, string>) => closed.get('/v1/series', key)
  const shown = (bearer = '') => of({ authorization: `Bearer ${bearer}` })
  expect([(await of(old)).status, (await shown(made?.bearer)).status]).toEqual([200, 200])
  await closed.sql`update api_key set revoked_at = now() where id = ${id}`
  expect([(await of(old)).status, (await shown(made?.bearer)).status]).toEqual([401, 200])
  expect(await rotateKey(closed.sql, id, { overlapHours: 1 })).toBeNull()
  const now = await rotateKey(closed.sql, made?.id ?? 0, { overlapHours: 0, actor: 'test' })
  expect([(await shown(made?.bearer)).status, (await shown(now?.bearer)).status]).toEqual([401, 200])
  expect((await listAudit(closed.sql)).filter(({ action }) => action === 'key.rotate').length).toBe(2)
})

test('a wrong key is refused even where reading is open, and many of them have to wait', async () => {
  const statuses: number[] = []
  for (let attempt = 0; attempt < 25; attempt++)
    statuses.push((await open.get('/v1/series', { authorization: `Bearer dm_000000000000_${'x'.repeat(43)}` })).status)
  expect([statuses.slice(0, 20).every((status) => status === 401), statuses.slice(20)]).toEqual([
    true,
    [429, 429, 429, 429, 429],
  ])
  const { headers } = await open.get('/v1/series', { authorization: 'Bearer nonsense' })
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect((await open.get('/v1/series')).status).toBe(200)
})

test('an answer made for a key is not kept by shared caches, and is not the one for everybody', async () => {
  const key = await closed.keyFor('read')
  const { headers } = await closed.get('/v1/trends/SY-ID', key)
  expect([headers['cache-control'], headers.vary]).toEqual([
    'private, no-cache',
    'Accept, Accept-Encoding, Authorization',
  ])
})
