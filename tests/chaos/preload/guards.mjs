// @ts-check
/**
 * Guards of the product, and how each is taken out: the file of the build, the words that make the guard, and those in their place.
 * @type {Readonly<Record<string, readonly [file: string, words: string, instead: string][]>>}
 */
export const guards = {
  /** Nothing that is due becomes a job again. */
  sweep: [['worker/dist/jobs/sweep.js', 'return async () => {', 'return async () => { return;']],
  /** A job of a killed process stays taken. */
  'locks-that-end': [['shared/dist/queue/worker-options.js', 'lockDuration: 10_000', 'lockDuration: 36_000_000']],
  /** A report whose reader was killed is not due for ten hours. */
  'report-lease': [['shared/dist/db/attempts.js', 'const leaseSeconds = 60', 'const leaseSeconds = 36_000']],
  'chunk-lease': [['shared/dist/db/backfill/chunks.js', 'const leaseSeconds = 9', 'const leaseSeconds = 36_000']],
  /** Rows of one report are written one after the other. */
  transaction: [['shared/dist/db/client.js', 'return (await sql.begin((tx) => work(tx)))', 'return work(sql)']],
  /** An outage of the database is the report's own fault. */
  'outage-is-no-fault': [['shared/dist/db/failures.js', 'const passing = /^(08|', 'const passing = /^(?!)(08|']],
  /** The client as its library has it. */
  'guarded-client': [['shared/dist/db/client.js', 'return guarded(sql)', 'return sql']],
  /** What is due is told by the machine's own clock. */
  'database-clock': [
    ['worker/dist/database-clock.js', 'told ? told.time + timer() - told.at : machine()', 'machine()'],
  ],
  'far-locks-end': [['shared/dist/db/queue-locks.js', 'if (!known?.exists)', 'if (known)']],
  /** What was read already is stored again. */
  'same-bytes': [['shared/dist/db/readings.js', 'const same = ', 'const same = false && ']],
}
