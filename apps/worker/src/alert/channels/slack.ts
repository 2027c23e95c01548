/** An incoming webhook as Slack has it, and Mattermost and Rocket.Chat likewise: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (read 2026-11-23). */
import { slackMessage } from '@displacement-monitor/alerts'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { z } from 'zod'
import type { PushChannel } from '../channel.ts'
import { failureOf } from '../classify-answer.ts'

const deadlineMs = 15_000

export default {
  kind: 'slack',
  settings: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }),
  /** The path is the secret. */
  describe: ({ url }) => new URL(url).origin,
  async send({ message }, { url }, { now, post, signal }) {
    const answer = await post(url, {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(slackMessage(message)),
      deadlineMs,
      now,
      signal,
    })
    const receiver = new URL(url).host
    const failure = failureOf(answer, receiver)
    if (failure?.code === 'receiver_refused' || failure?.code === 'receiver_gone') throw refused(receiver, answer)
    if (failure) throw failure
    return { status: answer.status, says: null }
  },
} satisfies PushChannel<'slack'>

/** A chat that answers 4xx has no such address or does not take such a message: trying again repeats it. */
function refused(receiver: string, { status, body }: { status: number; body: string }): PipelineError {
  // Slack answers with one word ("no_service", "channel_is_archived"); anything else is not repeated.
  const word = /^[a-z_]{3,40}$/.exec(body.trim())?.[0]
  return new PipelineError(
    status === 410 && word === undefined ? 'receiver_gone' : 'message_refused',
    `${receiver} does not take the message (${status}${word === undefined ? '' : `, ${word}`}).`,
    { status },
  )
}
