/** `sources remove`: forgets a source that told nothing yet; one that did is switched off, since figures lead back to it. */
import { exitCode } from '../../command/exit-code.ts'
import { failed } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { findSource } from '../../sources/find-source.ts'

export const removeSourceVerb = defineVerb({
  name: 'sources remove',
  summary: 'forget a source that has told nothing',
  about: ['A source with reports cannot be removed, because every number leads back to its report: disable it.'],
  positionals: [{ name: 'ID', description: 'the source, as in the list', required: true, many: false }],
  options: {},
  examples: [['sources remove my-mistake', 'After adding the wrong address.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { removeSource } = await import('@displacement-monitor/shared/db')
      const { id } = await findSource(sql, positionals[0] ?? '')
      if (!(await removeSource(sql, id, actorName()))) {
        throw failed(
          `${id} has told reports, and figures lead back to them: it stays.`,
          `Switch it off: npx monitor sources disable ${id}`,
        )
      }
      if (options.json) await console.print(JSON.stringify({ id, removed: true }))
      else await console.print(`${id} is removed.`)
      return exitCode.ok
    }),
})
