/** Many connections, slow ones, huge bodies: refused in bounded memory, and an ordinary client is answered meanwhile (hardening S5). */
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

let api: Api
let port: number
const sockets: Socket[] = []

beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await api.close()
})

const open = async (): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}) // cut off by the server
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}
const ordinary = async () => (await fetch(`http://127.0.0.1:${port}/v1/trends/SY-ID`)).status

test('three hundred clients that never end their request do not keep others from theirs', async () => {
  const slow = await Promise.all(Array.from({ length: 300 }, open))
  const drip = setInterval(() => {
    for (const socket of slow) socket.write('x')
  }, 50)
  for (const [at, socket] of slow.entries())
    socket.write(
      at % 2 === 0
        ? 'GET /v1/trends/SY-ID HTTP/1.1\r\nHost: a\r\nX-'
        : 'POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n{',
    )
  try {
    const answers = await Promise.all(Array.from({ length: 20 }, ordinary))
    expect(answers).toEqual(Array(20).fill(200))
  } finally {
    clearInterval(drip)
    for (const socket of slow) socket.destroy()
  }
})

test('a body of 100 MB is refused before it is read, in memory that does not grow with it', async () => {
  const before = process.memoryUsage().rss
  const piece = Buffer.alloc(1_000_000, ' ')
  const sends = Array.from({ length: 5 }, async (_, at) => {
    const asked = request({
      port, host: '127.0.0.1', path: '/v1/extract', method: 'POST',
      headers: { 'content-type': 'application/json', ...(at % 2 === 0 ? { 'content-length': 100_000_000 } : {}) },
    }) // biome-ignore format: a row of fields
    asked.on('error', () => {})
    let sent = 0
    const pour = () => {
      while (sent < 100 && !asked.destroyed) {
        sent++
        if (!asked.write(piece)) return void asked.once('drain', pour)
      }
    }
    pour()
    const [response] = await once(asked, 'response')
    asked.destroy()
    return { status: response.statusCode, sent }
  })
  const answers = await Promise.all(sends)
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(413))
  // What stood in buffers when the refusal came, not the whole.
  expect(Math.max(...answers.map(({ sent }) => sent))).toBeLessThan(50)
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  expect(await ordinary()).toBe(200)
})

test('a compressed body is not unpacked, and JSON that is nested without end is refused', async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}/v1/extract`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  expect((await post('{}', { 'content-encoding': 'gzip' })).status).toBe(400)
  for (const deep of ['['.repeat(500_000), '{"a":'.repeat(100_000)]) expect((await post(deep)).status).toBe(400)
  expect(await ordinary()).toBe(200)
})

test('a thousand guessed keys: each is refused, most are not even looked up, and who has a key is let in', async () => {
  const key = await api.keyFor('read')
  const guess = (at: number) =>
    api.get('/v1/series', { authorization: `Bearer dm_${String(at).padStart(12, '0')}_${'x'.repeat(43)}` })
  const statuses = new Map<number, number>()
  for (let at = 0; at < 1_000; at++) {
    const { status } = await guess(at)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect([...statuses]).toEqual([
    [401, 20],
    [429, 980],
  ])
  const elsewhere = await api.app.inject({ url: '/v1/series', headers: { ...key }, remoteAddress: '203.0.113.9' })
  expect(elsewhere.statusCode).toBe(200)
})
