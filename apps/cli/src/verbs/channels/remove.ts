/** `channels remove`: messages that have not left are dropped. */
import { channelAsked } from '../../alerts/find-channel.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'

export const removeChannelVerb = defineVerb({
  name: 'channels remove',
  summary: 'tell alerts there no longer',
  about: ['Messages that have not left are dropped. To pause it: channels change NAME --enabled no.'],
  positionals: [{ name: 'NAME', description: 'its name or number', required: true, many: false }],
  options: {},
  examples: [['channels remove desk', 'Its settings and secrets are forgotten.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { removeChannel } = await import('@displacement-monitor/shared/db')
      const { id, name } = await channelAsked(sql, positionals[0] ?? '')
      await removeChannel(sql, id, actorName())
      if (options.json) await console.print(JSON.stringify({ id, name, removed: true }))
      else await console.print(`'${name}' is removed.`)
      return exitCode.ok
    }),
})
