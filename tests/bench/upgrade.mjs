#!/usr/bin/env node
/**
 * An upgrade while the product serves (`npm run bench -- upgrade [--rows 1000000] [--from 18]`): a database of an older schema with so
 * many reports, pages, readings and figures is brought to today's by two processes at once, while others read and write the hot tables;
 * told is the longest that any of their statements took, beside the same without an upgrade. On a database of its own.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../infra/database/open-database.mjs'
import { connect, migrate, schemaVersion } from '../../packages/shared/dist/db/index.js'

const option = (name, otherwise) =>
  process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise
const rows = option('rows', 1_000_000)
const from = option('from', 18)
const aloneMs = 15_000
let watchedBefore = 0
const say = (line) => process.stderr.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'monitor-bench-'))
const database = await openDatabase({
  dataDir: folder,
  durable: false,
  settings: { shared_buffers: '512MB', max_wal_size: '8GB' },
})
const sql = connect(database.url, { max: 8 })
try {
  await migrate(sql, { to: from })
  await fill()
  const alone = await watched(() => sleep(aloneMs))
  const began = performance.now()
  const beside = await watched(() => Promise.all([upgrade(), upgrade()]))
  const seconds = (performance.now() - began) / 1000 - 2
  console.log(`${rows.toLocaleString('en')} rows in each of report, snapshot, reading and figure`)
  console.log(
    `  from version ${from} to ${await schemaVersion(sql)} by two processes at once in ${seconds.toFixed(1)} s; longest statement in ms:`,
  )
  for (const [name, ms] of beside)
    console.log(
      `  ${name.padEnd(28)} alone ${alone.get(name).toFixed(0).padStart(5)}   beside ${ms.toFixed(0).padStart(5)}`,
    )
} finally {
  await sql.end({ timeout: 1 })
  await database.release()
  rmSync(folder, { recursive: true, force: true })
}

async function fill() {
  await sql`
    insert into source (id, name, adapter, url, language, licence, attribution, redistribution)
    values ('bench', 'Bench', 'none', 'https://bench.example/', 'en', 'test', 'Bench', 'open')`
  await sql`
    insert into subject (place_id, place_role, category, scope)
    select 'bench:' || n, 'both', 'idps', 'all' from generate_series(1, 4000) as n`
  const text =
    'Some people had to leave their homes and found shelter with relatives and in schools of the next town. '.repeat(8)
  for (let at = 0; at < rows; at += 100_000) {
    const ids = sql`generate_series(${at + 1}::bigint, ${Math.min(at + 100_000, rows)}::bigint) as n`
    await sql`
      insert into report (id, source_id, url, language, published_on, origin, state, next_attempt_at, read_at) overriding system value
      select n, 'bench', 'https://bench.example/' || n, 'en', '2020-01-01', 'poll', 'read', null, now() from ${ids}`
    await sql`
      insert into snapshot (id, report_id, sha256, url, status, media_type, size_bytes, fetched_at) overriding system value
      select n, n, encode(sha256(n::text::bytea), 'hex'), 'https://bench.example/' || n, 200, 'text/html', 1000, now() from ${ids}`
    await sql`
      insert into reading (id, report_id, snapshot_id, code_version, language, text, outcome) overriding system value
      select n, n, n, 'bench', 'en', n || ${text}, 'figures' from ${ids}`
    await sql`
      insert into claim (id, subject_id, claim_key, unit, value, as_of, as_of_accuracy) overriding system value
      select n, 1 + n % 4000, 'bench ' || n, 'person', n, '2020-01-01', 'day' from ${ids}`
    await sql`
      insert into figure (reading_id, report_id, position, claim_id, excerpt_start, excerpt_end, excerpt_text, value, quantifier, unit, persons,
        category, term, scope, occurred, status, repeated, as_of, as_of_accuracy, as_of_basis, own_document, confidence)
      select n, n, 0, n, 0, 10, 'some people', n, 'exact', 'person', n, 'idps', 'displaced', 'all', 'unknown', 'reported', false,
        '2020-01-01', 'day', 'stated', false, 0.9 from ${ids}`
    say(`${Math.min(at + 100_000, rows)} rows`)
  }
  for (const table of ['report', 'snapshot', 'reading', 'claim'])
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${rows})`
  await sql`vacuum analyze`
}

/** What API and workers do all the time, one statement after the other; the longest of each, in milliseconds. */
async function watched(work) {
  let positions = watchedBefore++ * 1_000_000
  const any = () => 1 + Math.floor(Math.random() * rows)
  const statements = {
    'read a figure': () => sql`select * from figure where report_id = ${any()}`,
    'read a page': () =>
      sql`select r.text from reading r join snapshot s on s.id = r.snapshot_id where r.report_id = ${any()}`,
    'claim a report': () => sql`update report set attempts = attempts + 1 where id = ${any()}`,
    'store a page': () => sql`
      insert into snapshot (report_id, sha256, url, status, size_bytes, fetched_at)
      values (${any()}, ${crypto.randomUUID()}, 'https://bench.example/x', 200, 1, now())`,
    'supersede a reading': () => sql`update reading set superseded_at = now() where id = ${any()}`,
    'store a figure': () => sql`
      insert into figure (reading_id, report_id, position, excerpt_start, excerpt_end, excerpt_text, value, quantifier, unit, category, term,
        scope, occurred, status, repeated, as_of_basis, confidence)
      select r.id, r.report_id, ${++positions}, 0, 10, 'some people', 5, 'exact', 'person', 'idps', 'displaced', 'all', 'unknown', 'reported', false,
        'published', 0.5 from reading r where r.id = ${any()}`,
    'mark a series': () => sql`insert into series_mark (subject_id) values (${1 + (any() % 4000)})`,
  }
  let over = false
  const longest = new Map(Object.keys(statements).map((name) => [name, 0]))
  const asking = Promise.all(
    Object.entries(statements).map(async ([name, ask]) => {
      while (!over) {
        const began = performance.now()
        await ask()
        longest.set(name, Math.max(longest.get(name), performance.now() - began))
        await sleep(10)
      }
    }),
  )
  const working = async () => {
    await sleep(1_000)
    await work()
    await sleep(1_000)
    over = true
  }
  await Promise.all([asking, working()])
  return longest
}

async function upgrade() {
  const file = fileURLToPath(new URL('../../infra/migrate.mjs', import.meta.url))
  const child = spawn(process.execPath, [file], {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: database.url },
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the upgrade ended with ${code}`)
}
