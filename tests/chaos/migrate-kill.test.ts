/** Upgrades killed with -9 at random moments, two processes at a time: in the end the schema is whole, each file applied once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { connect, type Database, dumpSchema } from '@displacement-monitor/shared/db'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { chance } from '../support/random.ts'

const script = fileURLToPath(new URL('../../infra/migrate.mjs', import.meta.url))
const kills = process.env.CHAOS_LONG === '1' ? 40 : 5
const dice = chance()
let database: FreshDatabase
let sql: Database

beforeEach(async () => {
  database = await freshDatabase({ empty: true })
  sql = connect(database.url, { max: 2 })
})
afterEach(async () => {
  await sql.end()
  await database.drop()
})

const upgrade = () =>
  spawn(process.execPath, [script], { env: { PATH: process.env.PATH, DATABASE_URL: database.url }, stdio: 'ignore' })
const endOf = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number | null

test(`killed ${kills} times: whole or nothing, and each file once`, async () => {
  const versions: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const both = [upgrade(), upgrade()]
    const ended = both.map(endOf)
    // Until some of it is under way, then a little longer: a file takes some ten milliseconds.
    const before = versions.at(-1) ?? 0
    while ((await applied()) <= before && both.some(({ exitCode }) => exitCode === null)) await pause(5)
    await pause(dice.between(0, 60))
    for (const child of both) child.kill('SIGKILL')
    await Promise.all(ended)
    versions.push(await applied())
  }
  const last = await Promise.all([endOf(upgrade()), endOf(upgrade())])
  console.log(`seed ${dice.seed}: killed with ${versions.join(', ')} files applied`)
  expect(last).toEqual([0, 0])
  expect(await dumpSchema(sql)).toBe(await readFile(new URL('../../infra/schema.sql', import.meta.url), 'utf8'))
  const rows = await sql<{ version: number }[]>`select version from schema_migration order by version`
  expect(rows.map(({ version }) => version)).toEqual(rows.map((_, at) => at + 1))
  expect(versions.some((version) => version > 0 && version < rows.length)).toBe(true)
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function applied(): Promise<number> {
  const [known] = await sql<{ is: boolean }[]>`select to_regclass('public.schema_migration') is not null as is`
  if (!known?.is) return 0
  const [row] = await sql<{ version: number }[]>`select coalesce(max(version), 0) as version from schema_migration`
  return row?.version ?? 0
}
