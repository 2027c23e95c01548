/** A database for verbs that can do without: used where there is one, never made, and its absence is only remarked. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '@displacement-monitor/shared/db'
import { CommandFailure } from '../command/failure.ts'
import type { Invocation, Options } from '../command/verb.ts'
import { dataFolder } from './data-folder.ts'
import { withDatabase } from './with-database.ts'

/** `use` may run a second time, without a database, so it prints nothing before its last question to one. */
export async function withDatabaseAtHand<T>(
  { env, console }: Pick<Invocation<Options>, 'env' | 'console'>,
  without: string,
  use: (sql: Database | null) => Promise<T>,
): Promise<T> {
  if (!env.DATABASE_URL && !existsSync(join(dataFolder(env), 'postgres', 'PG_VERSION'))) return use(null)
  try {
    return await withDatabase({ env, console }, ({ sql }) => use(sql), 'untouched')
  } catch (error) {
    const isAway = error instanceof Error && 'code' in error && error.code === 'database_unavailable'
    if (error instanceof CommandFailure || !(isAway || (error instanceof Error && error.name === 'PlainError')))
      throw error
    console.note(`${without}: ${error.message}`)
    return use(null)
  }
}
