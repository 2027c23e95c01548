// @ts-check
/** Three nodes of a Redis Cluster on free ports, for `npm run test:cluster`; gone with `stop`. Needs redis-cli, which comes with redis-server. */
import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './database/free-port.mjs'
import { findProgram } from './find-program.mjs'
import { startRedis } from './redis-server.mjs'

const run = promisify(execFile)
const nodeCount = 3
/** A node talks to the others 10,000 ports above its own. */
const highestPort = 55_000

/** @typedef {{ url: string, stop: () => Promise<void> }} RedisCluster url: all nodes, parted by commas */

/** @returns {Promise<RedisCluster | null>} null where the machine cannot run one */
export async function startRedisCluster() {
  const cli = findProgram(['redis-cli', 'valkey-cli'])
  if (cli === null) return null
  /** @type {import('./redis-server.mjs').RedisServer[]} */
  const nodes = []
  for (let at = 0; at < nodeCount; at++) {
    const node = await startRedis({ port: await lowPort(), cluster: true })
    if (node === null) return null
    nodes.push(node)
  }
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
  await run(cli, ['--cluster', 'create', ...addresses, '--cluster-yes'])
  for (const { port } of nodes)
    while (!(await run(cli, ['-p', String(port), 'cluster', 'info'])).stdout.includes('cluster_state:ok'))
      await sleep(50)
  return {
    url: nodes.map(({ url }) => url).join(','),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

async function lowPort() {
  for (;;) {
    const port = await freePort()
    if (port <= highestPort) return port
  }
}
