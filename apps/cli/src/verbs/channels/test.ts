/** `channels test`: a message that only says whether the channel works. */
import { channelAsked } from '../../alerts/find-channel.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'

export const testChannelVerb = defineVerb({
  name: 'channels test',
  summary: 'send a message that only says whether it works',
  about: [
    'The worker sends it within a minute while npm start runs, whatever the approval, also to a channel that is switched off.',
  ],
  positionals: [{ name: 'NAME', description: 'its name or number', required: true, many: false }],
  options: {},
  examples: [['channels test desk', 'Then look how it went: npx monitor messages']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { addTestDelivery } = await import('@displacement-monitor/shared/db')
      const { id, name } = await channelAsked(sql, positionals[0] ?? '')
      const delivery = await addTestDelivery(sql, id, actorName())
      if (options.json) await console.print(JSON.stringify({ channel: name, delivery }))
      else {
        await console.print(`A test message to '${name}' leaves within a minute while npm start runs.`)
        console.note(`How it went: npx monitor messages show ${delivery.slice(0, 8)}`)
      }
      return exitCode.ok
    }),
})
