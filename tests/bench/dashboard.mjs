#!/usr/bin/env node
/**
 * The page as a browser meets it (`npm run bench -- dashboard [--claims 2000]`): the first view on the seed with an empty cache,
 * right after the server's start and once it is warm; the script's bytes; layout shift and the longest task, on the overview and
 * on a chart of many claims. The API is started as `npm start` starts it, Chromium beside it, a database in a throw-away folder.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { reconcileMarked } from '../../apps/worker/dist/index.js'
import { openDatabase } from '../../infra/database/open-database.mjs'
import { loadGazetteer } from '../../packages/gazetteer/dist/index.js'
import { foldFigure } from '../../packages/series/dist/index.js'
import { connect, migrate, seed } from '../../packages/shared/dist/db/index.js'
import { storeClaims } from './dashboard/store-claims.mjs'

const claims = process.argv.includes('--claims') ? Number(process.argv[process.argv.indexOf('--claims') + 1]) : 2_000
/** A shift under a hundredth is one that nobody sees: a line of text at the lower edge of the window. */
const bounds = { firstView: 1_500, script: 150 * 1_024, shift: 0.01, task: 200 }
const executablePath = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path))
if (!executablePath) throw new Error('No chromium was found: install it or set CHROMIUM.')

/** Runs before the page's own scripts. */
const watch = `
  window.seen = { shift: 0, task: 0, paint: 0 }
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) seen.shift += value }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration) }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => { for (const { startTime } of list.getEntries()) seen.paint = startTime }).observe({ type: 'largest-contentful-paint', buffered: true })`

const folder = mkdtempSync(join(tmpdir(), 'monitor-bench-'))
const database = await openDatabase({ dataDir: folder, durable: false })
const sql = connect(database.url, { max: 6 })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
/** @type {import('node:child_process').ChildProcess | undefined} */
let app
try {
  await migrate(sql)
  const gazetteer = loadGazetteer()
  await seed(sql, { set: 'minimal', fold: foldFigure })
  await reconcileMarked(sql, gazetteer)
  app = fork(fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url)), {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  })
  const [{ address }] = await once(app, 'message')

  console.log(
    `${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}, Chromium ${browser.version()}`,
  )
  const bytes = scriptBytes()
  tell('script that the first view loads, gzip', bytes / 1_024, 'KB', bounds.script / 1_024)
  for (const when of ['right after the start', 'server warm']) {
    const { ready, paint, shift, task } = await view(`${address}/`, 'table tbody tr')
    tell(`overview, ${when}: last row there`, ready, 'ms', bounds.firstView)
    tell(`overview, ${when}: largest paint`, paint, 'ms', bounds.firstView)
    tell(`overview, ${when}: layout shift`, shift, '', bounds.shift)
    tell(`overview, ${when}: longest task`, task, 'ms', bounds.task)
  }
  await storeClaims(sql, claims)
  await reconcileMarked(sql, gazetteer)
  const place = await view(
    `${address}/places/SY-ID?category=internal_displacements`,
    '.chart [data-claim], .chart circle, .chart path',
  )
  tell(`a chart of ${claims} claims: there`, place.ready, 'ms', null)
  tell(`a chart of ${claims} claims: layout shift`, place.shift, '', bounds.shift)
  tell(`a chart of ${claims} claims: longest task`, place.task, 'ms', bounds.task)
} finally {
  await browser.close()
  if (app?.exitCode === null) {
    app.kill()
    await once(app, 'exit')
  }
  await sql.end({ timeout: 1 })
  await database.release()
  rmSync(folder, { recursive: true, force: true })
}

function tell(what, value, unit, bound) {
  const digits = unit === '' ? 3 : 0
  const verdict =
    bound === null ? '' : `  (at most ${bound}${unit && ` ${unit}`}: ${value <= bound ? 'holds' : 'DOES NOT HOLD'})`
  console.log(`  ${what.padEnd(52)} ${value.toFixed(digits).padStart(7)} ${unit}${verdict}`)
}

/** In a browser without a cache: when what is waited for stands there, and what happened until a second later. */
async function view(url, waitedFor) {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator(waitedFor).first().waitFor({ state: 'attached' })
  const ready = await page.evaluate('performance.now()')
  await page.waitForTimeout(1_000)
  const seen = await page.evaluate('seen')
  await context.close()
  return { ready, ...seen }
}

/** What the page names itself; parts that are loaded later are not among them. */
function scriptBytes() {
  const site = fileURLToPath(new URL('../../apps/dashboard/dist/site/', import.meta.url))
  const page = readFileSync(join(site, 'index.html'), 'utf8')
  const named = readdirSync(site, { recursive: true }).filter(
    (path) => String(path).endsWith('.js') && page.includes(String(path)),
  )
  return named.reduce((sum, path) => sum + gzipSync(readFileSync(join(site, String(path)))).byteLength, 0)
}
