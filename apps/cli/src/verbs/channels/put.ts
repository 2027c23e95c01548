/** `channels add` and `channels change`: where messages go, and when. */

import { acceptChannel, channelOptions, channelStatement, kindsInWords } from '../../alerts/channel-options.ts'
import { channelAsked } from '../../alerts/find-channel.ts'
import { exitCode } from '../../command/exit-code.ts'
import { failed, usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import type { Console } from '../../output/console.ts'

export const addChannelVerb = defineVerb({
  name: 'channels add',
  summary: 'tell alerts in one more place',
  about: [
    'An address inside the network is refused, also where a name leads there; FETCH_ALLOW=host[:port] exempts one.',
    'The signing secret of a webhook is made and written once, alone on stdout, so that a script can take it.',
  ],
  positionals: [{ name: 'NAME', description: 'how it is known', required: true, many: false }],
  options: channelOptions,
  examples: [
    [
      'channels add desk --kind webhook --url https://desk.example.org/hook > secret.txt',
      'Only the secret goes to stdout.',
    ],
    [
      'channels add duty --kind mail --host smtp.example.org --user monitor --password-file pw --from monitor@example.org --to duty@example.org',
      'Mail that a person releases.',
    ],
    [
      'channels add warnings --kind cap --sender alerts@example.org --status Actual --scope Public',
      'CAP under your name.',
    ],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { addChannel } = await import('@displacement-monitor/shared/db')
      const { channelJson } = await import('@displacement-monitor/alerts')
      const { options, console, positionals, env } = invocation
      const name = positionals[0] ?? ''
      if (options.kind === null) throw usageFailure(`Say which kind: --kind ${kindsInWords}.`)
      const { channel: stated, secret } = await acceptChannel(
        await channelStatement(name, null, options, console),
        null,
        env,
      )
      const channel = await addChannel(sql, stated, actorName())
      if (channel === null)
        throw failed(`There is a channel '${name}' already.`, `Change it: npx monitor channels change '${name}' …`)
      if (options.json) await console.print(JSON.stringify({ outcome: 'added', channel: channelJson(channel), secret }))
      else
        await tellSecret(
          console,
          `Channel ${channel.id} '${name}' added. Try it: npx monitor channels test '${name}'`,
          secret,
        )
      return exitCode.ok
    }),
})

export const changeChannelVerb = defineVerb({
  name: 'channels change',
  summary: 'change a channel; what is not said stays',
  positionals: [{ name: 'NAME', description: 'its name or number', required: true, many: false }],
  options: channelOptions,
  examples: [
    ['channels change desk --approval required', 'A person releases each message.'],
    ['channels change desk --digest daily --digest-hour 7 --time-zone Asia/Amman', 'One summary every morning.'],
    ['channels change desk --enabled yes', 'On again, after it switched itself off.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { putChannel } = await import('@displacement-monitor/shared/db')
      const { channelJson } = await import('@displacement-monitor/alerts')
      const { options, console, positionals, env } = invocation
      const known = await channelAsked(sql, positionals[0] ?? '')
      if (options.kind !== null && options.kind !== known.kind)
        throw usageFailure(
          `'${known.name}' is of the kind ${known.kind}, which cannot be changed.`,
          'Remove it and add another.',
        )
      const { channel: stated, secret } = await acceptChannel(
        await channelStatement(known.name, known, options, console),
        known,
        env,
      )
      const { outcome, channel } = await putChannel(sql, stated, actorName())
      if (options.json) await console.print(JSON.stringify({ outcome, channel: channelJson(channel), secret }))
      else await tellSecret(console, `'${known.name}' ${outcome}.`, secret)
      return exitCode.ok
    }),
})

/** A secret goes alone to stdout; without one the remark is the result. */
export async function tellSecret(console: Console, says: string, secret: string | null): Promise<void> {
  if (secret === null) return console.print(says)
  console.note(says)
  console.note('Its signing secret, which cannot be shown again:')
  await console.print(secret)
}
