/** What the tables say: the schema, what waits, what was given up, and how the sources are. */
import type { Channel, Database, SnapshotSizes, SourceRow, StoreStats } from '@displacement-monitor/shared/db'
import type { DeliveryState } from '@displacement-monitor/shared/domain'
import { bytesInWords, counted, grouped } from '../output/amounts.ts'
import { isPolled } from '../sources/source-lines.ts'
import { broken, type Check, ok, warning } from './check.ts'

/** The oldest version that the SQL is kept good for. */
const oldestServer = 15
/** A mark is worked off within seconds while a worker runs. */
const patienceS = 300

export async function checkDatabase(sql: Database, place: string): Promise<Check> {
  const { databaseFacts } = await import('@displacement-monitor/shared/db')
  const { serverVersion, sizeBytes, encoding } = await databaseFacts(sql)
  const detail = `PostgreSQL ${serverVersion}, ${place}, ${bytesInWords(sizeBytes)}`
  if (Number.parseInt(serverVersion, 10) < oldestServer) {
    return broken('database', `${detail}: too old`, `Use PostgreSQL ${oldestServer} or newer, or unset DATABASE_URL.`)
  }
  if (encoding !== 'UTF8') {
    return broken(
      'database',
      `${detail}, encoding ${encoding}`,
      'Create the database with encoding UTF8: else Arabic texts break.',
    )
  }
  return ok('database', detail)
}

export async function checkSchema(sql: Database): Promise<Check> {
  const { readMigrations, schemaVersion } = await import('@displacement-monitor/shared/db')
  const [version, newest] = [await schemaVersion(sql), (await readMigrations()).length]
  if (version === newest) return ok('schema', `${version}, the newest`)
  if (version > newest) {
    return broken(
      'schema',
      `${version}, made by a newer version of the monitor (this one knows ${newest})`,
      'Use that newer version.',
    )
  }
  return broken(
    'schema',
    version === 0 ? 'there are no tables yet' : `${version} of ${newest}`,
    'Run: npx monitor migrate (npm start does it, too).',
  )
}

export function checkReports({ reports, reportsDue, figures }: StoreStats): Check[] {
  const read = `${counted(reports.read, 'report')} read, ${counted(figures, 'figure')}, ${grouped(reportsDue)} due`
  const dead = counted(reports.dead, 'report')
  return [
    ok('reports', read),
    reports.dead === 0
      ? ok('dead letters', 'none')
      : warning('dead letters', `${dead} given up`, 'See why: npx monitor dead. Try again: npx monitor dead retry.'),
  ]
}

/** How much the pages as received take, how fast that grows, and whether they are where they should be. */
export function checkSnapshots(
  { bodies, bytes, newBytes, inBucket }: SnapshotSizes,
  env: Readonly<Record<string, string | undefined>>,
): Check {
  const [store, bucketKnown] = [env.SNAPSHOT_STORE === 's3' ? 's3' : 'postgres', Boolean(env.S3_BUCKET)]
  const sizes = `${counted(bodies, 'page')} kept, ${bytesInWords(bytes)}; ${bytesInWords(newBytes)} of it in the last 30 days`
  if (store === 'postgres' && inBucket === 0) return ok('snapshots', sizes)
  const detail = `${sizes}; ${grouped(inBucket)} of them in S3 storage`
  if (inBucket > 0 && !bucketKnown)
    return warning(
      'snapshots',
      detail,
      'Set the settings that begin with S3_: without them those bytes cannot be read.',
    )
  const waiting = store === 's3' ? bodies - inBucket : inBucket
  return waiting === 0
    ? ok('snapshots', detail)
    : warning(
        'snapshots',
        `${detail}, ${grouped(waiting)} yet to be moved ${store === 's3' ? 'there' : 'back'}`,
        'The worker moves them within minutes; where that number stays, its log says why.',
      )
}

export function checkMarks({ marksWaiting, oldestMarkS, series }: StoreStats): Check {
  const waiting = `${counted(series, 'series', 'series')}, ${grouped(marksWaiting)} waiting to be rebuilt`
  return (oldestMarkS ?? 0) > patienceS
    ? warning(
        'series',
        `${waiting} for ${Math.round((oldestMarkS ?? 0) / 60)} minutes`,
        'The worker rebuilds them: is npm start running?',
      )
    : ok('series', waiting)
}

export function checkSources(sources: readonly SourceRow[]): Check {
  const polled = sources.filter(isPolled)
  if (polled.length === 0)
    return warning('sources', 'none is polled', 'Add one: npx monitor sources add ID --url ADDRESS')
  const bad = polled.filter(({ health }) => health === 'failing' || health === 'stopped')
  if (bad.length === 0) {
    const fresh = polled.filter(({ health }) => health === 'new').length
    return ok('sources', `${polled.length} polled${fresh > 0 ? `, ${fresh} not tried yet` : ', all healthy'}`)
  }
  const names = bad
    .slice(0, 5)
    .map(({ id }) => id)
    .join(', ')
  return warning(
    'sources',
    `${bad.length} of ${polled.length} not healthy: ${names}${bad.length > 5 ? ' …' : ''}`,
    'See why: npx monitor sources',
  )
}

/** Messages that wait for a person, and those that were given up. */
export function checkMessages({ waiting, dead, due }: Record<DeliveryState, number>): Check[] {
  const detail = `${counted(waiting, 'message')} waiting for a person, ${grouped(due)} on the way`
  return [
    waiting === 0 ? ok('messages', detail) : warning('messages', detail, 'Read and release them: npx monitor messages'),
    dead === 0
      ? ok('messages given up', 'none')
      : warning(
          'messages given up',
          counted(dead, 'message'),
          'See why: npx monitor messages --state dead. Send again: npx monitor messages resend ID.',
        ),
  ]
}

/** Channels that switched themselves off. */
export function checkChannels(channels: readonly Pick<Channel, 'name' | 'enabled' | 'disabledReason'>[]): Check {
  const off = channels.filter(({ enabled, disabledReason }) => !enabled && disabledReason !== null)
  if (off.length === 0) return ok('channels', `${channels.filter(({ enabled }) => enabled).length} on`)
  const names = off.map(({ name, disabledReason }) => `${name} (${disabledReason})`).join(', ')
  return warning(
    'channels',
    `switched off by themselves: ${names}`,
    'On again, once mended: npx monitor channels change NAME --enabled yes',
  )
}
