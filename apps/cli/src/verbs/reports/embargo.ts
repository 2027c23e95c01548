/** `reports embargo`: nothing of a report is told until an instant. */
import { exitCode } from '../../command/exit-code.ts'
import { failed, usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { minuteOf } from '../../output/days.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { findReport } from '../../reports/find-report.ts'

export const embargoReportVerb = defineVerb({
  name: 'reports embargo',
  summary: 'tell nothing of it until a day, or end that',
  about: [
    'Until then it is as if it were not there: no figure, no line, no alert; a key with `read` sees the report itself. It ends by itself while npm start runs.',
  ],
  positionals: [{ name: 'REPORT', description: 'its number, or its address', required: true, many: false }],
  options: {
    until: { type: 'string', valueHint: 'DATE', description: 'A day, which begins at 00:00 UTC, or 2026-11-24T06:00Z' },
    end: { type: 'boolean', description: 'End it now' },
  },
  examples: [
    ['reports embargo 1042 --until 2026-12-01', 'Nothing of it before 1 December.'],
    ['reports embargo 1042 --end', 'It counts from now on.'],
  ],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { setEmbargo } = await import('@displacement-monitor/shared/db')
      const until = untilOption(options, new Date())
      const report = await findReport(sql, positionals[0] ?? '')
      const { outcome } = await setEmbargo(sql, report.id, { until, actor: actorName() })
      if (outcome !== 'set') throw failed(`Report ${report.id} was withdrawn: it comes back on no day.`)
      const { reconcileMarked } = await import('@displacement-monitor/worker')
      await reconcileMarked(sql, await openGazetteer(sql))
      if (options.json)
        await console.print(JSON.stringify({ id: report.id, embargo_until: until?.toISOString() ?? null }))
      else
        await console.print(
          until === null
            ? `Report ${report.id} is told from now on.`
            : `Nothing of report ${report.id} is told until ${minuteOf(until)}.`,
        )
      return exitCode.ok
    }),
})

/** Null: it ends. */
function untilOption({ until, end }: { until: string | null; end: boolean }, now: Date): Date | null {
  if ((until !== null) === end) throw usageFailure('Say until when: --until 2026-12-01, or --end.')
  if (until === null) return null
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(until)
  const at = new Date(isDay ? `${until}T00:00:00Z` : until)
  if (!isDay && !/(?:Z|[+-]\d\d:?\d\d)$/u.test(until))
    throw usageFailure(`--until cannot be '${until}': a day, or an instant with its time zone, like 2026-12-01T06:00Z.`)
  if (!(at > now)) throw usageFailure(`--until cannot be '${until}': it must lie ahead.`)
  return at
}
