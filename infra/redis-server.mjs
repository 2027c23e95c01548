// @ts-check
/** A Redis (or Valkey) of one's own from PATH, for tests: nothing kept, nothing evicted, an own port, gone with `stop`. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './database/free-port.mjs'
import { ended, isAlive, send } from './database/processes.mjs'
import { findProgram } from './find-program.mjs'

/** @typedef {{ url: string, port: number, pid: number, stop: () => Promise<void>, kill: () => Promise<void> }} RedisServer kill: with -9 */

export const redisPrograms = ['redis-server', 'valkey-server']

/** @param {{ port?: number, cluster?: boolean, policy?: string }} [options] port: one that was used before, to play a server that comes back; cluster: as a node of one; policy: what it does when it is full @returns {Promise<RedisServer | null>} null where the machine has none */
export async function startRedis(options = {}) {
  const program = findProgram(redisPrograms)
  if (program === null) return null
  const folder = mkdtempSync(join(tmpdir(), 'monitor-redis-'))
  const port = options.port ?? (await freePort())
  const settings = {
    bind: '127.0.0.1',
    port,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': options.policy ?? 'noeviction',
    ...(options.cluster ? { 'cluster-enabled': 'yes', 'cluster-node-timeout': 5_000 } : {}),
    dir: folder,
  }
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(program, words, { stdio: 'ignore', detached: true, cwd: folder })
  child.on('error', () => {})
  child.unref()
  const pid = child.pid ?? 0
  while (!(await answers(port))) {
    if (!isAlive(pid)) throw new Error(`${program} ended before it answered on port ${port}.`)
    await sleep(20)
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid,
    async stop() {
      send(pid, 'SIGTERM')
      if (!(await ended(pid, 5_000))) send(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
    async kill() {
      send(pid, 'SIGKILL')
      await ended(pid, 5_000)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** @param {number} port @returns {Promise<boolean>} */
const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write('PING\r\n'))
    socket.setTimeout(500, () => socket.destroy())
    socket.once('data', (bytes) => {
      resolve(bytes.toString().startsWith('+PONG'))
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(false))
  })
