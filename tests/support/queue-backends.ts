/** Runs a suite of tests once on each backend of the queue. */
import { randomBytes } from 'node:crypto'
import { Cluster } from 'ioredis'
import postgres from 'postgres'
import { describe } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import { type FreshRedis, freshRedis, hasRedis } from './fresh-redis.ts'

export type BackendName = 'postgres' | 'redis' | 'cluster'

/** A migrated database of one's own, and where its queue lives: for `openQueues`, or as DATABASE_URL and REDIS_URL of a process. */
export interface QueuePlace {
  backend: BackendName
  databaseUrl: string
  redisUrl: string | null
  prefix: string
  /** Every job gone at once, under the feet of whoever works on them. */
  empty(): Promise<void>
  drop(): Promise<void>
}

const prefix = '{test}'

/** `admin`: with its database on that server. */
export async function onPostgres(options: { admin?: string } = {}): Promise<QueuePlace> {
  const { url, drop } = await freshDatabase(options)
  return { backend: 'postgres', databaseUrl: url, redisUrl: null, prefix, empty: () => emptyQueueTables(url), drop }
}

export async function onRedis(options: { admin?: string } = {}): Promise<QueuePlace & { redis: FreshRedis }> {
  const [database, redis] = await Promise.all([freshDatabase(options), freshRedis()])
  return {
    redis,
    backend: 'redis',
    databaseUrl: database.url,
    redisUrl: redis.url,
    prefix,
    empty: () => redis.empty(),
    async drop() {
      await Promise.all([redis.drop(), database.drop()])
    },
  }
}

/** The nodes of `npm run test:cluster`; shared, so that each place has a prefix of its own. */
export const clusterUrl = process.env.TEST_REDIS_CLUSTER_URL ?? ''

export async function onCluster(options: { admin?: string } = {}): Promise<QueuePlace> {
  const database = await freshDatabase(options)
  const nodes = clusterUrl.split(',')
  return {
    backend: 'cluster',
    databaseUrl: database.url,
    redisUrl: clusterUrl,
    prefix: `{test-${randomBytes(4).toString('hex')}}`,
    async empty() {
      const cluster = new Cluster(nodes)
      await new Promise((resolve) => cluster.once('ready', resolve))
      await Promise.all(cluster.nodes('master').map((node) => node.flushall()))
      cluster.disconnect()
    },
    drop: () => database.drop(),
  }
}

const backends = [
  { name: 'postgres', open: onPostgres, there: true },
  { name: 'redis', open: onRedis, there: hasRedis },
  ...(clusterUrl === '' ? [] : [{ name: 'cluster', open: onCluster, there: true } as const]),
] as const

/** `suite` defines tests; it opens its place in a hook (`beforeAll`) and drops it in another. `on`: on these alone. */
export function withQueueBackends(
  suite: (open: () => Promise<QueuePlace>, backend: BackendName) => void,
  { on }: { on?: readonly BackendName[] } = {},
): void {
  for (const { name, open, there } of backends) {
    if (on && !on.includes(name)) continue
    describe.skipIf(!there)(`queue on ${name}`, () => suite(open, name))
  }
}

/** BullMQ's own tables keep their record of migrations: without it the next to connect would find a half made schema. */
async function emptyQueueTables(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = 'queue' and tablename !~ 'migration|version'`
    if (tables.length > 0) await sql.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`)
  } finally {
    await sql.end()
  }
}
