// @ts-check
/**
 * As whom the server runs. PostgreSQL refuses root, so root lends it to `nobody`; where nobody may not walk to the
 * checkout or the data (under /root), it gets the one capability that opens folders, or else copies under /var/lib.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'

/** @typedef {{ uid: number, gid: number }} Owner */

/**
 * @typedef {object} RunAs
 * @property {Owner | null} owner of the server's files; null: the user who runs this
 * @property {string} programs folder that holds bin, lib and share
 * @property {string} cluster folder of the data
 * @property {(program: string, args: string[]) => { file: string, args: string[], ids: Partial<Owner> }} command
 */

const shared = '/var/lib/displacement-monitor'

/**
 * @param {{ folder: string, postgres: string, version: string }} binaries
 * @param {{ root: string, cluster: string }} layout its root exists
 * @returns {RunAs}
 */
export function runAs(binaries, layout) {
  const plain = { programs: binaries.folder, cluster: layout.cluster }
  if (userInfo().uid !== 0) {
    return { ...plain, owner: null, command: (file, args) => ({ file, args, ids: {} }) }
  }
  const owner = nobody()
  const copied = clusterCopy(layout.root)
  if (!existsSync(copied)) {
    if (reaches({ file: 'test', args: [], ids: owner }, binaries.postgres, layout.root)) {
      return { ...plain, owner, command: (file, args) => ({ file, args, ids: owner }) }
    }
    const lent = lend(owner)
    if (reaches({ ...lent, args: [...lent.args, 'test'], ids: {} }, binaries.postgres, layout.root)) {
      const command = (/** @type {string} */ file, /** @type {string[]} */ args) => ({
        file: lent.file,
        args: [...lent.args, file, ...args],
        ids: {},
      })
      return { ...plain, owner, command }
    }
  }
  const programs = copyOfPrograms(binaries)
  for (const folder of [shared, dirname(copied)]) openFolder(folder)
  return { programs, cluster: copied, owner, command: (file, args) => ({ file, args, ids: owner }) }
}

/** Debian's numbers stand in where a slim image has no such line. @returns {Owner} */
function nobody() {
  const line = existsSync('/etc/passwd')
    ? /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    : null
  return { uid: Number(line?.[1] ?? 65_534), gid: Number(line?.[2] ?? 65_534) }
}

/** `setpriv` with the one capability that passes over folders' permissions. @param {Owner} owner */
const lend = ({ uid, gid }) => ({
  file: 'setpriv',
  args: [
    ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
    ...['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override', '--bounding-set=-all,+dac_override'],
  ],
})

/** Can that user start the program and enter the folder? @param {{ file: string, args: string[], ids: Partial<Owner> }} as @param {string} program @param {string} folder */
function reaches(as, program, folder) {
  const options = { ...as.ids, stdio: /** @type {const} */ ('ignore'), cwd: '/' }
  return (
    spawnSync(as.file, [...as.args, '-x', program], options).status === 0 &&
    spawnSync(as.file, [...as.args, '-x', folder], options).status === 0
  )
}

/** Where the data of an unreachable folder lies; once there it stays there. @param {string} root */
const clusterCopy = (root) => join(shared, createHash('sha256').update(root).digest('hex').slice(0, 12), 'postgres')

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
