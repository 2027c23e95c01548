// @ts-check
/** Compiles what changed. Whether anything did is seen from the files' times, so that a second start need not ask tsc. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively } from '../database/mutex.mjs'
import { PlainError } from '../database/plain-error.mjs'
import { mustBeWritable } from './must-be-writable.mjs'
import { runProgram } from './run-program.mjs'

/**
 * Packages and apps; not infra and tests, which run from their sources.
 * @param {string} root
 * @returns {string[]} folders, in the order of the project references
 */
function projects(root) {
  /** @type {{ references: { path: string }[] }} */
  const config = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  return config.references.map(({ path }) => path).filter((path) => /^(packages|apps)\//.test(path))
}

/**
 * @param {string} root the checkout
 * @param {{ signal?: AbortSignal, log: (line: string) => void }} options
 */
export async function build(root, { signal, log }) {
  const folders = projects(root)
  const stamp = join(root, '.cache', 'build.stamp')
  if (isBuilt(root, folders, stamp)) return
  mustBeWritable(root, 'its build is older than its sources: run `npm run build`')
  await exclusively(join(root, '.cache', 'build.lock'), async () => {
    if (isBuilt(root, folders, stamp)) return
    log('Building …')
    const state = stateOf(root, folders)
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    // Its words go to stderr: whoever starts the build from a pipe reads stdout.
    const code = await runProgram(process.execPath, [tsc, '-b', ...folders], {
      cwd: root,
      signal,
      stdio: ['inherit', 2, 2],
    })
    if (code !== 0) throw new PlainError(`The build failed (tsc ended with ${code}): see its words above.`)
    for (const folder of folders.filter((one) => isPage(root, one))) await bundle(root, folder, signal)
    writeFileSync(stamp, state)
  })
}

/** What runs in a browser is bundled, not only compiled. @param {string} root @param {string} folder */
const isPage = (root, folder) => existsSync(join(root, folder, 'vite.config.mjs'))

/** @param {string} root @param {string} folder @param {AbortSignal | undefined} signal */
async function bundle(root, folder, signal) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await runProgram(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, folder),
    signal,
    stdio: ['inherit', 2, 2],
  })
  if (code !== 0) throw new PlainError(`The build of ${folder} failed (vite ended with ${code}): see its words above.`)
}

/** @param {string} root @param {string[]} folders @param {string} stamp */
const isBuilt = (root, folders, stamp) =>
  existsSync(stamp) &&
  folders.every((folder) => existsSync(join(root, folder, 'dist'))) &&
  readFileSync(stamp, 'utf8') === stateOf(root, folders)

/** A digest of names, sizes and times of all that the build reads. @param {string} root @param {string[]} folders */
function stateOf(root, folders) {
  const digest = createHash('sha256')
  const add = (/** @type {string} */ path) => {
    const { size, mtimeMs } = statSync(join(root, path))
    digest.update(`${path} ${size} ${mtimeMs}\n`)
  }
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.base.json']) add(file)
  for (const folder of folders) {
    for (const file of ['package.json', 'tsconfig.json']) add(`${folder}/${file}`)
    if (isPage(root, folder)) for (const file of ['vite.config.mjs', 'index.html']) add(`${folder}/${file}`)
    const entries = readdirSync(join(root, folder, 'src'), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.sort()) add(file.slice(root.length + 1))
  }
  return digest.digest('hex')
}
