// @ts-check
/** Counts what a run came to, from vitest's JSON report and from the checks around it. */

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped full names
 */

/**
 * @typedef {{ status: string, name: string, message?: string, assertionResults: { status: string, fullName: string }[] }} FileReport
 */

/**
 * A file that could not be loaded holds no failed test, and a run may fail outside of any: both count as one.
 * @param {{ testResults: FileReport[] } | null} report null where vitest wrote none
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyOf(report, exitCode) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const count = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length
  const unloaded = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = count('failed') + unloaded
  return {
    passed: count('passed'),
    failed: failed === 0 && (exitCode !== 0 || report === null) ? 1 : failed,
    skipped: tests
      .filter((test) => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status))
      .map((test) => test.fullName),
  }
}

/** @param {boolean} passed @returns {Tally} */
export const oneCheck = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] })

/** @param {readonly Tally[]} tallies @returns {Tally} */
export const sum = (tallies) => ({
  passed: tallies.reduce((total, tally) => total + tally.passed, 0),
  failed: tallies.reduce((total, tally) => total + tally.failed, 0),
  skipped: tallies.flatMap((tally) => tally.skipped),
})
