/** `incidents acknowledge`: somebody has seen it; what is new is still told. */
import { incidentAsked, incidentNumber, noIncident } from '../../alerts/find-incident.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

export const acknowledgeVerb = defineVerb({
  name: 'incidents acknowledge',
  summary: 'say that you have seen it',
  about: ['What is new is still told: that it grew further, ended, or was corrected.'],
  positionals: [{ name: 'ID', description: 'its number in the list', required: true, many: false }],
  options: { note: { type: 'string', valueHint: 'TEXT', description: 'For colleagues; stands in its history' } },
  examples: [['incidents acknowledge 12 --note "calling OCHA"', 'Colleagues see that you are on it.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { acknowledgeIncident } = await import('@displacement-monitor/shared/db')
      const asked = positionals[0] ?? ''
      if (!(await acknowledgeIncident(sql, incidentNumber(asked), actorName(), options.note))) throw noIncident(asked)
      const incident = await incidentAsked(sql, await openGazetteer(sql), asked)
      if (options.json) await console.print(JSON.stringify(incident, null, 2))
      else
        await console.print(`Incident ${asked} (${incident.place.name}, ${incident.threshold.name}) is marked as seen.`)
      return exitCode.ok
    }),
})
