// @ts-check
/**
 * As whom the server runs. PostgreSQL refuses root, so root lends it to `nobody`; where nobody may not walk to the
 * checkout or the data (under /root), it gets the one capability that opens folders, or else copies under /var/lib.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { serverEnvironment } from './server-process.mjs'

/** @typedef {{ uid: number, gid: number }} Owner */

/**
 * @typedef {(program: string, args: string[]) => { file: string, args: string[], ids: Partial<Owner> }} Command what to
 *   spawn, and with which uid and gid, so that the program runs as that user
 */

/**
 * @typedef {object} RunAs
 * @property {Owner | null} owner of the server's files; null: the user who runs this
 * @property {string} programs folder that holds bin, lib and share
 * @property {string} cluster folder of the data
 * @property {Command} command
 */

const shared = '/var/lib/displacement-monitor'

/**
 * @param {{ folder: string, initdb: string, version: string }} binaries
 * @param {{ root: string, cluster: string }} layout its root exists
 * @returns {RunAs}
 */
export function runAs(binaries, layout) {
  const plain = { programs: binaries.folder, cluster: layout.cluster }
  if (userInfo().uid !== 0) {
    return { ...plain, owner: null, command: (file, args) => ({ file, args, ids: {} }) }
  }
  const owner = nobody()
  /** @type {Command} */
  const asNobody = (file, args) => ({ file, args, ids: owner })
  const pointer = join(layout.root, 'postgres.elsewhere')
  if (!existsSync(pointer)) {
    const command = [asNobody, lending(owner)].find((way) => reaches(way, binaries.initdb, layout.root))
    if (command) return { ...plain, owner, command }
  }
  const programs = copyOfPrograms(binaries)
  return { programs, cluster: elsewhere(pointer), owner, command: asNobody }
}

/** Debian's numbers stand in where a slim image has no such line. @returns {Owner} */
function nobody() {
  const line = existsSync('/etc/passwd')
    ? /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    : null
  return { uid: Number(line?.[1] ?? 65_534), gid: Number(line?.[2] ?? 65_534) }
}

/**
 * `setpriv` with the one capability that passes over folders' permissions. The secure bit lets access(2), by which initdb
 * looks for its fellow programs, count that capability; nothing else is left of root's.
 * @param {Owner} owner
 * @returns {Command}
 */
const lending = ({ uid, gid }) => {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const capability = ['inh-caps', 'ambient-caps', 'bounding-set'].map((set) => `--${set}=-all,+dac_override`)
  return (file, args) => ({
    file: 'setpriv',
    args: [...ids, ...capability, '--securebits=+no_setuid_fixup', file, ...args],
    ids: {},
  })
}

/**
 * Can that user enter the folder and run the programs? initdb says so itself: `-s` makes it look for all that it needs,
 * show its settings and end.
 * @param {Command} command
 * @param {string} initdb
 * @param {string} folder
 */
function reaches(command, initdb, folder) {
  const { file, args, ids } = command('sh', ['-c', 'cd "$1" && "$2" -s -D "$1/postgres"', 'sh', folder, initdb])
  return spawnSync(file, args, { ...ids, stdio: 'ignore', cwd: '/', env: serverEnvironment }).status === 0
}

/** Where the data of an unreachable folder lie, which that folder remembers: removed, it begins anew. @param {string} pointer */
function elsewhere(pointer) {
  if (!existsSync(pointer)) writeFileSync(pointer, join(shared, randomBytes(6).toString('hex'), 'postgres'))
  const cluster = readFileSync(pointer, 'utf8')
  for (const folder of [shared, dirname(cluster)]) openFolder(folder)
  return cluster
}

/** A folder that everybody may walk through, whatever the umask. @param {string} folder */
function openFolder(folder) {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
}

/** @param {{ folder: string, version: string }} binaries */
function copyOfPrograms({ folder, version }) {
  openFolder(shared)
  const copy = join(shared, `programs-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true })
  chmodSync(half, 0o755)
  rmSync(copy, { recursive: true, force: true })
  renameSync(half, copy)
  return copy
}

/** @param {string} path @param {Owner | null} owner */
export function give(path, owner) {
  if (owner !== null) chownSync(path, owner.uid, owner.gid)
}
