/** `monitor messages`: the queue of messages: what waits for a person, what is on its way, what was given up. */
import { deliveryStates } from '@displacement-monitor/shared/domain'
import { channelAsked } from '../alerts/find-channel.ts'
import { type ListedMessage, messageLines } from '../alerts/message-lines.ts'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb, type Invocation, type Options, type OptionValues } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { dropVerb, releaseVerb, resendVerb } from './messages/decide.ts'
import { showMessage } from './messages/show.ts'

const listOptions = {
  state: {
    type: 'string',
    valueHint: 'WORD',
    values: [...deliveryStates, 'open', 'all'],
    description: 'open: what has not left, and what was given up (else); all; or one of them',
  },
  channel: { type: 'string', valueHint: 'NAME', description: 'Of one channel' },
  limit: { type: 'string', valueHint: 'N', description: 'At most so many (else 50)' },
} as const satisfies Options

export default defineVerb({
  name: 'messages',
  summary: 'see, release and drop messages that wait',
  about: ['Without an action: those that wait for you first, then those that were given up, then those on their way.'],
  options: listOptions,
  actions: {
    list: defineVerb({
      name: 'messages list',
      summary: 'the list',
      options: listOptions,
      examples: [['messages list --state all', 'Those that left as well.']],
      run: (invocation) => list(invocation),
    }),
    show: showMessage,
    release: releaseVerb,
    drop: dropVerb,
    resend: resendVerb,
  },
  examples: [
    ['messages', 'What waits for you.'],
    ['messages show 3f2a91c0', 'As it would go out.'],
    ['messages release 3f2a91c0 --alerts 3', 'Let it out, as you saw it.'],
  ],
  run: (invocation) => list(invocation),
})

type Listing = Pick<Invocation<Options>, 'console' | 'env'> & {
  options: OptionValues<typeof listOptions> & { json: boolean }
}
const open = deliveryStates.filter((state) => state !== 'delivered' && state !== 'dropped')

function list(invocation: Listing) {
  return withDatabase(invocation, async ({ sql }) => {
    const { listDeliveries } = await import('@displacement-monitor/shared/db')
    const { composeMessage, deliveryRowJson } = await import('@displacement-monitor/alerts')
    const { options, console } = invocation
    const state = options.state ?? 'open'
    const states =
      state === 'all' ? deliveryStates : state === 'open' ? open : deliveryStates.filter((one) => one === state)
    const channelId = options.channel === null ? null : (await channelAsked(sql, options.channel)).id
    const limit = Math.min(1_000, Math.max(1, Number(options.limit ?? 50) || 50))
    const rows = await listDeliveries(sql, { states, ...(channelId === null ? {} : { channelId }) }, limit)
    const store = { sql, gazetteer: await openGazetteer(sql), publicUrl: null }
    const messages: ListedMessage[] = []
    for (const row of rows) {
      const composed = await composeMessage(store, row, new Date())
      messages.push({ ...deliveryRowJson(row), title: composed?.title ?? 'nothing of it is for everybody' })
    }
    if (options.json) await console.print(JSON.stringify(messages, null, 2))
    else if (messages.length === 0)
      await console.print(
        state === 'open' ? 'No message waits. Those that left: npx monitor messages --state all' : 'None.',
      )
    else await console.print(...messageLines(messages, console, new Date()))
    return exitCode.ok
  })
}
