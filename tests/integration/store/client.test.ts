/** The connection: types that cannot be misread, failures that are classified, keys that are not stored. */
import {
  connect,
  createKey,
  type Database,
  ensureAdminKey,
  findKey,
  inTransaction,
  listKeys,
  revokeKey,
  type Sql,
  together,
} from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withinTime } from '../../../packages/shared/src/db/connection/within-time.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'

let database: FreshDatabase
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 6 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const unavailable = expect.objectContaining({ name: 'PipelineError', code: 'database_unavailable', kind: 'transient' })
const killed = (pid: number) => sql`select pg_terminate_backend(${pid}::int)`
const pidOf = async (tx: (text: TemplateStringsArray) => Promise<{ pid: number }[]>) =>
  (await tx`select pg_backend_pid() as pid`)[0]?.pid ?? 0

test('a day is text, a count a number, an instant a Date', async () => {
  const [row] =
    await sql`select date '2020-02-17' as day, 9007199254740991::bigint as count, timestamptz '2020-02-17 01:04:00+01' as at, array[date '2020-01-01'] as days, array[1::bigint] as ids`
  expect(row).toEqual({
    day: '2020-02-17',
    count: 9007199254740991,
    at: new Date('2020-02-17T00:04:00Z'),
    days: ['2020-01-01'],
    ids: [1],
  })
})

test('a count beyond the safe integers is an error, not a number that is a little wrong', async () => {
  await expect(sql`select 9007199254740993::bigint as count`).rejects.toThrow('exceeds the safe integers')
})

test('a server that is not there is a transient failure', async () => {
  const nobody = connect('postgres://nobody:x@127.0.0.1:1/none', { max: 1 })
  await expect(nobody`select 1`).rejects.toEqual(unavailable)
  await expect(inTransaction(nobody, (tx) => tx`select 1`)).rejects.toEqual(unavailable)
  await nobody.end({ timeout: 1 })
})

test('a fault of our own SQL keeps its code', async () => {
  await expect(sql`select 1/0`).rejects.toMatchObject({ name: 'PostgresError', code: '22012' })
})

test('a statement that somebody cancelled, or that met a time-out, is nobody’s fault, and its connection stays', async () => {
  const hasty = connect(database.url, { max: 1, statementTimeoutMs: 100 })
  await expect(hasty`select pg_sleep(5)`).rejects.toEqual(unavailable)
  await expect(inTransaction(hasty, (tx) => tx`select pg_sleep(5)`)).rejects.toEqual(unavailable)
  expect(await hasty`select 1 as one`).toEqual([{ one: 1 }])
  await hasty.end()
  expect(await withinTime(sql, 100, (tx) => tx`select pg_sleep(5)`)).toBeNull()
})

test('a transaction whose connection dies in a statement fails whole, and the process lives', async () => {
  await sql`create table kept (id integer)`
  await expect(
    inTransaction(sql, async (tx) => {
      await tx`insert into kept values (1)`
      const pid = await pidOf(tx)
      setTimeout(() => void killed(pid).execute(), 50)
      await tx`select pg_sleep(5)`
    }),
  ).rejects.toEqual(unavailable)
  expect(await sql`select id from kept`).toEqual([])
})

test('what a transaction does after its connection died is refused, not done outside of it', async () => {
  let refused: unknown = null
  let tried: () => void = () => {}
  const after = new Promise<void>((resolve) => {
    tried = resolve
  })
  await expect(
    inTransaction(sql, async (tx) => {
      await tx`insert into kept values (2)`
      await killed(await pidOf(tx))
      await new Promise((resolve) => setTimeout(resolve, 100))
      try {
        await tx`insert into kept values (3)`
      } catch (error) {
        refused = error
      }
      tried()
    }),
  ).rejects.toEqual(unavailable)
  await after
  expect(refused).toEqual(unavailable)
  expect(await sql`select id from kept`).toEqual([])
})

test('a deadlock is transient for the one that lost', async () => {
  await sql`create table pair (id integer primary key, n integer)`
  await sql`insert into pair values (1, 0), (2, 0)`
  const cross = (first: number, second: number) =>
    inTransaction(sql, async (tx) => {
      await tx`update pair set n = n + 1 where id = ${first}`
      await new Promise((resolve) => setTimeout(resolve, 100))
      await tx`update pair set n = n + 1 where id = ${second}`
    })
  const outcomes = await Promise.allSettled([cross(1, 2), cross(2, 1)])
  const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(lost).toHaveLength(1)
  expect(lost[0]?.reason).toBeInstanceOf(PipelineError)
  expect(lost[0]?.reason).toEqual(unavailable)
})

test('the first admin key is made once, also by two starts at once, and is nowhere in the database', async () => {
  const made = (await Promise.all([ensureAdminKey(sql), ensureAdminKey(sql)])).filter((key) => key !== null)
  expect(made).toHaveLength(1)
  const bearer = made[0] ?? ''
  expect(await ensureAdminKey(sql)).toBeNull()
  expect(await findKey(sql, bearer)).toMatchObject({ name: 'admin', scopes: ['read', 'review', 'operate', 'admin'] })
  // Its letters may hold the sign that parts it from the prefix.
  const secret = bearer.slice(-43)
  const [stored] = await sql<{ text: string }[]>`select string_agg(k::text, '') as text from api_key k`
  expect(stored?.text).not.toContain(secret.slice(0, 12))
  expect((await listKeys(sql)).map(({ name, revokedAt }) => [name, revokedAt])).toEqual([['admin', null]])
})

test('a key that is wrong, cut, revoked or of no shape opens nothing', async () => {
  const { id, bearer } = await createKey(sql, { name: 'desk', scopes: ['review'], actor: 'ada' })
  expect(await findKey(sql, bearer)).toEqual({ id, name: 'desk', scopes: ['review'] })
  const wrong = bearer.slice(0, -1) + (bearer.endsWith('A') ? 'B' : 'A')
  for (const key of [wrong, bearer.slice(0, -1), `${bearer}x`, '', 'dm_', "dm_' or 1=1"])
    expect(await findKey(sql, key)).toBeNull()
  expect(await revokeKey(sql, id)).toBe(true)
  expect(await revokeKey(sql, id)).toBe(false)
  expect(await findKey(sql, bearer)).toBeNull()
})

test('statements that are sent together run in their order, and none of them after the transaction', async () => {
  await sql`create table slips (n integer)`
  const put = async (tx: Sql, n: number) => void (await tx`insert into slips values (${n})`)
  await inTransaction(sql, (tx) => together(put(tx, 1), put(tx, 2), put(tx, 3)))
  expect((await sql`select n from slips order by ctid`).map(({ n }) => n)).toEqual([1, 2, 3])

  const late = async (tx: Sql) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    await put(tx, 4)
  }
  const divide = async (tx: Sql) => void (await tx`select 1 / 0`)
  await expect(inTransaction(sql, (tx) => together(divide(tx), late(tx)))).rejects.toThrow('division by zero')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect((await sql`select count(*)::int as slips from slips`)[0]).toEqual({ slips: 3 })
  await sql`drop table slips`
})
