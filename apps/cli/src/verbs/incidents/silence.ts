/** `incidents silence`: no message about it for a while. */
import { incidentAsked, incidentNumber, noIncident } from '../../alerts/find-incident.ts'
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { minuteOf } from '../../output/days.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

/** Whoever is away longer wants no message at all. */
const mostHours = 90 * 24

export const silenceVerb = defineVerb({
  name: 'incidents silence',
  summary: 'no message about it for a while, or end a silence',
  about: ['Its states go on. What came meanwhile is told when the silence is over, if it still holds.'],
  positionals: [{ name: 'ID', description: 'its number in the list', required: true, many: false }],
  options: {
    hours: { type: 'string', valueHint: 'N', description: 'For so many hours, at most 2160' },
    until: { type: 'string', valueHint: 'INSTANT', description: 'Until then: 2026-11-24T06:00Z' },
    end: { type: 'boolean', description: 'End a silence now' },
    note: { type: 'string', valueHint: 'TEXT', description: 'For colleagues; stands in its history' },
  },
  examples: [
    ['incidents silence 12 --hours 48', 'Over the weekend.'],
    ['incidents silence 12 --end', 'Messages again.'],
  ],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { silenceIncident } = await import('@displacement-monitor/shared/db')
      const asked = positionals[0] ?? ''
      const until = untilOption(options, new Date())
      if (!(await silenceIncident(sql, incidentNumber(asked), actorName(), until, options.note)))
        throw noIncident(asked)
      const incident = await incidentAsked(sql, await openGazetteer(sql), asked)
      if (options.json) await console.print(JSON.stringify(incident, null, 2))
      else
        await console.print(
          `Incident ${asked} (${incident.place.name}, ${incident.threshold.name}) ${until === null ? 'is told again' : `is silent until ${minuteOf(until)}`}.`,
        )
      return exitCode.ok
    }),
})

/** Null: the silence ends. */
function untilOption(
  { hours, until, end }: { hours: string | null; until: string | null; end: boolean },
  now: Date,
): Date | null {
  if (Number(hours !== null) + Number(until !== null) + Number(end) !== 1)
    throw usageFailure('Say for how long: --hours 48, --until 2026-11-24T06:00Z, or --end.')
  if (end) return null
  const at = until === null ? new Date(now.getTime() + Number(hours) * 3_600_000) : new Date(until)
  const given = until === null ? `--hours cannot be '${hours}'` : `--until cannot be '${until}'`
  if (until !== null && !/(?:Z|[+-]\d\d:?\d\d)$/u.test(until))
    throw usageFailure(`${given}: say in which time zone, like 2026-11-24T06:00Z or …T09:00+03:00.`)
  const ahead = (at.getTime() - now.getTime()) / 3_600_000
  if (!(ahead > 0 && ahead <= mostHours + 0.01))
    throw usageFailure(`${given}: it must lie ahead, at most ${mostHours} hours.`)
  return at
}
