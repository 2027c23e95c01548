/** `monitor dead`: reports that were given up after five tries, with the reason, and another try for them. */
import type { ReportRow } from '@displacement-monitor/shared/db'
import { exitCode } from '../command/exit-code.ts'
import { notFound } from '../command/failure.ts'
import { defineVerb, type Invocation, type Options } from '../command/verb.ts'
import { actorName } from '../database/actor.ts'
import { withDatabase } from '../database/with-database.ts'
import { counted } from '../output/amounts.ts'
import { snakeCased } from '../output/snake-case.ts'
import { tableLines } from '../output/table.ts'

const retry = defineVerb({
  name: 'dead retry',
  summary: 'try given-up reports again',
  positionals: [
    { name: 'REPORT', description: 'its number in the list; without one, all', required: false, many: true },
  ],
  options: {},
  examples: [
    ['dead retry 1042', 'One report.'],
    ['dead retry', 'All of them, once what was wrong is mended.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { deadLetters, reviveReport } = await import('@displacement-monitor/shared/db')
      const dead = await deadLetters(sql)
      const { positionals, options, console } = invocation
      const chosen = positionals.length === 0 ? dead : positionals.map((word) => oneOf(dead, word))
      for (const { id } of chosen) await reviveReport(sql, id, actorName())
      if (options.json) await console.print(JSON.stringify({ retried: chosen.map(({ id }) => id) }))
      else if (chosen.length === 0) await console.print('Nothing was given up.')
      else
        await console.print(
          `${counted(chosen.length, 'report')} will be tried again within a minute while npm start runs.`,
        )
      return exitCode.ok
    }),
})

export default defineVerb({
  name: 'dead',
  summary: 'see and retry reports that were given up',
  about: ['A report is given up after five tries, or at once when it broke the program. Nothing else waits for it.'],
  options: {},
  actions: {
    list: defineVerb({
      name: 'dead list',
      summary: 'the reports, with the reason',
      options: {},
      examples: [['dead list', 'What was given up, and why.']],
      run: (invocation) => list(invocation),
    }),
    retry,
  },
  examples: [
    ['dead', 'What was given up, and why.'],
    ['dead retry 1042', 'Try one again.'],
  ],
  run: (invocation) => list(invocation),
})

function list(invocation: Invocation<Options>) {
  return withDatabase(invocation, async ({ sql }) => {
    const { deadLetters } = await import('@displacement-monitor/shared/db')
    const dead = await deadLetters(sql)
    const { options, console } = invocation
    if (options.json) await console.print(JSON.stringify(dead.map(snakeCased), null, 2))
    else if (dead.length === 0) await console.print('Nothing was given up.')
    else await console.print(...tableLines<ReportRow>(columns, dead, console))
    return exitCode.ok
  })
}

const columns: Parameters<typeof tableLines<ReportRow>>[0] = [
  { heading: 'REPORT', cell: ({ id }) => String(id), align: 'right' },
  { heading: 'SOURCE', cell: ({ sourceId }) => sourceId },
  { heading: 'TRIES', cell: ({ attempts }) => String(attempts), align: 'right' },
  {
    heading: 'WHY',
    cell: ({ failureMessage, failureCode }) => failureMessage ?? failureCode ?? 'not told',
    grows: true,
  },
  { heading: 'ADDRESS', cell: ({ url }) => url, grows: true },
]

function oneOf(dead: readonly ReportRow[], word: string): ReportRow {
  const report = dead.find(({ id }) => String(id) === word)
  if (report) return report
  throw notFound(`Report ${word} is not among the given-up ones.`, 'All of them: npx monitor dead')
}
