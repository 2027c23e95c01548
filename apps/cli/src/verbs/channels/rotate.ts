/** `channels rotate`: a new signing secret, with the old one beside it for a while. */
import { channelAsked } from '../../alerts/find-channel.ts'
import { exitCode } from '../../command/exit-code.ts'
import { failed, usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { tellSecret } from './put.ts'

export const rotateVerb = defineVerb({
  name: 'channels rotate',
  summary: 'make a new signing secret of a webhook',
  about: [
    'The old one signs beside it for the overlap, so that the receiver can change over without losing a message.',
  ],
  positionals: [{ name: 'NAME', description: 'its name or number', required: true, many: false }],
  options: {
    'overlap-hours': { type: 'string', valueHint: 'N', description: 'How long both sign, 0 to 720 (else 24)' },
  },
  examples: [
    ['channels rotate desk > secret.txt', 'Both are valid for a day.'],
    ['channels rotate desk --overlap-hours 0', 'The old one leaked: it ends at once.'],
  ],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { rotateSecrets } = await import('@displacement-monitor/shared/db')
      const { channelJson, newSecret, rotatedSecrets } = await import('@displacement-monitor/alerts')
      const word = options['overlap-hours'] ?? '24'
      const hours = /^\d{1,3}$/u.test(word) ? Number(word) : Number.NaN
      if (!(hours <= 720)) throw usageFailure(`--overlap-hours cannot be '${word}': give a number from 0 to 720.`)
      const { id, name, kind } = await channelAsked(sql, positionals[0] ?? '')
      const secret = newSecret()
      const channel = await rotateSecrets(sql, id, (old) => rotatedSecrets(old, secret, hours, new Date()), actorName())
      if (channel === null) throw failed(`Only webhooks are signed; '${name}' is of the kind ${kind}.`)
      if (options.json)
        await console.print(JSON.stringify({ outcome: 'changed', channel: channelJson(channel), secret }))
      else
        await tellSecret(
          console,
          `'${name}' has a new secret; the old one ${hours === 0 ? 'ends now' : `signs beside it for ${hours} hours`}.`,
          secret,
        )
      return exitCode.ok
    }),
})
