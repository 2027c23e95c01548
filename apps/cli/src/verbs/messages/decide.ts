/** `messages release`, `drop` and `resend`: what a person decides about a message. */
import type { Decided, DeliveryRow, Sql } from '@displacement-monitor/shared/db'
import { messageAsked } from '../../alerts/find-message.ts'
import { exitCode } from '../../command/exit-code.ts'
import { failed, usageFailure } from '../../command/failure.ts'
import { defineVerb, type Invocation, type Options } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { counted } from '../../output/amounts.ts'

const positionals = [{ name: 'ID', description: 'its first characters, as in the list', required: true, many: false }]
const alerts = {
  type: 'string',
  valueHint: 'N',
  description: 'How many alerts you saw in it; if more joined, it stays',
} as const

export const releaseVerb = defineVerb({
  name: 'messages release',
  summary: 'let a waiting message out',
  about: ['Read it first: npx monitor messages show ID. The worker sends it within a minute while npm start runs.'],
  positionals,
  options: { alerts, note: { type: 'string', valueHint: 'TEXT', description: 'Shown in the message' } },
  examples: [['messages release 3f2a91c0 --alerts 3 --note "Confirmed by phone with OCHA."', 'With a word of yours.']],
  run: (invocation) => {
    const { options } = invocation
    const seen = seenOption(options.alerts)
    if (seen === null)
      throw usageFailure('Say how many alerts you saw in it: --alerts N, as npx monitor messages shows.')
    return decide(invocation, 'is released', async (sql, { id }) => {
      const { releaseDelivery } = await import('@displacement-monitor/shared/db')
      return releaseDelivery(sql, id, { by: actorName(), alerts: seen, note: options.note })
    })
  },
})

export const dropVerb = defineVerb({
  name: 'messages drop',
  summary: 'tell nobody of a waiting message',
  positionals,
  options: { alerts, note: { type: 'string', valueHint: 'TEXT', description: 'Why; kept with it' } },
  examples: [['messages drop 3f2a91c0 --note "counted twice"', 'It goes to nobody.']],
  run: (invocation) =>
    decide(invocation, 'is dropped', async (sql, { id }) => {
      const { dropDelivery } = await import('@displacement-monitor/shared/db')
      const { alerts: asked, note } = invocation.options
      return dropDelivery(sql, id, { by: actorName(), alerts: seenOption(asked), note })
    }),
})

export const resendVerb = defineVerb({
  name: 'messages resend',
  summary: 'send a delivered or given-up message again',
  about: ['Under the same id: a receiver that had it already knows it.'],
  positionals,
  options: {},
  examples: [['messages resend 3f2a91c0', 'Once the receiver is well again.']],
  run: (invocation) =>
    decide(invocation, 'is sent again', async (sql, { id }) => {
      const { resendDelivery } = await import('@displacement-monitor/shared/db')
      return resendDelivery(sql, id, actorName())
    }),
})

function seenOption(word: string | null): number | null {
  if (word === null) return null
  if (!/^\d{1,6}$/u.test(word))
    throw usageFailure(`--alerts cannot be '${word}': give the number of alerts that you saw.`)
  return Number(word)
}

function decide(
  {
    options,
    console,
    env,
    positionals: words,
  }: Pick<Invocation<Options>, 'console' | 'env' | 'positionals'> & { options: { readonly json: boolean } },
  done: string,
  act: (sql: Sql, message: DeliveryRow) => Promise<Decided>,
) {
  return withDatabase({ env, console }, async ({ sql }) => {
    const before = await messageAsked(sql, words[0] ?? '')
    const outcome = await act(sql, before)
    const now = await messageAsked(sql, before.id)
    const short = now.id.slice(0, 8)
    if (outcome === 'more_joined')
      throw failed(`It holds ${counted(now.alerts, 'alert')} by now.`, `Look again: npx monitor messages show ${short}`)
    if (outcome !== 'done')
      throw failed(
        `Message ${short} is ${now.state}${now.decidedBy === null ? '' : `, by ${now.decidedBy}`}: that cannot be done with it.`,
      )
    if (options.json)
      await console.print(JSON.stringify({ id: now.id, state: now.state, alerts: now.alerts, note: now.note }))
    else await console.print(`Message ${short} to '${now.channelName}' ${done} (${counted(now.alerts, 'alert')}).`)
    return exitCode.ok
  })
}
