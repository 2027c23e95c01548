// @ts-check
/** `npm ci` when the packages that are here are not those of the lock file. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from '../database/mutex.mjs'
import { PlainError } from '../database/plain-error.mjs'
import { mustBeWritable } from './must-be-writable.mjs'
import { runProgram } from './run-program.mjs'

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Entry */

/**
 * npm writes `node_modules/.package-lock.json` last, so that an installation killed in the middle does not count. Optional
 * packages may be of other machines and are not looked for.
 * @param {string} root the checkout
 */
export function isInstalled(root) {
  const there = readEntries(join(root, 'node_modules', '.package-lock.json'))
  const wanted = readEntries(join(root, 'package-lock.json'))
  if (there === null || wanted === null) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.optional) return true
    if (entry.link) return existsSync(join(root, path))
    return there[path]?.version === entry.version
  })
}

/** @param {string} file @returns {Record<string, Entry> | null} */
function readEntries(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * @param {string} root
 * @param {{ signal?: AbortSignal, log: (line: string) => void }} options
 */
export async function install(root, { signal, log }) {
  if (isInstalled(root)) return
  mustBeWritable(root, 'its packages are not those of its lock file: run `npm ci`')
  await exclusively(
    join(root, '.cache', 'install.lock'),
    async () => {
      if (isInstalled(root)) return
      log('Installing packages (npm ci), once …')
      // The tools of the build are development dependencies: they are wanted even under NODE_ENV=production.
      const words = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
      const code = await npm(words, { cwd: root, signal })
      if (code !== 0) throw new PlainError(`npm ci ended with ${code}: see its words above, then start again.`)
    },
    600_000,
  )
}

/** The npm that runs us, else the one on PATH. @param {string[]} words @param {{ cwd: string, signal?: AbortSignal }} options */
function npm(words, options) {
  const own = process.env.npm_execpath
  if (own?.endsWith('npm-cli.js')) return runProgram(process.execPath, [own, ...words], options)
  return runProgram('npm', words, options)
}
