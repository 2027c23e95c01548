/** `reports show`: one report by its number or address, with the hashes of its bytes. */
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { snakeCased } from '../../output/snake-case.ts'
import { findReport } from '../../reports/find-report.ts'
import { reportLines } from '../../reports/report-lines.ts'

export const showReport = defineVerb({
  name: 'reports show',
  summary: 'one, with the hashes of its bytes',
  positionals: [{ name: 'REPORT', description: 'its number, or its address', required: true, many: false }],
  options: {},
  examples: [['reports show https://news.example/a', 'Whether and how it was read.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { figuresOfReport, snapshotsOfReport } = await import('@displacement-monitor/shared/db')
      const report = await findReport(sql, positionals[0] ?? '')
      const snapshots = await snapshotsOfReport(sql, report.id)
      const figures = (await figuresOfReport(sql, report.id)).length
      if (options.json) await console.print(JSON.stringify(snakeCased({ ...report, figures, snapshots }), null, 2))
      else await console.print(...reportLines({ report, snapshots, figures }, new Date()))
      return exitCode.ok
    }),
})
