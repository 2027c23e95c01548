/** What leaves for each channel, word for word: `alert.json` in, `expected.*` out. A person has read them. */
import { readdirSync, readFileSync } from 'node:fs'
import { plainText } from '@displacement-monitor/alerts'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { loadChannels, type Sending } from '@displacement-monitor/worker'
import { expect, test } from 'vitest'

const folder = new URL('./', import.meta.url)
const read = (kind: string, file: string) => readFileSync(new URL(`${kind}/${file}`, folder), 'utf8')
const messageOf = (kind: string) => JSON.parse(read(kind, 'alert.json')) as AlertMessageJson
const senders = await loadChannels()

/** The published example's secret, and an older one whose overlap still lasts. */
const settings: Record<string, Record<string, unknown>> = {
  webhook: {
    url: 'https://hooks.example/displacement?team=desk',
    secrets: [
      { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', until: null },
      { secret: 'whsec_b2xkZXItc2VjcmV0LW9mLXRoaXMtY2hhbm5lbA==', until: '2020-02-18T00:00:00.000Z' },
    ],
  },
  slack: { url: 'https://hooks.example/services/T0/B0/x' },
}

async function requestOf(kind: string): Promise<unknown> {
  const seen: unknown[] = []
  const sending: Sending = {
    attempt: 1,
    now: new Date('2020-02-17T14:05:03.400Z'),
    post: async (address, { headers, body }) => {
      seen.push({ address, headers, body: JSON.parse(body) as unknown })
      return { status: 200, retryAfterMs: null, body: '' }
    },
    openSocket: () => Promise.reject(new Error('no mail here')),
    unsubscribeUrl: null,
    signal: new AbortController().signal,
  }
  await senders
    .get(kind as 'webhook')
    ?.send({ message: messageOf(kind), charts: new Map(), earlier: [] }, settings[kind], sending)
  return seen
}

test('every channel has its case', () => {
  const kinds = readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : []))
  expect(kinds.sort()).toEqual([...senders.keys()].sort())
})

test.each(['webhook', 'slack'])('%s: the request', async (kind) => {
  expect(await requestOf(kind)).toEqual(JSON.parse(read(kind, 'expected-request.json')))
})

test('mail: the text', () => {
  expect(plainText(messageOf('mail'))).toBe(read('mail', 'expected.txt'))
})
