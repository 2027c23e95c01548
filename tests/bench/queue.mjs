#!/usr/bin/env node
/**
 * The queue on each backend as the product uses it (`npm run bench -- queue [--jobs 2000] [--rounds 5]`): jobs added a second by sixteen
 * callers, jobs worked off a second at a concurrency of sixteen, and the time from adding one job to an idle queue until its
 * work begins. Beside them, as the peer, BullMQ as its own documentation sets it up: a bare queue and worker on the same Redis. The
 * three take turns; ratios are of neighbouring rounds. On throw-away servers of its own; without a Redis there is nothing to compare.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue, Worker } from 'bullmq'
import { openDatabase } from '../../infra/database/open-database.mjs'
import { startRedis } from '../../infra/redis-server.mjs'
import { openQueues, startWorker } from '../../packages/shared/dist/queue/index.js'

const option = (name, otherwise) =>
  process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise
const jobs = option('jobs', 2_000)
const rounds = option('rounds', 5)
const hands = 16
const singles = 40

const redis = await startRedis()
if (redis === null) {
  console.error('This bench needs redis-server or valkey-server on the PATH.')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'monitor-bench-'))
const database = await openDatabase({ dataDir: folder, settings: { shared_buffers: '256MB' } })

/** What is measured of each: `add` one job, `work` with a handler until told to stop. */
function ours(queues) {
  return {
    add: (n) => queues.add('ingest', { reportId: n }, { id: `report-${n}` }),
    work(handle) {
      const worker = startWorker(queues, 'ingest', async ({ reportId }) => handle(reportId), {
        concurrency: hands,
        onError: (error) => console.error(error.message),
      })
      return () => worker.stop(5_000)
    },
    close: () => queues.close(),
  }
}

function bare(url) {
  const { hostname: host, port } = new URL(url)
  const connection = { host, port: Number(port), maxRetriesPerRequest: null }
  const queue = new Queue('bare', { connection })
  return {
    add: (n) =>
      queue.add('read', { reportId: n }, { jobId: `report-${n}`, removeOnComplete: true, removeOnFail: true }),
    work(handle) {
      const worker = new Worker('bare', async (job) => handle(job.data.reportId), { connection, concurrency: hands })
      return () => worker.close()
    },
    close: () => queue.close(),
  }
}

const subjects = {
  PostgreSQL: ours(openQueues({ databaseUrl: database.url, redisUrl: null })),
  Redis: ours(openQueues({ databaseUrl: database.url, redisUrl: redis.url, prefix: '{bench}' })),
  'bare BullMQ on Redis': bare(redis.url),
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
let last = 0

/** Adds and works off; each job's work is counted once, and one that never comes would hang rather than pass. */
async function round(subject) {
  const first = last + 1
  last += jobs
  let next = first
  const addBegan = performance.now()
  const adder = async () => {
    while (next <= last) await subject.add(next++)
  }
  await Promise.all(Array.from({ length: hands }, adder))
  const added = performance.now() - addBegan

  const seen = new Set()
  let done
  const all = new Promise((resolve) => {
    done = resolve
  })
  const workBegan = performance.now()
  let starts = null
  const stop = subject.work((n) => {
    starts?.(n)
    if (n < first || n > last) return
    seen.add(n)
    if (seen.size === jobs) done(performance.now() - workBegan)
  })
  const worked = await all

  const waits = []
  for (let n = 0; n < singles; n++) {
    const began = performance.now()
    const begun = new Promise((resolve) => {
      starts = () => resolve(performance.now() - began)
    })
    await subject.add(++last)
    waits.push(await begun)
  }
  await stop()
  return { added: (jobs / added) * 1000, worked: (jobs / worked) * 1000, wait: median(waits) }
}

try {
  const results = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
  for (const subject of Object.values(subjects)) await round(subject)
  for (let n = 0; n < rounds; n++)
    for (const [name, subject] of Object.entries(subjects)) results[name].push(await round(subject))
  const peer = results['bare BullMQ on Redis']
  console.log(
    `${jobs} jobs a round, median of ${rounds} rounds after one to warm up; ratios beside bare BullMQ in the same round`,
  )
  console.table(
    Object.entries(results).map(([name, of]) => {
      const beside = (key) => median(of.map((each, n) => each[key] / peer[n][key])).toFixed(2)
      return {
        queue: name,
        'added a second': Math.round(median(of.map(({ added }) => added))),
        'worked off a second': Math.round(median(of.map(({ worked }) => worked))),
        'ms until one begins': median(of.map(({ wait }) => wait)).toFixed(1),
        'ratios: added, worked off, ms': `${beside('added')}, ${beside('worked')}, ${beside('wait')}`,
      }
    }),
  )
} finally {
  for (const subject of Object.values(subjects)) await subject.close()
  await redis.stop()
  await database.release()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
