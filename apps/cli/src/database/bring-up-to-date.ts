/** The schema of this version, and the first facts in a database that was new. */
import type { Database } from '@displacement-monitor/shared/db'
import { usageFailure } from '../command/failure.ts'
import type { Console } from '../output/console.ts'

/** What a command needs of the database before it begins: `schema` without the first facts is for restore, which wants it empty. */
export type Preparation = 'seeded' | 'schema' | 'untouched'

export async function bringUpToDate(
  sql: Database,
  preparation: Preparation,
  env: Readonly<Record<string, string | undefined>>,
  console: Console,
): Promise<void> {
  if (preparation === 'untouched') return
  const { migrate, readMigrations, schemaVersion, seed } = await import('@displacement-monitor/shared/db')
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
  if (before > 0 || preparation !== 'seeded') return
  // As `npm start` does; its key is left to it, since it is shown only once.
  const { foldFigure } = await import('@displacement-monitor/series')
  const { reconcileMarked } = await import('@displacement-monitor/worker')
  const { openGazetteer } = await import('../places/open-gazetteer.ts')
  await seed(sql, { set: seedSet(env.SEED), fold: foldFigure })
  await reconcileMarked(sql, await openGazetteer())
}

function seedSet(word: string | undefined): 'full' | 'minimal' {
  if (word === undefined || word === '' || word === 'full') return 'full'
  if (word === 'minimal') return 'minimal'
  throw usageFailure(`SEED=${word} is no seed set: minimal or full.`)
}
