/** `/v1/backfills`: asked for once, ordered about, followed as a stream to its end; who may, and what is refused. */
import { backfillSchema, backfillsSchema } from '@displacement-monitor/shared/contracts'
import { addSource, listAudit } from '@displacement-monitor/shared/db'
import { openReader, runHere } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArchiveSite, archiveSite, archiveSource } from '../../support/archive-site.ts'
import { type Api, openApi } from './api-under-test.ts'

let api: Api
let site: ArchiveSite
let operator: Record<string, string>
let desk: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  site = await archiveSite(['2020-01', '2020-02'], 2)
  await addSource(api.sql, archiveSource(site))
  operator = await api.keyFor('read', 'operate')
  desk = await api.keyFor('read')
})
afterAll(async () => {
  await api.close()
  await site.close()
})

const asked = { kind: 'refetch', source: 'notes', from: '2020-01-01', to: '2020-02-29' }
const post = (url: string, payload?: unknown, headers = operator) => api.send('POST', url, payload ?? {}, headers)
/** What a worker does that hears of the run. */
async function work(id: number): Promise<void> {
  const reader = await openReader(
    {
      FETCH_ALLOW: ['127.0.0.1'],
      FETCH_CONTACT: null,
      FETCH_DEADLINE_MS: 5_000,
      FETCH_MAX_BYTES: 1_000_000,
      HTTPS_PROXY: null,
    },
    { sql: api.sql, gazetteer: api.gazetteer },
  )
  try {
    await runHere(reader.context, id, { stopping: new AbortController().signal })
  } finally {
    await reader.close()
  }
}

test('the same asked twice is one run; it is followed to its end as a stream, which tells what it changed', async () => {
  const first = await post('/v1/backfills', asked)
  const second = await post('/v1/backfills', asked)
  expect([first.status, second.status, second.json.id]).toEqual([201, 200, first.json.id])
  expect(backfillSchema.parse(first.json)).toMatchObject({
    state: 'planned',
    requested_by: 'test read operate',
    closing: null,
    progress: { share: 0 },
  })
  const { id } = first.json
  const address = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const stream = await fetch(`${address}/v1/backfills/${id}/events`, { headers: desk })
  expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const [, told] = await Promise.all([work(id), stream.text()])
  const events = told.split('\n\n').flatMap((event) => /^event: (\w+)\ndata: (.*)$/.exec(event)?.slice(1, 3) ?? [])
  expect(events.slice(-2)).toEqual(['end', '{}'])
  const last = JSON.parse(events.at(-3) ?? '')
  const { notice, attributions, ...whole } = backfillSchema.parse((await api.get(`/v1/backfills/${id}`, desk)).json)
  expect(last).toEqual(whole)
  expect(whole).toMatchObject({
    state: 'done',
    progress: { share: 1, found: 4, settled: 4, parts: { done: 2 }, requests: 2 },
    closing: {
      figures_new: 4,
      reports: { read: 4 },
      series_changed: 1,
      series: [
        { place: { id: 'SY-ID', name: 'Idlib' }, links: { trend: '/v1/trends/SY-ID?category=internal_displacements' } },
      ],
    },
    failed_parts: [],
  })
  expect([notice.length > 0, attributions[0]?.source]).toEqual([true, 'notes'])
  const list = backfillsSchema.parse((await api.get('/v1/backfills?limit=1', desk)).json)
  expect(list.backfills.map((run) => [run.id, run.state])).toEqual([[id, 'done']])
})

test('orders are heard where the state of a run leaves something to do, and stand in the audit', async () => {
  const { json } = await post('/v1/backfills', { ...asked, from: '2020-02-01' })
  const order = async (word: string) => {
    const told = await post(`/v1/backfills/${json.id}/${word}`)
    return [told.status, told.status === 200 ? told.json.state : told.json.detail]
  }
  expect(await order('resume')).toEqual([409, `The run ${json.id} is planned: there is nothing to resume.`])
  expect(await order('pause')).toEqual([200, 'paused'])
  expect(await order('resume')).toEqual([200, 'planned'])
  expect(await order('cancel')).toEqual([200, 'cancelled'])
  expect(await order('retry')).toEqual([409, `The run ${json.id} is cancelled: there is nothing to retry.`])
  const audit = await listAudit(api.sql, { subject: `backfill:${json.id}` })
  expect(audit.map(({ action, actor }) => [action, actor]).reverse()).toEqual(
    ['ask', 'pause', 'resume', 'cancel'].map((what) => [`backfill.${what}`, 'test read operate']),
  )
})

test('a dry run tells what it would ask for', async () => {
  const { json } = await post('/v1/backfills', { ...asked, dry_run: true })
  await work(json.id)
  expect(backfillSchema.parse((await api.get(`/v1/backfills/${json.id}`, desk)).json)).toMatchObject({
    state: 'done', dry_run: true, closing: null, estimate: { parts: 2, list_requests: 2, sampled: 2, sampled_reports: 4, sampled_fresh: 0 },
  }) // biome-ignore format: a row
})

test('who has no key reads nothing of it, who may only read orders nothing; what cannot be is told', async () => {
  for (const [status, told] of [
    [401, await api.get('/v1/backfills')],
    [401, await api.get('/v1/backfills/1/events')],
    [403, await post('/v1/backfills', asked, desk)],
    [403, await post('/v1/backfills/1/cancel', {}, desk)],
    [404, await post('/v1/backfills/999/cancel')],
    [404, await api.get('/v1/backfills/999', desk)],
  ] as const)
    expect(told.status).toBe(status)
  expect((await post('/v1/backfills', { kind: 'refetch' })).json).toMatchObject({ status: 400, parameter: 'source' })
  expect((await post('/v1/backfills', { ...asked, from: '2020-03-01' })).json).toMatchObject({
    status: 400,
    parameter: 'to',
  })
  expect((await post('/v1/backfills', { ...asked, source: 'note' })).json).toMatchObject({
    status: 404,
    parameter: 'source',
    nearest: ['notes'],
  })
})
