// @ts-check
/** `npm run test:cluster`: every suite that runs on both backends of the queue, on a Redis Cluster of three nodes. */
import { spawnSync } from 'node:child_process'
import { startRedisCluster } from './redis-cluster.mjs'

const suites = [
  ['integration', 'tests/integration/queue/queue.test.ts', 'tests/integration/worker/feed.test.ts'],
  ['chaos', 'tests/chaos/conductor.test.ts', 'tests/chaos/worker-alerts.test.ts'],
]

const cluster = await startRedisCluster()
if (cluster === null) {
  process.stderr.write('This machine has no redis-server with redis-cli: install both (Debian: redis-server).\n')
  process.exit(1)
}
try {
  for (const [project = '', ...files] of suites) {
    const words = ['vitest', 'run', '--project', project, '-t', 'queue on cluster', ...files]
    const { status } = spawnSync('npx', words, {
      stdio: 'inherit',
      env: { ...process.env, TEST_REDIS_CLUSTER_URL: cluster.url },
    })
    if (status !== 0) process.exitCode = 1
  }
} finally {
  await cluster.stop()
}
