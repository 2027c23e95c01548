/** The schema of this version, and the first facts in a database that was new. */
import type { Database } from '@displacement-monitor/shared/db'
import type { Console } from '../output/console.ts'

/** What a command needs of the database before it begins: `schema` without the first facts is for restore, which wants it empty. */
export type Preparation = 'seeded' | 'schema' | 'untouched'

export async function bringUpToDate(
  sql: Database,
  preparation: Preparation,
  _env: Readonly<Record<string, string | undefined>>,
  console: Console,
): Promise<void> {
  if (preparation === 'untouched') return
  const { migrate, readMigrations, schemaVersion } = await import('@displacement-monitor/shared/db')
  const before = await schemaVersion(sql)
  const newest = (await readMigrations()).length
  if (before < newest) {
    console.note(
      before === 0
        ? 'Making the tables of a new database …'
        : `Bringing the database from schema ${before} to ${newest} …`,
    )
    await migrate(sql)
  }
}
