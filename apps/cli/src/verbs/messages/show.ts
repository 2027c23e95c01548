/** `messages show`: the message as it would go out, and how its attempts went. */
import { messageAsked } from '../../alerts/find-message.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { minuteOf } from '../../output/days.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

export const showMessage = defineVerb({
  name: 'messages show',
  summary: 'one message as it would go out, and its attempts',
  positionals: [{ name: 'ID', description: 'its first characters, as in the list', required: true, many: false }],
  options: {},
  examples: [['messages show 3f2a91c0', 'Read it before you release it.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { getDelivery } = await import('@displacement-monitor/shared/db')
      const { composeMessage, deliveryRowJson, plainText } = await import('@displacement-monitor/alerts')
      const row = await messageAsked(sql, positionals[0] ?? '')
      const log = (await getDelivery(sql, row.id))?.log ?? []
      const message = await composeMessage(
        { sql, gazetteer: await openGazetteer(sql), publicUrl: null },
        row,
        new Date(),
      )
      const told = {
        ...deliveryRowJson(row),
        log: log.map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry })),
        message,
      }
      if (options.json) {
        await console.print(JSON.stringify(told, null, 2))
        return exitCode.ok
      }
      const { paint } = console
      await console.print(
        paint.faint(`${row.id}, to '${row.channelName}' (${row.channelKind}), ${row.state}`),
        ...log.map(({ at, outcome, status, message: says }) =>
          paint.faint(
            `${minuteOf(at)}  ${outcome.replace(/_/gu, ' ')}${status === null ? '' : `, ${status}`}${says === null ? '' : `: ${says}`}`,
          ),
        ),
        '',
        message === null
          ? 'Nothing of it is for everybody: it would go out empty, and goes to nobody.'
          : plainText(message).trimEnd(),
      )
      if (row.state === 'waiting')
        console.note(`Let it out: npx monitor messages release ${row.id.slice(0, 8)} --alerts ${row.alerts}`)
      return exitCode.ok
    }),
})
