// @ts-check
/** The data of the embedded server: made once, complete or not at all, and checked for its version before each start. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { PlainError } from './plain-error.mjs'
import { give } from './run-as.mjs'
import { serverEnvironment, titleOf } from './server-process.mjs'

/**
 * UTF-8 by PostgreSQL's own locale, so that neither LANG nor the system's locales change what a text's length is:
 * under LANG=C initdb's default is SQL_ASCII, where length('إدلب') is 8.
 */
const initdbOptions = [
  ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--auth=scram-sha-256'],
  '--username=monitor',
]

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {import('./binaries.mjs').Binaries} binaries
 * @param {import('./run-as.mjs').RunAs} as
 * @param {{ durable: boolean }} options
 * @throws {PlainError} where the folder is of another major version, or not ours to use
 */
export async function ensureCluster(layout, binaries, as, { durable }) {
  if (existsSync(`${as.cluster}/PG_VERSION`)) {
    checkVersion(layout, binaries, as)
    if (existsSync(layout.password)) return
    await resetPassword(layout, as)
    return
  }
  await create(layout, as, durable)
}

/** @param {import('./layout.mjs').Layout} layout @param {import('./binaries.mjs').Binaries} binaries @param {import('./run-as.mjs').RunAs} as */
function checkVersion(layout, { major }, { cluster }) {
  const written = Number.parseInt(readFileSync(`${cluster}/PG_VERSION`, 'utf8'), 10)
  if (written === major) return
  throw new PlainError(
    `The data in ${layout.root} were written by PostgreSQL ${written}, this version brings PostgreSQL ${major}: ` +
      'with the version of the monitor that wrote them run `npx monitor backup FILE`, move the folder away, ' +
      'then with this version run `npx monitor restore FILE`.',
  )
}

/** initdb works in a folder of another name, which is renamed when whole: a kill in the middle leaves nothing half made. */
/** @param {import('./layout.mjs').Layout} layout @param {import('./run-as.mjs').RunAs} as @param {boolean} durable */
async function create(layout, as, durable) {
  const { cluster } = as
  if (existsSync(cluster) && readdirSync(cluster).length > 0) {
    throw new PlainError(
      `${cluster} holds files but no PostgreSQL data: move it away, or set DATA_DIR to another folder.`,
    )
  }
  const half = `${cluster}.new`
  const secret = `${cluster}.pwfile`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  give(half, as.owner)
  const password = writePassword(layout)
  try {
    writeFileSync(secret, password, { mode: 0o600 })
    give(secret, as.owner)
    const speed = durable ? [] : ['--no-sync']
    await run(as, 'initdb', [
      ...initdbOptions,
      ...speed,
      `--pwfile=${secret}`,
      '-L',
      `${as.programs}/share/postgresql`,
      '-D',
      half,
    ])
    await singleUser(as, half, durable, 'create database monitor;')
  } finally {
    rmSync(secret, { force: true })
  }
  if (existsSync(cluster)) rmdirSync(cluster)
  renameSync(half, cluster)
}

/** 192 random bits, for the owner's eyes alone. @param {import('./layout.mjs').Layout} layout */
function writePassword(layout) {
  const password = randomBytes(24).toString('base64url')
  writeFileSync(`${layout.password}.new`, password, { mode: 0o600, flush: true })
  chmodSync(`${layout.password}.new`, 0o600)
  renameSync(`${layout.password}.new`, layout.password)
  return password
}

/** Whoever may write the data folder owns the data: a lost password file is no reason to lose them. */
/** @param {import('./layout.mjs').Layout} layout @param {import('./run-as.mjs').RunAs} as */
async function resetPassword(layout, as) {
  const password = writePassword(layout)
  try {
    await singleUser(as, as.cluster, true, `alter role monitor password '${password}';`)
  } catch (error) {
    rmSync(layout.password, { force: true })
    throw error
  }
}

/** Runs one statement without a server. @param {import('./run-as.mjs').RunAs} as @param {string} cluster @param {boolean} durable @param {string} sql */
const singleUser = (as, cluster, durable, sql) =>
  run(
    as,
    'postgres',
    ['--single', ...(durable ? [] : ['-F']), '-c', `cluster_name=${titleOf(cluster)}`, '-D', cluster, 'postgres'],
    sql,
  )

/** @param {import('./run-as.mjs').RunAs} as @param {'initdb' | 'postgres'} program @param {string[]} words @param {string} [input] */
function run(as, program, words, input = '') {
  const { file, args, ids } = as.command(`${as.programs}/bin/${program}`, words)
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...ids,
      env: serverEnvironment,
      cwd: dirname(as.cluster),
      stdio: 'pipe',
      detached: true,
    })
    let output = ''
    child.stdout.on('data', (bytes) => (output += bytes))
    child.stderr.on('data', (bytes) => (output += bytes))
    child.stdin.on('error', () => {})
    child.stdin.end(`${input}\n`)
    child.on('error', (error) => reject(new PlainError(`${file} did not start: ${error.message}`)))
    child.on('close', (code, signal) => {
      // Single-user mode ends with 0 even after a failed statement.
      if (code === 0 && !/^.*\b(ERROR|FATAL|PANIC):/m.test(output)) resolve(undefined)
      else
        reject(
          new PlainError(`${program} ended with ${code ?? signal}:\n${output.trim().split('\n').slice(-8).join('\n')}`),
        )
    })
  })
}
