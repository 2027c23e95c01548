/** Without DATABASE_URL a verb brings its own server, and leaves none behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { pidsRunning } from '../../../infra/database/processes.mjs'
import { runMonitor } from '../../support/terminal.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'terminal-data-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const env = { DATA_DIR: dataDir, SEED: 'minimal' }
/** Servers on the data folder; PostgreSQL names it in its command line. */
const serving = () => pidsRunning(dataDir)

test('the first command makes the database with its first fact, and stops the server behind itself', async () => {
  const ran = await runMonitor(['trends', 'SY-ID', '--json'], { env })
  expect(ran.json()).toMatchObject({ series: [{ points: [{ value: 800_000, quantifier: 'more_than' }] }] })
  expect(ran.stderr).toBe('Making the tables of a new database …\n')
  expect(serving()).toEqual([])
})

test('two commands at once share one server, and the last to leave stops it', async () => {
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, serving().length)
  }, 20)
  const runs = await Promise.all([
    runMonitor(['sources', '--json'], { env }),
    runMonitor(['trends', 'SY-ID', '--json'], { env }),
  ])
  clearInterval(watch)
  expect(most, 'a server was seen').toBeGreaterThan(0)
  expect(runs.map(({ code }) => code)).toEqual([0, 0])
  expect(serving()).toEqual([])
  expect(readdirSync(join(dataDir, 'leases'))).toEqual([])
})

test('a reader that leaves early leaves no server behind either', async () => {
  const { spawn } = await import('node:child_process')
  const { command } = await import('../../support/terminal.ts')
  const { DATABASE_URL: _, ...clean } = process.env
  const child = spawn('bash', ['-c', `"${process.execPath}" "${command}" sources --json | head -1`], {
    env: { ...clean, ...env },
  })
  await new Promise((resolve) => child.once('close', resolve))
  for (let waited = 0; serving().length > 0 && waited < 5_000; waited += 100) await sleep(100)
  expect(serving()).toEqual([])
})
