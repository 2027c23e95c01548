/** `monitor doctor`: looks at everything the monitor depends on and says what to do. Changes nothing. */
import { exitCode } from '../command/exit-code.ts'
import { explain } from '../command/explain.ts'
import { CommandFailure } from '../command/failure.ts'
import { defineVerb, type Invocation, type Options } from '../command/verb.ts'
import { dataFolder } from '../database/data-folder.ts'
import { withDatabase } from '../database/with-database.ts'
import { broken, type Check, unknown } from '../doctor/check.ts'
import { checkDisk, checkNode, checkSettings } from '../doctor/check-machine.ts'
import { checkRunning } from '../doctor/check-running.ts'
import {
  checkChannels,
  checkDatabase,
  checkMarks,
  checkMessages,
  checkReports,
  checkSchema,
  checkSnapshots,
  checkSources,
} from '../doctor/check-store.ts'
import { checkVersions } from '../doctor/check-versions.ts'
import type { Console } from '../output/console.ts'
import { tableLines } from '../output/table.ts'

export default defineVerb({
  name: 'doctor',
  summary: 'check everything, and say what to do',
  about: [
    'Looks at Node, settings, disk, database, queue, what waits, what was given up, the sources and the versions of code and data. It changes nothing.',
  ],
  options: {},
  examples: [
    ['doctor', 'Exit code 1 if anything is broken; a warning alone is 0.'],
    ['doctor --json | jq ".checks[] | select(.state != \\"ok\\")"', 'For a watchdog.'],
  ],
  run: async (invocation) => {
    const { env, console, options } = invocation
    const checks = [
      checkNode(process.versions.node),
      checkSettings(env),
      await checkDisk(dataFolder(env)),
      checkRunning(dataFolder(env)),
      ...(await checkData(invocation)),
      ...(await checkVersions()),
    ]
    const well = checks.every(({ state }) => state !== 'broken')
    if (options.json) await console.print(JSON.stringify({ ok: well, checks }, null, 2))
    else await console.print(...checkLines(checks, console))
    return well ? exitCode.ok : exitCode.failed
  },
})

/** Where the database does not answer, what lies in it is unknown. */
async function checkData({ env, console }: Pick<Invocation<Options>, 'env' | 'console'>): Promise<Check[]> {
  try {
    return await withDatabase(
      { env, console },
      async ({ sql, url, embedded }) => {
        const place = embedded ? 'embedded' : `at ${new URL(url).host}`
        const [database, schema] = [await checkDatabase(sql, place), await checkSchema(sql)]
        const { checkQueue } = await import('../doctor/check-queue.ts')
        const queue = await checkQueue(url, env)
        if (schema.state === 'broken') return [database, schema, queue, ...unseen('there is no schema of this version')]
        const { countDeliveries, listChannels, listSources, snapshotSizes, storeStats } = await import(
          '@displacement-monitor/shared/db'
        )
        const stats = await storeStats(sql)
        return [
          database,
          schema,
          queue,
          ...checkReports(stats),
          checkSnapshots(await snapshotSizes(sql), env),
          checkMarks(stats),
          checkSources(await listSources(sql)),
          ...checkMessages(await countDeliveries(sql)),
          checkChannels(await listChannels(sql)),
        ]
      },
      'untouched',
    )
  } catch (error) {
    const { message, hints } = error instanceof CommandFailure ? error : explain(error)
    return [broken('database', message, hints[0] ?? 'Check DATABASE_URL.'), ...unseen('the database does not answer')]
  }
}

const unseen = (why: string): Check[] =>
  ['reports', 'dead letters', 'series', 'sources', 'messages', 'channels'].map((name) =>
    unknown(name, `not known: ${why}`),
  )

const words: Readonly<Record<Check['state'], string>> = { ok: 'ok', warning: 'look', broken: 'BROKEN', unknown: '?' }

function checkLines(checks: readonly Check[], console: Console): string[] {
  const table = tableLines<Check>(
    [
      {
        heading: 'STATE',
        cell: ({ state }) => words[state],
        colour: ({ state }, paint) =>
          ({ ok: paint.good, warning: paint.warn, broken: paint.bad, unknown: paint.faint })[state],
      },
      { heading: 'WHAT', cell: ({ name }) => name },
      { heading: 'HOW IT IS', cell: ({ detail }) => detail, grows: true },
    ],
    checks,
    console,
  )
  const todos = checks.flatMap(({ name, todo }) => (todo === null ? [] : [`${name}: ${todo}`]))
  return todos.length === 0
    ? [...table, ...(console.onTerminal ? ['', 'All is well.'] : [])]
    : [...table, '', 'To do:', ...todos.map((todo) => `  ${todo}`)]
}
