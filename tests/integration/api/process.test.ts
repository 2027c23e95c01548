/** The API's process as `npm start` runs it: ready by IPC, an answer, and an end when it is asked or left alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'

const main = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url))
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

function start(env: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env
  return spawn(process.execPath, [main], {
    env: { PATH, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

async function ready(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ ready: boolean; address: string }]
  expect(message).toEqual({ ready: true, address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  return message.address
}

test('it says where it listens, answers, and ends with its parent’s channel', async () => {
  const child = start({ DATABASE_URL: database.url, PORT: '0' })
  const address = await ready(child)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a request that came before the end is answered', async () => {
  const child = start({ DATABASE_URL: database.url, PORT: '0' })
  const address = await ready(child)
  const body = JSON.stringify({ text: 'More than 800 people fled Idlib.' })
  const half = request(`${address}/v1/extract`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  })
  const answer = once(half, 'response') as Promise<[IncomingMessage]>
  half.write(body.slice(0, 10))
  await setTimeout(500)
  child.kill('SIGTERM')
  await setTimeout(200)
  half.end(body.slice(10))
  const [[{ statusCode }], [code]] = await Promise.all([answer, once(child, 'exit')])
  expect([statusCode, code]).toEqual([200, 0])
})

test('without a database it starts, says that it is not ready, and answers 503 in plain words', async () => {
  const child = start({ DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none', PORT: '0' })
  const address = await ready(child)
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  const unready = await fetch(`${address}/readyz`)
  expect([unready.status, await unready.json()]).toEqual([
    503,
    { status: 'unavailable', detail: 'The database does not answer.' },
  ])
  const trend = await fetch(`${address}/v1/trends/SY-ID`)
  expect([trend.status, trend.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await trend.text()).not.toContain('secret-word')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('wrong settings are told by name, and nothing listens', async () => {
  const child = start({ PORT: '70000' })
  let told = ''
  child.stderr?.on('data', (chunk) => {
    told += String(chunk)
  })
  expect(await once(child, 'exit')).toEqual([1, null])
  expect([told.includes('DATABASE_URL: is required'), told.includes('PORT:')]).toEqual([true, true])
})
