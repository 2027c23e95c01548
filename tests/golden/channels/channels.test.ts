/**
 * What leaves for each channel, word for word: `alert.json` and `settings.json` in, `expected-request.json` out. A person has read
 * them. The secrets of the webhook are the published example's, and an older one whose overlap still lasts.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { plainText } from '@displacement-monitor/alerts'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { loadChannels, type Sending } from '@displacement-monitor/worker'
import { expect, test } from 'vitest'

const folder = new URL('./', import.meta.url)
const read = (kind: string, file: string) => readFileSync(new URL(`${kind}/${file}`, folder), 'utf8')
const messageOf = (kind: string) => JSON.parse(read(kind, 'alert.json')) as AlertMessageJson
const senders = await loadChannels()

async function requestOf(kind: string): Promise<unknown> {
  const seen: unknown[] = []
  const sending: Sending = {
    attempt: 1,
    now: new Date('2020-02-17T14:05:03.400Z'),
    post: async (address, { headers, body }) => {
      const isJson = headers['content-type']?.startsWith('application/json')
      seen.push({ address, headers, body: isJson ? (JSON.parse(body) as unknown) : body.split('\n') })
      return { status: 200, retryAfterMs: null, body: '' }
    },
    openSocket: () => Promise.reject(new Error('no mail here')),
    unsubscribeUrl: null,
    signal: new AbortController().signal,
  }
  await senders
    .get(kind as 'webhook')
    ?.send(
      { message: messageOf(kind), charts: new Map(), earlier: [] },
      JSON.parse(read(kind, 'settings.json')),
      sending,
    )
  return seen
}

const kinds = readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : []))

test('every channel has its case', () => {
  expect(kinds.sort()).toEqual([...senders.keys()].sort())
})

// Mail is no single request; its text stands below.
test.each(kinds.filter((kind) => kind !== 'mail'))('%s: the request', async (kind) => {
  expect(await requestOf(kind)).toEqual(JSON.parse(read(kind, 'expected-request.json')))
})

test('mail: the text', () => {
  expect(plainText(messageOf('mail'))).toBe(read('mail', 'expected.txt'))
})
