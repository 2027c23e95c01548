/** `monitor migrate`: the schema alone, for those who run worker and API themselves. */
import { exitCode } from '../command/exit-code.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { counted } from '../output/amounts.ts'

export default defineVerb({
  name: 'migrate',
  summary: 'bring the database to the schema of this version',
  about: ['npm start does this by itself. Two at once are safe, and a second run changes nothing.'],
  options: {},
  examples: [['migrate', 'Before starting worker and API by hand on DATABASE_URL.']],
  run: ({ options, console, env }) =>
    withDatabase(
      { env, console },
      async ({ sql }) => {
        const { migrate, schemaVersion } = await import('@displacement-monitor/shared/db')
        const applied = await migrate(sql, { log: (line) => console.note(line) })
        const version = await schemaVersion(sql)
        if (options.json) await console.print(JSON.stringify({ schema: version, applied }))
        else
          await console.print(
            applied.length === 0
              ? `Schema ${version}: nothing to do.`
              : `Schema ${version}: ${counted(applied.length, 'migration')} applied.`,
          )
        return exitCode.ok
      },
      'untouched',
    ),
})
