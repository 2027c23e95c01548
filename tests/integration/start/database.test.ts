/** The embedded server: who starts it, who shares it, who stops it, and what a kill -9 leaves behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { livingLeases } from '../../../infra/database/leases.mjs'
import { type OpenDatabase, openDatabase } from '../../../infra/database/open-database.mjs'
import { ended, isAlive } from '../../../infra/database/processes.mjs'

let dataDir: string
const opened: OpenDatabase[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'monitor-start-'))
})
afterEach(async () => {
  await Promise.all(children.splice(0).map(end))
  for (const database of opened.splice(0)) await database.release()
  rmSync(dataDir, { recursive: true, force: true })
})

async function open(): Promise<OpenDatabase> {
  const database = await openDatabase({ dataDir, durable: false })
  opened.push(database)
  return database
}

/** What one query says, on a connection of its own. */
async function ask(url: string, query = 'select 1 as it'): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return (await sql.unsafe(query))[0]?.it
  } finally {
    await sql.end()
  }
}

/** Another process that opens the same data folder, prints the server's pid and stays until it is killed. */
async function otherProcess(env: NodeJS.ProcessEnv = {}): Promise<{ child: ChildProcess; serverPid: number }> {
  const module = new URL('../../../infra/database/open-database.mjs', import.meta.url).href
  const code = `const { openDatabase } = await import('${module}')
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
    console.log(database.server().pid)
    process.on('SIGTERM', () => database.release().then(() => process.exit()))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const serverPid = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (bytes) => resolve(Number(bytes)))
    child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)))
  })
  return { child, serverPid }
}

const exited = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve))

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await exited(child)
}

test('the last to leave stops the server, and nobody before', async () => {
  const first = await open()
  const { child, serverPid } = await otherProcess()
  expect(serverPid).toBe(first.server().pid)
  child.kill('SIGTERM')
  await exited(child)
  expect(await ask(first.url)).toBe(1)
  await first.release()
  expect(isAlive(serverPid)).toBe(false)
})

test('four that open at the same moment get one server', async () => {
  const pids = await Promise.all([1, 2, 3, 4].map(async () => (await otherProcess()).serverPid))
  expect(new Set(pids).size).toBe(1)
  expect(livingLeases(join(dataDir, 'leases'))).toHaveLength(4)
  await open()
})

test('a user killed with -9 is no user: its server is adopted, and stopped by the next to leave', async () => {
  const { child, serverPid } = await otherProcess()
  child.kill('SIGKILL')
  await exited(child)
  expect(isAlive(serverPid)).toBe(true)
  const next = await open()
  expect(next.server().pid).toBe(serverPid)
  await next.release()
  expect(isAlive(serverPid)).toBe(false)
})

test('a killed server comes back on its port with its rows, and its users are told', async () => {
  const database = await open()
  await ask(database.url, 'create table kept as select 7 as it')
  await ask(database.url, 'checkpoint')
  const told = new Promise<string>((resolve, reject) => void database.guard(resolve, reject))
  const before = database.server()
  process.kill(before.pid, 'SIGKILL')
  expect(await told).toBe(database.url)
  expect(database.server().pid).not.toBe(before.pid)
  expect(await ask(database.url, 'select it from kept')).toBe(7)
})

test('a postmaster.pid whose number now belongs to another program stands in nobody’s way', async () => {
  const database = await open()
  const { pid } = database.server()
  process.kill(pid, 'SIGKILL')
  await ended(pid, 5_000)
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
  const again = await open()
  expect(await ask(again.url)).toBe(1)
  expect(isAlive(process.pid)).toBe(true)
})

test('an initdb that was killed in the middle is begun again', async () => {
  mkdirSync(join(dataDir, 'postgres.new', 'base'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
  expect(await ask((await open()).url)).toBe(1)
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false)
})

test('data of another major version are left alone, and the way over is told in a line', async () => {
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '16\n')
  await expect(openDatabase({ dataDir })).rejects.toThrow(
    /^The data in .* were written by PostgreSQL 16, this version brings PostgreSQL 18: .*monitor backup FILE.*monitor restore FILE/,
  )
  expect(readFileSync(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('16\n')
})

test('a folder with strangers’ files is not overwritten', async () => {
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'letter.txt'), 'dear')
  await expect(openDatabase({ dataDir })).rejects.toThrow('holds files but no PostgreSQL data')
})

test('the password is for its owner’s eyes, and a lost one is replaced', async () => {
  const first = await open()
  const file = join(dataDir, 'postgres.password')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await first.release()
  rmSync(file)
  const second = await open()
  expect(second.url).not.toBe(first.url)
  expect(await ask(second.url)).toBe(1)
})

test('under LANG=C texts are UTF-8, and no local socket is opened', async () => {
  await otherProcess({ LANG: 'C', LC_ALL: 'C', PGDATA: '/nowhere', PGOPTIONS: '-c nonsense=1' })
  const { url } = await open()
  expect(await ask(url, `select length('إدلب') as it`)).toBe(4)
  expect(await ask(url, `select upper('é') as it`)).toBe('É')
  expect(await ask(url, `select current_setting('unix_socket_directories') as it`)).toBe('')
  expect(await ask(url, `select current_setting('listen_addresses') as it`)).toBe('127.0.0.1')
})
