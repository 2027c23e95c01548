/** What the tables say: the schema, what waits, what was given up, and how the sources are. */
import type { Database, SourceRow, StoreStats } from '@displacement-monitor/shared/db'
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
