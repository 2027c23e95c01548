/** The queue's promises, the same on both backends. */
import { openQueues, type Queues, type RunningWorker, startWorker } from '@displacement-monitor/shared/queue'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startRedis } from '../../../infra/redis-server.mjs'
import { freshDatabase } from '../../support/fresh-database.ts'
import { hasRedis } from '../../support/fresh-redis.ts'
import { type QueuePlace, withQueueBackends } from '../../support/queue-backends.ts'
import { until, workerProcess } from '../../support/worker-process.ts'

withQueueBackends((open) => {
  let place: QueuePlace
  let queues: Queues
  const workers: RunningWorker[] = []

  beforeAll(async () => {
    place = await open()
    queues = openQueues(place)
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)))
    await queues.obliterate()
  })
  afterAll(async () => {
    await queues.close()
    await place.drop()
  })
  const work = (seen: number[], act: (reportId: number) => Promise<void> = async () => {}, concurrency = 1) => {
    const worker = startWorker(
      queues,
      'ingest',
      async ({ reportId }) => {
        seen.push(reportId)
        await act(reportId)
      },
      { concurrency, onError: () => {} },
    )
    workers.push(worker)
    return worker
  }
  const add = (reportId: number, more: { priority?: number; delayMs?: number } = {}) =>
    queues.add('ingest', { reportId }, { id: `report-${reportId}`, ...more })

  test('adding a job twice while it waits is adding it once', async () => {
    for (let n = 0; n < 5; n++) await add(1)
    expect((await queues.counts()).ingest).toEqual({ waiting: 1, active: 0, delayed: 0, waitsSince: expect.any(Date) })
    const seen: number[] = []
    work(seen)
    await until('done', async () => seen.length > 0)
    await until('empty', async () => (await queues.counts()).ingest.active === 0)
    expect(seen).toEqual([1])
  })

  test('a job that has ended, well or not, can be added again: it leaves nothing behind', async () => {
    const seen: number[] = []
    work(seen, async (reportId) => {
      if (reportId === 2) throw new Error('failed')
    })
    for (const reportId of [1, 2]) {
      await add(reportId)
      await until('ended', async () => seen.at(-1) === reportId && (await queues.counts()).ingest.active === 0)
      await add(reportId)
      await until(
        'ended again',
        async () => seen.filter((id) => id === reportId).length === 2 && (await queues.counts()).ingest.active === 0,
      )
    }
    expect((await queues.counts()).ingest).toEqual({ waiting: 0, active: 0, delayed: 0, waitsSince: null })
  })

  test('live jobs go before those with a priority, a delayed one comes in its time', async () => {
    await add(10, { priority: 10 })
    await add(11, { priority: 5 })
    await add(12)
    await add(13, { delayMs: 700 })
    const seen: number[] = []
    work(seen)
    await until('all', async () => seen.length === 4, 15_000)
    expect(seen).toEqual([12, 11, 10, 13])
  })

  test('a payload that breaks its contract never enters', async () => {
    const broken = { reportId: 'x' } as unknown as { reportId: number }
    await expect(queues.add('ingest', broken, { id: 'report-x' })).rejects.toThrow()
    expect((await queues.counts()).ingest.waiting).toBe(0)
  })

  test('stopping waits for what runs and takes nothing new', async () => {
    let ended = 0
    const seen: number[] = []
    const worker = work(seen, async () => {
      await new Promise((resolve) => setTimeout(resolve, 600))
      ended++
    })
    await add(1)
    await add(2)
    await until('one runs', async () => seen.length === 1)
    await worker.stop(5_000)
    expect({ seen, ended }).toEqual({ seen: [1], ended: 1 })
    expect((await queues.counts()).ingest.waiting).toBe(1)
  })

  test('emptying leaves nothing and work goes on after it', async () => {
    for (let n = 1; n <= 20; n++) await add(n)
    await place.empty()
    expect((await queues.counts()).ingest.waiting).toBe(0)
    const seen: number[] = []
    work(seen)
    await add(99)
    await until('done', async () => seen.includes(99), 15_000)
  })
})

test.skipIf(!hasRedis)('a Redis that would throw jobs away is told of at the start of a worker', async () => {
  const [database, redis] = await Promise.all([freshDatabase(), startRedis({ policy: 'allkeys-lru' })])
  const place = { databaseUrl: database.url, redisUrl: redis?.url ?? null, prefix: '{test}' }
  const queues = openQueues(place)
  expect(await queues.evictionPolicy()).toBe('allkeys-lru')
  const worker = await workerProcess({ ...place, backend: 'redis', empty: async () => {}, drop: async () => {} })
  await until('told', async () => worker.output().includes('"policy":"allkeys-lru"'))
  await worker.stop()
  await queues.close()
  await Promise.all([redis?.stop(), database.drop()])
})

test('a queue that cannot be reached says so in time, and keeps nobody waiting', async () => {
  for (const place of [
    { databaseUrl: 'postgres://nobody:x@127.0.0.1:9/x', redisUrl: null },
    { databaseUrl: 'postgres://nobody:x@127.0.0.1:9/x', redisUrl: 'redis://127.0.0.1:9' },
  ]) {
    const queues = openQueues(place)
    const began = Date.now()
    await expect(queues.add('ingest', { reportId: 1 }, { id: 'report-1' })).rejects.toMatchObject({
      code: 'queue_unavailable',
      kind: 'transient',
    })
    expect(Date.now() - began).toBeLessThan(12_000)
    await queues.close()
  }
})
