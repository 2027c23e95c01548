import postgres from 'postgres'
import { expect, test } from 'vitest'
import { freshDatabase } from '../support/fresh-database.ts'

test('an empty database measures texts in characters whatever the locale', async () => {
  const database = await freshDatabase({ empty: true })
  const sql = postgres(database.url, { max: 1 })
  expect([...(await sql`select length('إدلب') as n, current_setting('server_encoding') as encoding`)]).toEqual([
    { n: 4, encoding: 'UTF8' },
  ])
  await sql.end()
  await database.drop()
})
