// @ts-check
/**
 * Everything a database needs before the system may run on it: this version's schema, the seed and its series, the
 * channels that the API itself serves, the first admin key. Repeatable, and safe when two processes start at once. The rules and the gazetteer, which weigh half a second,
 * are loaded only where there is something to seed or to rebuild.
 */
import {
  connect,
  ensureAdminKey,
  ensurePublishedChannels,
  migrate,
  pendingMarks,
  schemaVersion,
  seed,
} from '@displacement-monitor/shared/db'

/**
 * @param {string} url
 * @param {{ seedSet: 'minimal' | 'full', log?: (line: string) => void }} options
 * @returns {Promise<{ adminKey: string | null }>} the key only where it was made now: nobody can show it again
 */
export async function prepareDatabase(url, { seedSet, log = () => {} }) {
  const sql = connect(url, { max: 2, applicationName: 'displacement-monitor prepare' })
  try {
    // Of an upgrade each step is told, since one may take long; the steps of a new database are one.
    const isNew = (await schemaVersion(sql)) === 0
    if (isNew) log('Making the tables of a new database …')
    await migrate(sql, isNew ? {} : { log })
    await seed(sql, { set: seedSet, fold, log })
    await ensurePublishedChannels(sql)
    // A start that was killed between the seed and its series finds the marks here.
    if ((await pendingMarks(sql)) > 0) await rebuild(sql)
    return { adminKey: await ensureAdminKey(sql) }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** @param {import('@displacement-monitor/shared/domain').Figure} figure */
async function fold(figure) {
  const { foldFigure } = await import('@displacement-monitor/series')
  return foldFigure(figure)
}

/** @param {import('@displacement-monitor/shared/db').Database} sql */
async function rebuild(sql) {
  const { reconcileMarked } = await import('@displacement-monitor/worker')
  const { loadGazetteer } = await import('@displacement-monitor/gazetteer')
  await reconcileMarked(sql, loadGazetteer())
}
