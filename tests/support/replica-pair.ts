/** Two PostgreSQL servers, the second a streaming replica of the first: its files copied while the first stood still. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layoutOf } from '../../infra/database/layout.mjs'
import { openDatabase } from '../../infra/database/open-database.mjs'

export interface ReplicaPair {
  primaryUrl: string
  replicaUrl: string
  stopReplica(): Promise<void>
  close(): Promise<void>
}

/** The first keeps what the second has yet to read; what is committed is in the log at once, as on any server of weight. */
const settings = { max_connections: 60, shared_buffers: '32MB', wal_keep_size: '256MB', synchronous_commit: 'on' }

export async function replicaPair(): Promise<ReplicaPair> {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-replica-'))
  const [first, second] = [join(folder, 'primary'), join(folder, 'replica')]
  await (await openDatabase({ dataDir: first, durable: false, settings })).release()
  // With its owner, who is not root.
  execFileSync('cp', ['-a', first, second])
  writeFileSync(join(layoutOf(second).cluster, 'standby.signal'), '')
  const primary = await openDatabase({ dataDir: first, durable: false, settings })
  const { hostname, port, username, password } = new URL(primary.url)
  const replica = await openDatabase({
    dataDir: second,
    durable: false,
    settings: {
      ...settings,
      primary_conninfo: `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}`,
    },
  })
  return {
    primaryUrl: primary.url,
    replicaUrl: replica.url,
    stopReplica: () => replica.release(),
    async close() {
      await replica.release()
      await primary.release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
