#!/usr/bin/env node
/**
 * Trends served from 100,000 and from 10 million figures (`npm run bench -- trends [--figures 100000,10000000]`): one place's
 * ten years, the busiest place, the list of series, a past day; each beside bare Fastify that sends a constant body of the same
 * length after one read by primary key, and beside PostgreSQL answering the query alone. Also how fast figures are loaded, beside
 * plain COPY. On a database of its own in a throw-away folder; needs about 1 KB of disk a figure and a half.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rebuildAll, reconcileMarked } from '../../apps/worker/dist/index.js'
import { openDatabase } from '../../infra/database/open-database.mjs'
import { loadGazetteer } from '../../packages/gazetteer/dist/index.js'
import { connect, listSeries, migrate, pointsOf } from '../../packages/shared/dist/db/index.js'
import { askInTurns, askOnce } from './trends/ask.mjs'
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
    return { loaded, built, answers: await serve(database.url, sql, world) }
  } finally {
    await sql.end({ timeout: 1 })
    await database.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function serve(url, sql, { measured, busiest }) {
  const paths = {
    'one place, ten years': `/v1/trends/${measured}?category=idps`,
    'the busiest place': `/v1/trends/${busiest}`,
    'the list of series': '/v1/series?limit=50',
    'known on a past day': `/v1/trends/${measured}?category=idps&known_on=2025-01-02`,
    'as recorded by a day': `/v1/trends/${measured}?category=idps&known_on=${new Date().toISOString().slice(0, 10)}&clock=recorded`,
  }
  const child = fork(new URL('./trends/serve.mjs', import.meta.url), { env: { ...process.env, DATABASE_URL: url } })
  try {
    const [{ apiUrl, bareUrl }] = await once(child, 'message')
    child.send({ paths: Object.values(paths) })
    const [{ lengths }] = await once(child, 'message')
    const answers = []
    for (const [n, [name, path]] of Object.entries(paths).entries()) {
      const warm = await askInTurns(`${apiUrl}${path}`, `${bareUrl}/constant/${n}`)
      const cold = await askOnce(neverAsked(path).map((one) => apiUrl + one))
      say(`${name}: asked`)
      answers.push({ name, length: lengths[n], ...warm, cold, query: await queryAlone(sql, path, measured, busiest) })
    }
    return answers
  } finally {
    child.disconnect()
  }
}

/** The same work under questions that nobody kept the answer to. */
function neverAsked(path) {
  const each = path.startsWith('/v1/series') ? (n) => `cursor=${n + 1}` : (n) => `from=${1801 + n}-01-01`
  return Array.from({ length: 150 }, (_, n) => `${path}${path.includes('?') ? '&' : '?'}${each(n)}`)
}

/** Series and their points as PostgreSQL gives them to one client, 300 times; milliseconds. */
async function queryAlone(sql, path, measured, busiest) {
  if (path.startsWith('/v1/series')) return null
  const placeIds = [path.includes(`/${busiest}`) ? busiest : measured]
  const times = []
  for (let n = 0; n < 300; n++) {
    const began = performance.now()
    const rows = await listSeries(sql, { placeIds })
    await pointsOf(
      sql,
      rows.map(({ id }) => id),
    )
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  return { p50: times[150], p99: times[297] }
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
