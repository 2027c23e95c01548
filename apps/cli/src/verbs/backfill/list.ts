/** `backfill list`: all runs, the newest first. */
import type { BackfillProgress, BackfillRun } from '@displacement-monitor/shared/domain'
import { whatIsAsked } from '../../backfill/run-lines.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { grouped } from '../../output/amounts.ts'
import { snakeCased } from '../../output/snake-case.ts'
import { tableLines } from '../../output/table.ts'

type Row = BackfillRun & { progress: BackfillProgress }

export const listBackfills = defineVerb({
  name: 'backfill list',
  summary: 'all runs, the newest first',
  options: {},
  examples: [['backfill list', 'What was asked for, and how far it is.']],
  run: ({ options, console, env }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { listRuns, progressOf } = await import('@displacement-monitor/shared/db')
      const { items } = await listRuns(sql, { limit: 100 })
      const rows = await Promise.all(
        items.map(async (run): Promise<Row> => ({ ...run, progress: await progressOf(sql, run.id) })),
      )
      if (options.json) await console.print(JSON.stringify(rows.map(snakeCased), null, 2))
      else if (rows.length === 0) await console.print('No run was asked for yet: npx monitor backfill --help')
      else await console.print(...tableLines(columns, rows, console))
      return exitCode.ok
    }),
})

const columns: Parameters<typeof tableLines<Row>>[0] = [
  { heading: 'RUN', cell: ({ id }) => String(id), align: 'right' },
  { heading: 'WHAT', cell: (run) => `${whatIsAsked(run)}${run.dryRun ? ' (dry run)' : ''}`, grows: true },
  { heading: 'STATE', cell: ({ state }) => state },
  {
    heading: 'DONE',
    cell: ({ progress, dryRun }) => (dryRun ? '' : `${Math.floor(progress.share * 100)} %`),
    align: 'right',
  },
  { heading: 'REPORTS', cell: ({ progress }) => grouped(progress.settled), align: 'right' },
  { heading: 'NEW FIGURES', cell: ({ progress }) => grouped(progress.figuresNew), align: 'right' },
  { heading: 'ASKED BY', cell: ({ requestedBy }) => requestedBy, grows: true },
]
