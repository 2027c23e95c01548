/** `monitor restore FILE`: a backup into an empty database, all of it or nothing. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { exitCode } from '../command/exit-code.ts'
import { failed, notFound } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { minuteOf } from '../output/days.ts'
import { rowsInWords } from '../output/rows-in-words.ts'

export default defineVerb({
  name: 'restore',
  summary: 'load a backup into an empty database',
  about: [
    'The database must be empty: restoring never mixes with what is there. The file may come from this version or an older one.',
    'To replace the embedded database: stop npm start, move the data folder (.data) away, restore, start again.',
  ],
  positionals: [{ name: 'FILE', description: 'written by monitor backup', required: true, many: false }],
  options: {},
  examples: [
    ['restore monitor-2026-11-22.backup', 'Into DATABASE_URL, or a new embedded database.'],
    ['doctor', 'Afterwards: is everything there?'],
  ],
  run: async ({ options, console, env, positionals }) => {
    const file = positionals[0] ?? ''
    await access(file).catch(() => {
      throw notFound(`There is no file ${file} that this user can read.`)
    })
    return withDatabase(
      { env, console },
      async ({ sql }) => {
        const { restore } = await import('@displacement-monitor/shared/db')
        const { rows, createdAt, schemaVersion } = await restore(sql, createReadStream(file)).catch(refused)
        if (options.json)
          await console.print(
            JSON.stringify({ file, created_at: createdAt.toISOString(), schema: schemaVersion, rows }),
          )
        else await console.print(`${file} of ${minuteOf(createdAt)} is restored: ${rowsInWords(rows)}.`)
        return exitCode.ok
      },
      // The backup brings its own schema.
      'untouched',
    )
  },
})

/** What the archive says of itself or of the database is for the operator; nothing was changed. */
function refused(error: unknown): never {
  if (error instanceof PipelineError || !(error instanceof Error)) throw error
  throw failed(`nothing was restored: ${error.message}.`)
}
