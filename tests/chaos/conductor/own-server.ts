/** A PostgreSQL of the conductor's own, that may be stopped and filled up while others go on; it keeps what was committed. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { openDatabase } from '../../../infra/database/open-database.mjs'
import { ended, send } from '../../../infra/database/processes.mjs'
import { until } from '../../support/worker-process.ts'

export interface OwnServer {
  /** With the right to make databases. */
  adminUrl: string
  /** As `pg_ctl stop -m immediate`: no checkpoint, every connection is dropped. */
  stopImmediately(): Promise<void>
  /** Where it runs already, waits until it answers. */
  startAgain(): Promise<void>
  /** Writes until there is no room left; returns what gives it back. */
  fillDisk(): () => void
  /** All that are left, until the server refuses more. */
  takeConnections(): Promise<postgres.Sql[]>
  close(): Promise<void>
}

const smallDisk = process.env.CHAOS_DISK

/** `synchronous_commit`: what was committed survives a stop; not durable otherwise, since the machine itself does not fail here. */
const settings = {
  max_connections: 120,
  shared_buffers: '128MB',
  synchronous_commit: 'on',
  ...(smallDisk ? { max_wal_size: '64MB', min_wal_size: '32MB' } : {}),
}

export async function ownServer(): Promise<OwnServer> {
  const folder = mkdtempSync(join(smallDisk ?? tmpdir(), 'monitor-tests-chaos-'))
  const open = () => openDatabase({ dataDir: folder, durable: false, settings })
  let database = await open()
  const admin = new URL(database.url)
  admin.pathname = '/postgres'
  const connect = () => postgres(admin.href, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  return {
    adminUrl: admin.href,
    async stopImmediately() {
      const { pid } = database.server()
      send(pid, 'SIGQUIT')
      if (!(await ended(pid, 20_000))) throw new Error('PostgreSQL did not stop.')
    },
    async startAgain() {
      const before = database
      database = await open()
      if (database.url !== before.url) throw new Error('PostgreSQL came back on another port.')
      const asked = connect()
      await until('PostgreSQL answers', () =>
        asked`select 1`.then(
          () => true,
          () => false,
        ),
      )
      await asked.end()
    },
    fillDisk() {
      const filler = join(folder, 'filler')
      const file = openSync(filler, 'w')
      try {
        // Down to the last block: what is left after a large piece takes smaller ones.
        for (const size of [1_048_576, 4_096]) writeUntilFull(file, Buffer.alloc(size))
      } finally {
        closeSync(file)
      }
      return () => rmSync(filler)
    },
    async takeConnections() {
      const taken: postgres.Sql[] = []
      for (;;) {
        const one = connect()
        try {
          await one`select 1`
          taken.push(one)
        } catch {
          await one.end({ timeout: 1 })
          return taken
        }
      }
    },
    async close() {
      await database.release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeUntilFull(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
