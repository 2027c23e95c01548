/** Where a run takes place: a server, a database, a queue, a publisher, and the processes of the product. */
import { connect, type Database } from '@displacement-monitor/shared/db'
import type { FreshRedis } from '../../support/fresh-redis.ts'
import { type BackendName, onCluster, onPostgres, onRedis, type QueuePlace } from '../../support/queue-backends.ts'
import { type Fleet, openFleet } from './fleet.ts'
import type { OwnServer } from './own-server.ts'
import { type ReportSite, reportSite } from './report-site.ts'

export interface World {
  server: OwnServer
  place: QueuePlace
  redis: FreshRedis | null
  sql: Database
  site: ReportSite
  fleet: Fleet
  /** Of all but the server. */
  close(): Promise<void>
}

export interface WorldOptions {
  server: OwnServer
  backend: BackendName
  reports: number
  workers: number
  /** Of each report's page. */
  delayMs: number
  nodeWords?: readonly string[]
  /** Further settings of every process. */
  env?: Record<string, string>
}

const usual = { LOG_LEVEL: 'warn', WORKER_CONCURRENCY: '4', PORT: '0' }
const places = { postgres: onPostgres, redis: onRedis, cluster: onCluster }

export async function openWorld(options: WorldOptions): Promise<World> {
  const { server, backend, reports, workers, delayMs, nodeWords = [], env = {} } = options
  const [place, site] = await Promise.all([places[backend]({ admin: server.adminUrl }), reportSite(reports, delayMs)])
  const redis = 'redis' in place ? place.redis : null
  const sql = connect(place.databaseUrl, { max: 2, applicationName: 'conductor' })
  const fleet = await openFleet({ place, workers, env: { ...usual, ...env }, nodeWords })
  return {
    server,
    place,
    redis: redis as FreshRedis | null,
    sql,
    site,
    fleet,
    async close() {
      await fleet.close()
      await sql.end()
      await Promise.all([site.close(), place.drop()])
    },
  }
}
