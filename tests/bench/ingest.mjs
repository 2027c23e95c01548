#!/usr/bin/env node
/**
 * Pages a second through one worker as it runs in production (fetch → parse → extract → fold → store → reconcile, on a database
 * and queue of its own), beside Crawlee's CheerioCrawler that only fetches and parses the same pages of the same local server at
 * the same concurrency, in turns in one run (`npm run bench -- ingest [--pages 400] [--rounds 3]`).
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../infra/database/open-database.mjs'
import { connect, discoverReports, migrate, upsertSource } from '../../packages/shared/dist/db/index.js'
import { openQueues } from '../../packages/shared/dist/queue/index.js'

const option = (name, otherwise) =>
  process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise
const [pagesEach, rounds, concurrency] = [option('pages', 400), option('rounds', 3), option('concurrency', 16)]
const prefix = 'bench'
const say = (line) => process.stderr.write(`${line}\n`)
const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** A child and its next word; it ends with this process. */
async function child(path, args = [], env = process.env) {
  const started = fork(path, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env })
  const [word] = await once(started, 'message')
  return { started, word }
}

async function askCrawlee(urls) {
  const { started } = await child(file('ingest/crawlee.mjs'))
  started.send({ urls, concurrency })
  const [{ ms, done }] = await once(started, 'message')
  started.disconnect()
  if (done !== urls.length) throw new Error(`Crawlee finished ${done} of ${urls.length} pages.`)
  return (urls.length * 1000) / ms
}

async function askWorker(sql, queues, urls) {
  const entries = urls.map((url) => ({ url, title: null, publishedAt: null, language: 'en' }))
  const began = performance.now()
  const known = await discoverReports(sql, 'bench', 'poll', entries)
  const ids = known.map(({ id }) => id)
  for (let at = 0; at < ids.length; at += 50)
    await Promise.all(
      ids.slice(at, at + 50).map((reportId) => queues.add('ingest', { reportId }, { id: `ingest-${reportId}` })),
    )
  for (;;) {
    const [{ left, marks }] = await sql`
      select (select count(*)::int from report where state = 'discovered') as left, (select count(*)::int from series_mark) as marks`
    if (left === 0 && marks === 0) break
    await sleep(20)
  }
  return (urls.length * 1000) / (performance.now() - began)
}

async function measure(collection) {
  const server = await child(file('ingest/pages-server.mjs'), [collection])
  const { origin, pages, bytes } = server.word
  const folder = mkdtempSync(join(tmpdir(), 'monitor-bench-'))
  const database = await openDatabase({ dataDir: folder })
  const sql = connect(database.url, { max: 2 })
  await migrate(sql)
  const settings = {
    language: 'en',
    url: `${origin}/feed`,
    licence: 'none',
    attribution: 'none',
    redistribution: 'internal',
  }
  await upsertSource(sql, {
    id: 'bench',
    name: 'Bench',
    adapter: 'article',
    minDelayMs: 0,
    enabled: false,
    ...settings,
  })
  const queues = openQueues({ databaseUrl: database.url, redisUrl: null, prefix })
  const { PATH } = process.env
  const worker = await child(file('../../apps/worker/dist/main.js'), [], {
    PATH, DATABASE_URL: database.url, QUEUE_PREFIX: prefix, FETCH_ALLOW: '127.0.0.1', LOG_LEVEL: 'warn',
    WORKER_CONCURRENCY: String(concurrency),
  }) // biome-ignore format: settings
  const ours = []
  const theirs = []
  try {
    const urls = (letter, count = pagesEach) => Array.from({ length: count }, (_, n) => `${origin}/${letter}/${n}`)
    // The first pages load what each needs, and have it compiled; they are not counted.
    await askWorker(sql, queues, urls('w', 200))
    await askCrawlee(urls('w', 200))
    for (let round = 0; round < rounds; round++) {
      const letter = String.fromCharCode(97 + round)
      theirs.push(await askCrawlee(urls(letter)))
      ours.push(await askWorker(sql, queues, urls(letter)))
      say(
        `${collection} ${round + 1}: worker ${ours.at(-1).toFixed(1)}, CheerioCrawler ${theirs.at(-1).toFixed(1)} pages a second`,
      )
    }
    const [{ read, figures }] = await sql`
      select (select count(*)::int from report where state = 'read') as read, (select count(*)::int from figure) as figures`
    return {
      collection,
      kb: bytes / pages / 1024,
      ours: median(ours),
      theirs: median(theirs),
      ratio: median(ours.map((one, n) => one / theirs[n])),
      read,
      figures,
    }
  } finally {
    worker.started.kill('SIGTERM')
    await once(worker.started, 'exit')
    await queues.close()
    await sql.end({ timeout: 1 })
    await database.release()
    rmSync(folder, { recursive: true, force: true })
    server.started.disconnect()
  }
}

console.log(
  `Node ${process.version}, ${cpus().length} cores, ${pagesEach} pages × ${rounds} rounds, concurrency ${concurrency}`,
)
for (const collection of ['news', 'reports']) {
  const { kb, ours, theirs, ratio, read, figures } = await measure(collection)
  console.log(
    `${collection} (${kb.toFixed(0)} KB a page): worker ${ours.toFixed(1)} pages a second, all stages (${read} read, ${figures} figures); ` +
      `CheerioCrawler ${theirs.toFixed(1)}, fetched and parsed: ratio ${ratio.toFixed(2)} (median of rounds)`,
  )
}
