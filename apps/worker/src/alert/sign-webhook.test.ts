import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { signaturesOf } from './sign-webhook.ts'

/** As published with Standard Webhooks. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const fresh = () => `whsec_${randomBytes(32).toString('base64')}`

test('the published vector is signed as published; another id, second or byte of the body is not', () => {
  const sign = (change: Partial<typeof vector>) => {
    const { id, at, body, secret } = { ...vector, ...change }
    return signaturesOf(id, at, body, [{ secret, until: null }])
  }
  expect(sign({})).toBe(vector.signature)
  expect(sign({ at: new Date(1_614_265_330_999) })).toBe(vector.signature)
  expect(sign({ at: new Date(1_614_265_331_000) })).not.toBe(vector.signature)
  expect(sign({ id: 'msg_q5jXN8AQM9LWM0D4loKWxJek' })).not.toBe(vector.signature)
  expect(sign({ body: '{"test":2432232314}' })).not.toBe(vector.signature)
})

test('while a rotation lasts both secrets verify; from its last instant on only the new one', () => {
  const [old, current] = [fresh(), fresh()]
  const now = new Date()
  const verifies = (secret: string, at: Date, until: Date) => {
    const secrets = [
      { secret: current, until: null },
      { secret: old, until: until.toISOString() },
    ]
    const headers = {
      'webhook-id': 'a',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signaturesOf('a', at, '{"é":1}', secrets),
    }
    try {
      new Webhook(secret).verify('{"é":1}', headers)
      return true
    } catch {
      return false
    }
  }
  const later = new Date(now.getTime() + 1)
  expect([verifies(current, now, later), verifies(old, now, later)]).toEqual([true, true])
  expect([verifies(current, now, now), verifies(old, now, now)]).toEqual([true, false])
  expect(verifies(fresh(), now, later)).toBe(false)
})

test('a message sent on by somebody who listened is refused after five minutes, and with a new time or id at once', () => {
  const secret = fresh()
  const second = (at: Date) => String(Math.floor(at.getTime() / 1000))
  const takes = (sentAgoMs: number, change: Record<string, string> = {}) => {
    const at = new Date(Date.now() - sentAgoMs)
    const signature = signaturesOf('a', at, '{}', [{ secret, until: null }])
    const headers = { 'webhook-id': 'a', 'webhook-timestamp': second(at), 'webhook-signature': signature, ...change }
    try {
      return new Webhook(secret).verify('{}', headers) !== undefined
    } catch {
      return false
    }
  }
  expect([takes(0), takes(240_000), takes(360_000), takes(-360_000)]).toEqual([true, true, false, false])
  // The time and the id are under the signature: neither can be made younger.
  expect([takes(360_000, { 'webhook-timestamp': second(new Date()) }), takes(0, { 'webhook-id': 'b' })]).toEqual([
    false,
    false,
  ])
})

test('where all have ended, the first signs: a message unsigned would be refused for sure', () => {
  const ended = '2022-01-01T00:00:00Z'
  const secrets = [vector.secret, fresh()].map((secret) => ({ secret, until: ended }))
  expect(signaturesOf(vector.id, vector.at, vector.body, secrets).split(' ')).toHaveLength(2)
  expect(signaturesOf(vector.id, new Date('2026-01-01'), vector.body, secrets)).toMatch(/^v1,[^ ]+$/)
})
