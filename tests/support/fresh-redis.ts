/** A Redis of one's own, so that a test may empty it or kill it while others run. */
import { Redis } from 'ioredis'
import { findProgram } from '../../infra/find-program.mjs'
import { redisPrograms, startRedis } from '../../infra/redis-server.mjs'

/** False where the machine has neither redis-server nor valkey-server: such tests are skipped, or fail with REQUIRE_ALL=1. */
export const hasRedis = findProgram(redisPrograms) !== null

export interface FreshRedis {
  url: string
  /** All keys gone, as after an outage without persistence. */
  empty(): Promise<void>
  /** Killed with -9, and back on the same port with nothing in it. */
  restart(): Promise<void>
  /** Any command of Redis. */
  command(name: string, ...words: string[]): Promise<void>
  drop(): Promise<void>
}

export async function freshRedis(): Promise<FreshRedis> {
  let server = await start()
  const { url, port } = server
  return {
    url,
    async empty() {
      const client = new Redis(url, { maxRetriesPerRequest: 1 })
      await client.flushall()
      client.disconnect()
    },
    async command(name, ...words) {
      const client = new Redis(url, { maxRetriesPerRequest: 1 })
      await client.call(name, ...words)
      client.disconnect()
    },
    async restart() {
      await server.kill()
      server = await start(port)
    },
    drop: () => server.stop(),
  }
}

async function start(port?: number) {
  const server = await startRedis(port === undefined ? {} : { port })
  if (server === null) throw new Error('This machine has no redis-server: guard the test with hasRedis.')
  return server
}
