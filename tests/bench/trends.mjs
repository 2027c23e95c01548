#!/usr/bin/env node
/**
 * Trends served from 100,000 and from 10 million figures (`npm run bench -- trends [--figures 100000,10000000]`): one place's
 * ten years, the busiest place, the list of series, a past day; each beside bare Fastify that sends a constant body of the same
 * length after one read by primary key, and beside PostgreSQL answering the query alone. Also how fast figures are loaded, beside
 * plain COPY. On a database of its own in a throw-away folder; needs about 1 KB of disk a figure and a half. The bulk path
 * stores on two connections, COPY on one.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rebuildAll, reconcileMarked } from '../../apps/worker/dist/index.js'
import { openDatabase } from '../../infra/database/open-database.mjs'
import { loadGazetteer } from '../../packages/gazetteer/dist/index.js'
import { connect, migrate } from '../../packages/shared/dist/db/index.js'
import { measureAnswers } from './trends/answers.mjs'
import { chosenPlaces, plan } from './trends/crises.mjs'
import { loadWorld } from './trends/load.mjs'

const mostCopied = 1_000_000

const asked = process.argv[process.argv.indexOf('--figures') + 1]
const sizes = process.argv.includes('--figures') ? asked.split(',').map(Number) : [100_000, 10_000_000]
const say = (line) => process.stderr.write(`${line}\n`)
const whole = new Intl.NumberFormat('en')

const gazetteer = loadGazetteer()
const places = chosenPlaces(gazetteer)
const results = new Map()
for (const size of sizes) results.set(size, await measure(size))
report(results)

async function measure(size) {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-bench-'))
  const database = await openDatabase({
    dataDir: folder,
    durable: false,
    settings: { shared_buffers: '2GB', max_wal_size: '8GB' },
  })
  const sql = connect(database.url, { max: 4 })
  try {
    await migrate(sql)
    const world = plan(places, size)
    const loaded = await loadWorld(sql, gazetteer, world, { say, mostCopied })
    say(
      `loaded ${whole.format(loaded.figures)} figures: ${Math.round(loaded.perSecond)} a second, COPY ${Math.round(loaded.copied)}; building series`,
    )
    const began = performance.now()
    const series = await reconcileMarked(sql, gazetteer)
    const building = (performance.now() - began) / 1000
    say(`${whole.format(series)} series built in ${building.toFixed(0)} s; rebuilding`)
    const again = performance.now()
    const { changed } = await rebuildAll(sql, gazetteer)
    const rebuilding = (performance.now() - again) / 1000
    say(`rebuilt in ${rebuilding.toFixed(0)} s: ${changed.length} differ`)
    await sql`vacuum analyze`
    const built = { series, building, rebuilding, differing: changed.length }
    return { loaded, built, answers: await measureAnswers(database.url, sql, world, { say }) }
  } finally {
    await sql.end({ timeout: 1 })
    await database.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

function report(all) {
  const ms = (value) => value.toFixed(1).padStart(7)
  for (const [size, { loaded, built, answers }] of all) {
    console.log(
      `\n${whole.format(loaded.figures)} figures over ${whole.format(places.length)} places (asked: ${whole.format(size)})`,
    )
    console.log(
      `  loaded ${whole.format(Math.round(loaded.perSecond))} a second, COPY alone ${whole.format(Math.round(loaded.copied))}: ratio ${(loaded.perSecond / loaded.copied).toFixed(2)}; ` +
        `${whole.format(built.series)} series built in ${built.building.toFixed(0)} s (${whole.format(Math.round(loaded.figures / built.building))} figures a second), ` +
        `rebuilt in ${built.rebuilding.toFixed(0)} s: ${built.differing} differ`,
    )
    console.log(
      '                          bytes      p50     p99   a second | constant: p50     p99   a second | p99 ratio | made anew: p50    p99 | query: p50    p99',
    )
    for (const { name, length, ours, constant, ratio, cold, query } of answers)
      console.log(
        `  ${name.padEnd(22)}${String(length).padStart(7)}  ${ms(ours.p50)} ${ms(ours.p99)} ${ours.perSecond.toFixed(0).padStart(10)} |` +
          `       ${ms(constant.p50)} ${ms(constant.p99)} ${constant.perSecond.toFixed(0).padStart(10)} | ${ratio.toFixed(2).padStart(9)} |        ${ms(cold.p50)}${ms(cold.p99)} |` +
          (query ? `    ${ms(query.p50)}${ms(query.p99)}` : '          –'),
      )
  }
  const [small, large] = [...all.values()]
  if (!large) return
  console.log('\nGrowth from the smaller to the larger (p99, p50; made anew: p50):')
  for (const [n, { name, ours, cold }] of large.answers.entries()) {
    const before = small.answers[n]
    const grown = [ours.p99 / before.ours.p99, ours.p50 / before.ours.p50, cold.p50 / before.cold.p50]
    console.log(`  ${name.padEnd(22)} ${grown.map((times) => times.toFixed(2)).join('  ')}`)
  }
}
