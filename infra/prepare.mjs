// @ts-check
/**
 * Everything a database needs before the system may run on it: this version's schema, the seed and its series, the first
 * admin key. Repeatable, and safe when two processes start at once.
 */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { connect, ensureAdminKey, migrate, pendingMarks, seed } from '@displacement-monitor/shared/db'
import { foldFigure, reconcileMarked } from '@displacement-monitor/worker'

/**
 * @param {string} url
 * @param {{ seedSet: 'minimal' | 'full', log?: (line: string) => void }} options
 * @returns {Promise<{ adminKey: string | null }>} the key only where it was made now: nobody can show it again
 */
export async function prepareDatabase(url, { seedSet, log = () => {} }) {
  const sql = connect(url, { max: 2, applicationName: 'displacement-monitor prepare' })
  try {
    await migrate(sql, { log })
    await seed(sql, { set: seedSet, fold: foldFigure, log })
    // A start that was killed between the seed and its series finds the marks here.
    if ((await pendingMarks(sql)) > 0) await reconcileMarked(sql, loadGazetteer())
    return { adminKey: await ensureAdminKey(sql) }
  } finally {
    await sql.end({ timeout: 5 })
  }
}
