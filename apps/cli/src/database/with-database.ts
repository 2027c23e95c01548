/**
 * A connection for the length of a command: to DATABASE_URL, else to the embedded server of the data folder, which is
 * started when it is not running and never stopped while somebody else uses it. Loaded only by verbs that need it.
 */
import { existsSync } from 'node:fs'
import type { Database } from '@displacement-monitor/shared/db'
import { failed } from '../command/failure.ts'
import type { Invocation, Options } from '../command/verb.ts'
import { bringUpToDate, type Preparation } from './bring-up-to-date.ts'

interface OpenDatabase {
  url: string
  release(): Promise<void>
}
interface DatabaseModule {
  openDatabase(options?: { dataDir?: string }): Promise<OpenDatabase>
}

/** The launcher's part of the checkout, the same file that `npm start` uses. */
const launcher = new URL('../../../../infra/database/open-database.mjs', import.meta.url)

export interface DatabaseUse {
  sql: Database
  /** Of the server; holds its password. */
  url: string
  /** The server belongs to this command or to `npm start`, not to DATABASE_URL. */
  embedded: boolean
}

type Caller = Pick<Invocation<Options>, 'env' | 'console'>

export async function withDatabase<T>(
  { env, console }: Caller,
  use: (database: DatabaseUse) => Promise<T>,
  preparation: Preparation = 'seeded',
): Promise<T> {
  const embedded = env.DATABASE_URL ? null : await openEmbedded()
  const url = embedded?.url ?? env.DATABASE_URL ?? ''
  if (!/^postgres(?:ql)?:$/u.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw failed(
      'DATABASE_URL is no address of a PostgreSQL server.',
      'It looks like postgres://user:password@host:5432/name.',
    )
  }
  try {
    const { connect } = await import('@displacement-monitor/shared/db')
    const sql = connect(url, { max: 4, applicationName: 'monitor-terminal' })
    try {
      await bringUpToDate(sql, preparation, env, console)
      return await use({ sql, url, embedded: embedded !== null })
    } finally {
      await sql.end({ timeout: 5 })
    }
  } finally {
    await embedded?.release()
  }
}

async function openEmbedded(): Promise<OpenDatabase> {
  if (!existsSync(launcher)) {
    throw failed(
      'DATABASE_URL is not set, and this installation has no embedded server.',
      'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  const { openDatabase } = (await import(launcher.href)) as DatabaseModule
  return openDatabase()
}
