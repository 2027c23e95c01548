/** `incidents show`: what crossed, its history, the reports behind it. */
import { incidentAsked } from '../../alerts/find-incident.ts'
import { incidentInFull } from '../../alerts/incident-lines.ts'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

export const showIncident = defineVerb({
  name: 'incidents show',
  summary: 'one incident, with its history and its reports',
  positionals: [{ name: 'ID', description: 'its number in the list', required: true, many: false }],
  options: {},
  examples: [['incidents show 12', 'What crossed, since when, who says so.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const incident = await incidentAsked(sql, await openGazetteer(sql), positionals[0] ?? '')
      if (options.json) await console.print(JSON.stringify(incident, null, 2))
      else await console.print(...incidentInFull(incident, console))
      return exitCode.ok
    }),
})
