/** Runs the real `npm start` command on a data folder of a test's own, and watches it from outside as a person would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isAlive, pidsRunning } from '../../infra/database/processes.mjs'

export const script = fileURLToPath(new URL('../../infra/start.mjs', import.meta.url))

export interface StartOptions {
  dataDir: string
  env?: Record<string, string>
  /** Of an ordinary user, where the tests run as root. */
  ids?: { uid: number; gid: number }
}

export interface Monitor {
  pid: number
  /** All that was printed so far. */
  output(): string
  /** Resolves with the dashboard's address, without a slash at its end; rejects when the command ends before. */
  served(): Promise<string>
  /** As Ctrl-C, kill or a closed terminal: to the command's whole process group. */
  signal(name: NodeJS.Signals): void
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** Reads no feed: what is seeded is the one UN figure, and requests are sent to a proxy that is not there. */
const quiet = { SEED: 'minimal', HTTPS_PROXY: 'http://127.0.0.1:9', PORT: '0', LOG_LEVEL: 'warn' }

export function startMonitor({
  dataDir,
  env = {},
  ids = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
}: StartOptions): Monitor {
  const { DATABASE_URL: _d, REDIS_URL: _r, HOST: _h, ...clean } = process.env
  const child = spawn(process.execPath, [script], {
    env: { ...clean, ...quiet, ...env, DATA_DIR: dataDir },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...ids,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (output += bytes))
  const ended = new Promise<number | string>((resolve) => child.once('close', (code, by) => resolve(code ?? by ?? '?')))
  const pid = child.pid ?? Number.NaN // a signal to 0 would go to the tests themselves
  return {
    pid,
    output: () => output,
    served: () => addressIn(() => output, child),
    signal: (name) => process.kill(-pid, name),
    ended,
  }
}

async function addressIn(output: () => string, child: ChildProcess): Promise<string> {
  for (;;) {
    const address = /The dashboard is at (http:\S+?)\/?\s/.exec(output())?.[1]
    if (address) return address
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended before it served:\n${output()}`)
    await sleep(20)
  }
}

/** Pids of worker, API and database that belong to a data folder, as far as they live. */
export function partsOf(dataDir: string): { api: number; worker: number; database: number } {
  const of = (text: string, among: readonly number[]) => pidsRunning(text).find((pid) => among.includes(pid)) ?? 0
  const parts: number[] = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')).parts
  return { api: of('apps/api/dist', parts), worker: of('apps/worker/dist', parts), database: databaseOf(dataDir) }
}

/** The server's pid, 0 where none runs. */
export function databaseOf(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
  return isAlive(pid) ? pid : 0
}

/** Waits until what is asked for holds; fails with `what` when it does not in time. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`)
    await sleep(50)
  }
}
