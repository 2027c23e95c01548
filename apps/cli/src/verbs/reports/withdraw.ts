/** `reports withdraw`: deletes the words and bytes of a report for good, and takes its numbers off every line. */
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { confirmed } from '../../input/confirm.ts'
import { counted } from '../../output/amounts.ts'
import { minuteOf } from '../../output/days.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { findReport } from '../../reports/find-report.ts'

export const withdrawReportVerb = defineVerb({
  name: 'reports withdraw',
  summary: 'delete its words and bytes, for good',
  about: [
    'What is left: its address, the hash of its bytes, the reason, the day, and who did it. Its numbers leave every line, alerts that told them are corrected, and nothing reads it again. Backups that were made before still hold it: see docs/data-responsibility.md.',
  ],
  positionals: [{ name: 'REPORT', description: 'its number, or its address', required: true, many: false }],
  options: {
    reason: { type: 'string', valueHint: 'TEXT', description: 'Told to everybody who asks for the report' },
    yes: { type: 'boolean', description: 'Do not ask' },
  },
  examples: [
    ['reports withdraw 1042 --reason "The publisher asked."', 'Asks, then does it.'],
    ['reports withdraw https://news.example/a --reason "It names a shelter." --yes', 'In a script.'],
  ],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { getReport, withdrawReport } = await import('@displacement-monitor/shared/db')
      const reason = options.reason?.trim() ?? ''
      if (reason === '' || reason.length > 200)
        throw usageFailure('Say why, in at most 200 characters: --reason "The publisher asked."')
      const report = await findReport(sql, positionals[0] ?? '')
      const what = `report ${report.id} (${report.title ?? report.url})`
      if (!report.withdrawnAt && !(await confirmed(console, `Delete ${what} for good?`, options))) {
        console.note('Nothing was changed.')
        return exitCode.ok
      }
      const done = await withdrawReport(sql, report.id, { reason, actor: actorName() })
      if (done.outcome === 'withdrawn') {
        const { reconcileMarked } = await import('@displacement-monitor/worker')
        await reconcileMarked(sql, await openGazetteer(sql))
      }
      const now = await getReport(sql, report.id)
      if (options.json)
        await console.print(
          JSON.stringify({
            id: report.id,
            url: report.url,
            withdrawn_at: now?.withdrawnAt?.toISOString() ?? null,
            reason: now?.withdrawnReason ?? null,
            figures: done.outcome === 'withdrawn' ? done.figures : 0,
            series: done.outcome === 'withdrawn' ? done.series : 0,
            before: done.outcome === 'before',
          }),
        )
      else if (done.outcome === 'withdrawn')
        await console.print(
          `Report ${report.id} is withdrawn: ${counted(done.figures, 'figure')} of it ${done.figures === 1 ? 'counts' : 'count'} no more, ${counted(done.series, 'line')} changed.`,
          'Alerts that told them are corrected while npm start runs. Backups made before still hold it.',
        )
      else
        await console.print(
          `Report ${report.id} was withdrawn before, ${now?.withdrawnAt ? minuteOf(now.withdrawnAt) : 'at an unknown time'}: ${now?.withdrawnReason ?? 'no reason was given'}`,
        )
      return exitCode.ok
    }),
})
