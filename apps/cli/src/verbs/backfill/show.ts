/** `backfill show`: where a run stands, or what it changed. */
import { findRun } from '../../backfill/find-run.ts'
import { tellRun } from '../../backfill/tell-run.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'

export const showBackfill = defineVerb({
  name: 'backfill show',
  summary: 'one run: how far it is, or what it changed',
  positionals: [{ name: 'RUN', description: 'its number in the list', required: true, many: false }],
  options: {},
  examples: [['backfill show 3', 'The closing report of run 3.']],
  run: ({ options, positionals, console, env }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { id } = await findRun(sql, positionals[0] ?? '')
      await tellRun(sql, id, { json: options.json, console })
      return exitCode.ok
    }),
})
