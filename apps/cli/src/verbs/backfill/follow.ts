/** `backfill follow`: the progress of a run that others work on. */
import { findRun } from '../../backfill/find-run.ts'
import { followRun } from '../../backfill/follow-run.ts'
import { tellRun } from '../../backfill/tell-run.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'

export const followBackfill = defineVerb({
  name: 'backfill follow',
  summary: 'watch a run that workers have',
  about: ['Ctrl-C ends the watching, not the run.'],
  positionals: [{ name: 'RUN', description: 'its number in the list', required: true, many: false }],
  options: {},
  examples: [['backfill follow 3', 'Until run 3 has ended.']],
  run: ({ options, positionals, console, env, signal }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { id } = await findRun(sql, positionals[0] ?? '')
      await followRun(sql, id, console, signal)
      const code = await tellRun(sql, id, { json: options.json, console })
      return signal.aborted ? exitCode.interrupted : code
    }),
})
