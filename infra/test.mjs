// @ts-check
/**
 * `npm test`: from a fresh clone to a verdict. Installs, compiles everything with its tests, starts the servers that tests
 * share, runs every suite and the checks on style and on unused code, stops what it started. The last line alone says
 * `N passed, N failed`. Words after `npm test --` go to vitest (`--project unit`, a path); the checks are then left out.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from './database/layout.mjs'
import { PlainError } from './database/plain-error.mjs'
import { build } from './start/build.mjs'
import { install } from './start/install.mjs'
import { runProgram } from './start/run-program.mjs'
import { missingPrograms } from './test/needed-programs.mjs'
import { oneCheck, sum, tallyOf } from './test/tally.mjs'
import { startTestServers } from './test-servers.mjs'

const words = process.argv.slice(2)
const strict = process.env.REQUIRE_ALL === '1'
const log = (/** @type {string} */ line) => console.log(line)

const calledOff = new AbortController()
const { signal } = calledOff
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(name, () => calledOff.abort(new PlainError(`Stopped by ${name}.`)))
}

/** Settings of the person who runs the tests are not those of the tests. */
const { DATABASE_URL, REDIS_URL, DATA_DIR, HOST, PORT, SEED, ...clean } = process.env

/** @param {string} bin path in node_modules @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
const tool = (bin, args, env = clean) =>
  runProgram(process.execPath, [join(checkout, 'node_modules', bin), ...args], { cwd: checkout, env, signal })

/** @returns {Promise<import('./test/tally.mjs').Tally>} */
async function suites() {
  const servers = await startTestServers()
  const folder = mkdtempSync(join(tmpdir(), 'monitor-report-'))
  try {
    signal.throwIfAborted()
    const file = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await tool('vitest/vitest.mjs', ['run', ...reporters, ...words], { ...clean, ...servers.environment })
    return tallyOf(readReport(file), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await servers.stop()
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

async function run() {
  await install(checkout, { signal, log })
  // As a start does, so that the tests of `npm start` find nothing left to build.
  await build(checkout, { signal, log })
  log('Checking types …')
  const compiled = oneCheck((await tool('typescript/bin/tsc', ['-b'])) === 0)
  if (compiled.failed > 0) return compiled

  const missing = missingPrograms()
  const tallies = [compiled, await suites()]
  if (words.length === 0) {
    log('Checking style (biome) and unused code (knip) …')
    tallies.push(
      oneCheck(
        (await tool('@biomejs/biome/bin/biome', ['ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.'])) ===
          0,
      ),
    )
    tallies.push(oneCheck((await tool('knip/bin/knip.js', [])) === 0))
  }
  const total = sum(tallies)
  for (const line of missing) log(line)
  for (const name of words.length === 0 ? total.skipped : []) log(`Skipped: ${name}`)
  if (!strict) return total
  // Texts of ../shared are not part of the project: a clone without them may leave their tests out.
  const held = words.length === 0 ? total.skipped.filter((name) => !name.includes('../shared/')).length : 0
  return { ...total, failed: total.failed + missing.length + held }
}

if (words.includes('--help') || words.includes('-h')) {
  log(`npm test                            everything, then a last line: N passed, N failed
npm test -- --project unit PATH…    one suite (unit, golden, integration, start, chaos, browser), all of it or some paths
npm test -- -t WORDS                tests with these words in their names; what follows -- goes to vitest
REQUIRE_ALL=1 npm test              what would be skipped for want of a program fails`)
  process.exit()
}

try {
  const { passed, failed } = await run()
  process.exitCode = failed > 0 ? 1 : 0
  log(`${passed} passed, ${failed} failed`)
} catch (error) {
  process.exitCode = 1
  console.error(error instanceof PlainError ? error.message : error)
  log('0 passed, 1 failed')
}
process.exit()
