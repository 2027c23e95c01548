/** `thresholds remove`: its incidents stay as history. */
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { thresholdAsked } from '../../thresholds/find-threshold.ts'

export const removeThresholdVerb = defineVerb({
  name: 'thresholds remove',
  summary: 'forget a rule',
  about: [
    'Its incidents stay as history; open ones end without a message. To pause it: thresholds change NAME --enabled no.',
  ],
  positionals: [{ name: 'NAME', description: 'its name or number', required: true, many: false }],
  options: {},
  examples: [['thresholds remove north-west-500k', 'It watches no longer.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { removeThreshold } = await import('@displacement-monitor/shared/db')
      const { id, name } = await thresholdAsked(sql, positionals[0] ?? '')
      await removeThreshold(sql, id, actorName())
      if (options.json) await console.print(JSON.stringify({ id, name, removed: true }))
      else await console.print(`'${name}' is removed.`)
      return exitCode.ok
    }),
})
