/** What a queue in PostgreSQL needs besides: locks of wrong clocks are ended, and a cut connection ends no process. */
import { createRequire } from 'node:module'
import { connect, type Database, endFarLocks } from '@displacement-monitor/shared/db'
import { openQueues, type Queues, startWorker, workerOptions } from '@displacement-monitor/shared/queue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { until } from '../../support/worker-process.ts'

const { lockDuration: lockMs } = workerOptions
let database: FreshDatabase
let sql: Database
let queues: Queues

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  queues = openQueues({ databaseUrl: database.url, redisUrl: null })
})
afterAll(async () => {
  await queues.close()
  await sql.end()
  await database.drop()
})

test('a lock that reaches too far is ended, one that is held is left, and where there is no queue nothing is asked', async () => {
  const nowMs = Date.now()
  expect(await endFarLocks(sql, { lockMs, nowMs })).toBe(0)
  let begun = 0
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const take = () =>
    startWorker(queues, 'ingest', async () => void (++begun === 1 ? await ended : undefined), {
      concurrency: 1,
      onError: () => {},
    })
  await queues.add('ingest', { reportId: 1 }, { id: 'report-1' })
  const dead = take()
  await until('it is taken', async () => begun === 1)
  expect(await endFarLocks(sql, { lockMs, nowMs: Date.now() })).toBe(0)
  await dead.stop(0)
  await sql`update queue.job set locked_until_ms = locked_until_ms + 3600000`
  const next = take()
  expect(await endFarLocks(sql, { lockMs, nowMs: Date.now() })).toBe(1)
  await until('it is taken again', async () => begun === 2)
  end()
  await next.stop(1_000)
})

test('a connection of the queue that is cut while nobody listens to it ends no process', async () => {
  // As BullMQ has it between `connect` and its own listener.
  const { Client } = createRequire(new URL('../../../packages/shared/package.json', import.meta.url))('pg') as {
    Client: new (url: string) => { connect(): Promise<void>; query(text: string): Promise<{ rows: { pid: number }[] }> }
  }
  const client = new Client(database.url)
  await client.connect()
  const [row] = (await client.query('select pg_backend_pid() as pid')).rows
  await sql`select pg_terminate_backend(${row?.pid ?? 0}::int)`
  await expect
    .poll(() =>
      client.query('select 1').then(
        () => 'answers',
        () => 'gone',
      ),
    )
    .toBe('gone')
})
