/** `backfill pause`, `resume`, `cancel`, `retry`: a word to a run, which its workers hear within seconds. */
import type { RunOrder } from '@displacement-monitor/shared/db'
import { findRun } from '../../backfill/find-run.ts'
import { exitCode } from '../../command/exit-code.ts'
import { failed } from '../../command/failure.ts'
import { defineVerb, type Verb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { snakeCased } from '../../output/snake-case.ts'

export const orderVerb = (order: RunOrder, summary: string, done: string): Verb =>
  defineVerb({
    name: `backfill ${order}`,
    summary,
    positionals: [{ name: 'RUN', description: 'its number in the list', required: true, many: false }],
    options: {},
    examples: [[`backfill ${order} 3`, `Run 3 ${done}.`]],
    run: ({ options, positionals, console, env }) =>
      withDatabase({ env, console }, async ({ sql }) => {
        const { orderRun } = await import('@displacement-monitor/shared/db')
        const { id } = await findRun(sql, positionals[0] ?? '')
        const told = await orderRun(sql, id, order, actorName())
        if (!told?.done) throw failed(`Run ${id} is ${told?.run.state}: there is nothing to ${order}.`)
        await console.print(options.json ? JSON.stringify(snakeCased(told.run), null, 2) : `Run ${id} ${done}.`)
        return exitCode.ok
      }),
  })
