// @ts-check
/** `node infra/schema.mjs`: writes infra/schema.sql from the catalogues of a database migrated on a throw-away server. */
import { writeFile } from 'node:fs/promises'
import { connect, dumpSchema, migrate } from '@displacement-monitor/shared/db'
import { startTestServers } from './test-servers.mjs'

const servers = await startTestServers()
try {
  const url = new URL(servers.environment.TEST_DATABASE_URL)
  const admin = connect(url.href, { max: 1 })
  await admin`create database schema_dump template template0`
  await admin.end()
  url.pathname = '/schema_dump'
  const sql = connect(url.href, { max: 2 })
  await migrate(sql)
  await writeFile(new URL('schema.sql', import.meta.url), await dumpSchema(sql))
  await sql.end()
} finally {
  await servers.stop()
}
