// @ts-check
/** `npm run migrate`: the schema alone, on DATABASE_URL or else on the embedded server of the data folder. */
import { connect, migrate } from '@displacement-monitor/shared/db'
import { openDatabase } from './database/open-database.mjs'

const embedded = process.env.DATABASE_URL ? null : await openDatabase()
const sql = connect(process.env.DATABASE_URL ?? embedded?.url ?? '', { max: 1 })
try {
  await migrate(sql)
} finally {
  await sql.end({ timeout: 5 })
  await embedded?.release()
}
