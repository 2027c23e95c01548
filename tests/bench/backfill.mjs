#!/usr/bin/env node
/**
 * A re-extraction of many stored snapshots by one worker as it runs in production, and live reports read meanwhile
 * (`npm run bench -- backfill [--snapshots 100000] [--workers 1] [--share CORES] [--live no] [--redis URL]`): reports a second, the
 * worker's memory over the run (first tenth beside last), and the time from a live report's arrival to its reading, beside the same
 * without a run. `--share 0.4` holds each worker to so much of a core, so that a machine of two has cores that are free.
 * On a database of its own in a throw-away folder.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../infra/database/open-database.mjs'
import {
  addSource, askForRun, connect, discoverReports, getRun, migrate, progressOf,
} from '../../packages/shared/dist/db/index.js' // biome-ignore format: a list
import { openQueues } from '../../packages/shared/dist/queue/index.js'
import { holdToShare } from './backfill/hold-to-share.mjs'
import { noteOf } from './backfill/notes.mjs'
import { storeOldReadings } from './backfill/old-readings.mjs'

const option = (name, otherwise) =>
  process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : otherwise
const snapshots = Number(option('snapshots', 100_000))
const workers = Number(option('workers', 1))
const redisUrl = option('redis', null)
const share = Number(option('share', 0))
const withLive = option('live', 'yes') !== 'no'
const liveBefore = 40
const liveEveryMs = 2_000
const say = (line) => process.stderr.write(`${line}\n`)
const sorted = (values) => values.toSorted((a, b) => a - b)
const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const rss = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const folder = mkdtempSync(join(tmpdir(), 'monitor-bench-'))
const database = await openDatabase({
  dataDir: folder,
  durable: false,
  settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
})
const sql = connect(database.url, { max: 4 })
const queues = openQueues({ databaseUrl: database.url, redisUrl, prefix: '{bench}' })
const site = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.statusCode = request.url === '/robots.txt' ? 404 : 200
  response.end(noteOf(Number(request.url?.slice(1)) || 0).html)
}).listen(0, '127.0.0.1')
await once(site, 'listening')
const origin = `http://127.0.0.1:${site.address().port}`
const children = []
const holds = []
try {
  await migrate(sql)
  await addSource(sql, {
    id: 'notes',
    name: 'Notes',
    adapter: 'feed',
    url: `${origin}/feed`,
    language: 'en',
    licence: 'test',
    attribution: 'Notes',
    redistribution: 'open',
    minDelayMs: 0,
    enabled: false,
  })
  await storeOldReadings(sql, snapshots, { sourceId: 'notes', say })
  for (let n = 0; n < workers; n++) {
    const child = fork(fileURLToPath(new URL('../../apps/worker/dist/main.js', import.meta.url)), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
        QUEUE_PREFIX: '{bench}',
        FETCH_ALLOW: '127.0.0.1',
        LOG_LEVEL: 'warn',
      },
    })
    if (share > 0) holds.push(holdToShare(child.pid, share))
    await once(child, 'message')
    children.push(child)
  }
  const alone = []
  for (let n = 0; n < liveBefore && withLive; n++) {
    alone.push(await readLive(snapshots + 1_000_000 + n))
    await sleep(100)
  }
  const { run } = await askForRun(
    sql,
    { kind: 'reextract', sourceId: null, from: null, to: null, dryRun: false },
    'bench',
  )
  await queues.add('backfill', { runId: run.id }, { id: `run-${run.id}` })
  const began = performance.now()
  const beside = []
  const memory = []
  /** Where the run stood once a quarter was settled: until then workers are compiled as they run. */
  let warm = null
  for (let n = 0; ; n++) {
    if (withLive) beside.push(await readLive(snapshots + 2_000_000 + n))
    const { settled } = await progressOf(sql, run.id)
    memory.push(Math.max(...children.map(({ pid }) => rss(pid))))
    if (warm === null && settled >= snapshots / 4) warm = { at: performance.now(), settled }
    if (n % 30 === 0)
      say(
        `${settled} of ${snapshots} after ${((performance.now() - began) / 1000).toFixed(0)} s, ${memory.at(-1).toFixed(0)} MB`,
      )
    if (settled >= snapshots || (await getRun(sql, run.id)).finishedAt !== null) break
    await sleep(liveEveryMs)
  }
  const seconds = (performance.now() - began) / 1000
  const warmRate = warm === null ? 0 : (snapshots - warm.settled) / ((performance.now() - warm.at) / 1000)
  const tenth = Math.max(1, Math.floor(memory.length / 10))
  const [first, last] = [quantile(memory.slice(0, tenth), 0.5), quantile(memory.slice(-tenth), 0.5)]
  console.log(
    `${snapshots} stored snapshots, ${workers} worker${workers === 1 ? '' : 's'}${share > 0 ? ` of ${share} cores` : ''}, queue on ${redisUrl ? 'Redis' : 'PostgreSQL'}`,
  )
  console.log(
    `  ${(snapshots / seconds).toFixed(0)} reports a second (${seconds.toFixed(0)} s), ${warmRate.toFixed(0)} after the first quarter`,
  )
  console.log(
    `  memory of the worker: first tenth ${first.toFixed(0)} MB, last tenth ${last.toFixed(0)} MB: ratio ${(last / first).toFixed(2)}`,
  )
  if (withLive)
    console.log(
      `  a live report read after (p50, p95): alone ${quantile(alone, 0.5).toFixed(0)}, ${quantile(alone, 0.95).toFixed(0)} ms; beside the run ${quantile(beside, 0.5).toFixed(0)}, ${quantile(beside, 0.95).toFixed(0)} ms: ratio ${(quantile(beside, 0.5) / quantile(alone, 0.5)).toFixed(2)}, ${(quantile(beside, 0.95) / quantile(alone, 0.95)).toFixed(2)}`,
    )
} finally {
  for (const child of children) if (child.kill('SIGKILL')) await once(child, 'exit')
  site.close()
  await queues.close()
  await sql.end({ timeout: 1 })
  await database.release()
  await sleep(500)
  for (const release of holds) release()
  rmSync(folder, { recursive: true, force: true })
}

/** Milliseconds from its discovery, as a poll makes it, to its reading. */
async function readLive(n) {
  const at = performance.now()
  const [{ id }] = await discoverReports(sql, 'notes', 'poll', [
    { url: `${origin}/${n}`, title: null, publishedAt: null, language: 'en' },
  ])
  await queues.add('ingest', { reportId: id }, { id: `report-${id}` })
  for (;;) {
    const [row] = await sql`select state from report where id = ${id}`
    if (row.state === 'read') return performance.now() - at
    if (row.state !== 'discovered') throw new Error(`a live report is ${row.state}`)
    await sleep(5)
  }
}
