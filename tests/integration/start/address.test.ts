import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { chooseAddress } from '../../../infra/start/address.mjs'

const listening: Server[] = []
afterEach(() => {
  for (const server of listening.splice(0)) server.close()
})

/** Takes a port of 127.0.0.1; one that is taken already is as good. */
const take = (port: number) =>
  new Promise<number>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(port))
    server.listen(port, '127.0.0.1', () => {
      listening.push(server)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

describe('without PORT', () => {
  test('it is 3000, or the next free one', async () => {
    await take(3000)
    const { host, port, url } = await chooseAddress({})
    expect(port).toBeGreaterThan(3000)
    expect({ host, url }).toEqual({ host: '127.0.0.1', url: `http://127.0.0.1:${port}/` })
    await take(port)
    expect((await chooseAddress({})).port).toBeGreaterThan(port)
  })
})

describe('with PORT', () => {
  test('a taken one is an error', async () => {
    const port = await take(0)
    await expect(chooseAddress({ PORT: String(port) })).rejects.toThrow(`PORT=${port} is taken on 127.0.0.1`)
  })
  test.each(['abc', '70000', '-1', '3.5', '1e3'])('%s is no port', async (text) => {
    await expect(chooseAddress({ PORT: text })).rejects.toThrow(`PORT=${text} is no port`)
  })
  test('0 is any free one', async () => {
    expect((await chooseAddress({ PORT: '0' })).port).toBeGreaterThan(0)
  })
})

test('a HOST of another machine is an error, and an open one is shown as this machine', async () => {
  await expect(chooseAddress({ HOST: '192.0.2.1', PORT: '0' })).rejects.toThrow('HOST=192.0.2.1 cannot be served on')
  const { port, url } = await chooseAddress({ HOST: '0.0.0.0', PORT: '0' })
  expect(url).toBe(`http://127.0.0.1:${port}/`)
})
