/** Signed webhooks as Standard Webhooks 1.0 has them: https://www.standardwebhooks.com (read 2026-11-23). */
import { z } from 'zod'
import type { PushChannel } from '../channel.ts'
import { failureOf } from '../classify-answer.ts'
import { signaturesOf } from '../sign-webhook.ts'

/** Of everything, as the standard recommends. */
const deadlineMs = 15_000

/** `whsec_` and base64 of 24 to 64 bytes, as the standard has it. */
const secret = z.string().refine((text) => {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, 'base64').length
  return bytes >= 24 && bytes <= 64
}, 'must be whsec_ and base64 of 24 to 64 bytes')

export default {
  kind: 'webhook',
  settings: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    secrets: z.array(z.strictObject({ secret, until: z.iso.datetime({ offset: true }).nullable() })).min(1),
  }),
  /** Paths and queries of webhooks are often secrets themselves. */
  describe: ({ url }) => new URL(url).origin,
  async send({ message }, { url, secrets }, { now, post, signal }) {
    const body = JSON.stringify(message)
    const answer = await post(url, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'webhook-id': message.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signaturesOf(message.id, now, body, secrets),
      },
      body,
      deadlineMs,
      now,
      signal,
    })
    const failure = failureOf(answer, new URL(url).host)
    if (failure) throw failure
    return { status: answer.status, says: null }
  },
} satisfies PushChannel<'webhook'>
