/** `npm start` itself: what it serves, what it survives, what it leaves behind. Runs from the build. */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from '../../../infra/database/processes.mjs'
import { freshDatabase } from '../../support/fresh-database.ts'
import {
  databaseOf,
  eventually,
  type Monitor,
  partsOf,
  type StartOptions,
  script,
  startMonitor,
} from '../../support/start-monitor.ts'

const isRoot = process.getuid?.() === 0
const started: Monitor[] = []
const folders: string[] = []

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'monitor-start-'))
  folders.push(made)
  return made
}
const start = (options: StartOptions) => {
  const monitor = startMonitor(options)
  started.push(monitor)
  return monitor
}
const isWell = async (url: string) => (await fetch(`${url}/healthz`).catch(() => null))?.ok ?? false

/** Nothing of a run lives any more. */
const allGone = (pids: object) => Object.values(pids).every((pid) => !isAlive(pid))

/** A test that failed in the middle leaves nothing to the next. */
afterEach(async () => {
  for (const monitor of started) if (isAlive(monitor.pid)) monitor.signal('SIGTERM')
  await Promise.all(started.splice(0).map((monitor) => monitor.ended))
})
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

describe('on one data folder', () => {
  let dataDir: string
  const laterStartsMs: number[] = []
  beforeAll(() => {
    dataDir = folder()
  })

  test('the first start serves, shows the key once, and Ctrl-C leaves nothing', async () => {
    const monitor = start({ dataDir })
    const url = await monitor.served()
    expect(await isWell(url)).toBe(true)
    await eventually('the key is shown', () => /Admin key, shown this once:\n {2}dm_\S+\n/.test(monitor.output()))
    const parts = partsOf(dataDir)
    expect(Object.values(parts).every(isAlive)).toBe(true)
    monitor.signal('SIGINT')
    expect(await monitor.ended).toBe(0)
    expect(allGone(parts)).toBe(true)
    expect(existsSync(join(dataDir, 'running.json'))).toBe(false)
  })

  test.each(['SIGTERM', 'SIGHUP'] as const)('a later start shows no key, and %s leaves nothing', async (name) => {
    const began = Date.now()
    const monitor = start({ dataDir })
    await monitor.served()
    laterStartsMs.push(Date.now() - began)
    const parts = partsOf(dataDir)
    monitor.signal(name)
    expect(await monitor.ended).toBe(0)
    expect(monitor.output()).not.toContain('Admin key')
    expect(allGone(parts)).toBe(true)
  })

  test('a later start serves within 8 s', () => {
    // The quicker of the two: other work of the machine slows a start, nothing speeds it up.
    expect(Math.min(...laterStartsMs)).toBeLessThan(8_000)
  })

  test('Ctrl-C while it starts leaves nothing either', async () => {
    const monitor = start({ dataDir })
    await eventually('the database runs', () => databaseOf(dataDir) !== 0)
    const database = databaseOf(dataDir)
    monitor.signal('SIGINT')
    expect(await monitor.ended).toBe(0)
    expect(allGone({ database })).toBe(true)
    expect(existsSync(join(dataDir, 'running.json'))).toBe(false)
  })

  test('a second start says where the first one runs, and lets it be', async () => {
    const first = start({ dataDir })
    const url = await first.served()
    await eventually('the address is recorded', () => isWell(url))
    const second = start({ dataDir })
    expect(await second.ended).toBe(1)
    expect(second.output().trim()).toMatch(
      new RegExp(
        `^Already running at ${url}/ \\(process ${first.pid}, data in .*\\)\\.\nStop it with \`kill ${first.pid}\`, or `,
      ),
    )
    expect(await isWell(url)).toBe(true)
    first.signal('SIGINT')
    await first.ended
  })

  test('database, worker and API come back after a kill -9 of each', async () => {
    const monitor = start({ dataDir })
    const url = await monitor.served()
    for (const name of ['database', 'worker', 'api'] as const) {
      // A part that is not found is 0, and a signal to 0 goes to the tests themselves.
      let killed = 0
      await eventually(`${name} runs`, () => {
        killed = partsOf(dataDir)[name]
        return killed > 0
      })
      process.kill(killed, 'SIGKILL')
      await eventually(`another ${name} runs`, () => ![0, killed].includes(partsOf(dataDir)[name]))
      await eventually(`it serves after ${name} was killed`, () => isWell(url))
    }
    const parts = partsOf(dataDir)
    monitor.signal('SIGINT')
    expect(await monitor.ended).toBe(0)
    expect(allGone(parts)).toBe(true)
  })

  test('after a kill -9 of itself its parts end, and the next start takes the server over', async () => {
    const killed = start({ dataDir })
    await killed.served()
    const { worker, api, database } = partsOf(dataDir)
    process.kill(killed.pid, 'SIGKILL')
    await eventually('worker and API end with their parent', () => allGone({ worker, api }))
    expect(isAlive(database)).toBe(true)
    const next = start({ dataDir })
    await next.served()
    expect(databaseOf(dataDir)).toBe(database)
    next.signal('SIGINT')
    expect(await next.ended).toBe(0)
    expect(isAlive(database)).toBe(false)
  })
})

test('a PORT that is taken is an error in one line, and nothing was started', async () => {
  const dataDir = folder()
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const monitor = start({ dataDir, env: { PORT: String(port) } })
  expect(await monitor.ended).toBe(1)
  expect(monitor.output()).toBe(`PORT=${port} is taken on 127.0.0.1: free it or set another PORT.\n`)
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  taken.close()
})

test('with DATABASE_URL no server of our own is started', async () => {
  const dataDir = folder()
  const database = await freshDatabase({ empty: true })
  const monitor = start({ dataDir, env: { DATABASE_URL: database.url } })
  expect(await isWell(await monitor.served())).toBe(true)
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  monitor.signal('SIGINT')
  expect(await monitor.ended).toBe(0)
  await database.drop()
})

// Root can become somebody else, where that one can reach the checkout; an ordinary user is one in every test above.
const ids = { uid: 65_534, gid: 65_534 }
const canBeOther = isRoot && spawnSync(process.execPath, ['--check', script], { ...ids, cwd: '/' }).status === 0
if (canBeOther) {
  test('an ordinary user runs it with the same words', async () => {
    const dataDir = folder()
    chownSync(dataDir, ids.uid, ids.gid)
    chmodSync(dataDir, 0o700)
    const monitor = start({ dataDir, ids, env: { HOME: dataDir } })
    expect(await isWell(await monitor.served())).toBe(true)
    const parts = partsOf(dataDir)
    monitor.signal('SIGINT')
    expect(await monitor.ended).toBe(0)
    expect(allGone(parts)).toBe(true)
  })
}
