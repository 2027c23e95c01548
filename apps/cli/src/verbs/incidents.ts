/** `monitor incidents`: what thresholds found, and what people on duty did about it. */
import { type IncidentState, incidentStates } from '@displacement-monitor/shared/domain'
import { incidentLines } from '../alerts/incident-lines.ts'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb, type Invocation, type Options, type OptionValues } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { findPlace } from '../places/find-place.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { acknowledgeVerb } from './incidents/acknowledge.ts'
import { showIncident } from './incidents/show.ts'
import { silenceVerb } from './incidents/silence.ts'

const listOptions = {
  state: {
    type: 'string',
    valueHint: 'WORD',
    values: [...incidentStates, 'open', 'all'],
    description: 'open: pending, possible, firing (else); all; or one of them',
  },
  place: { type: 'string', valueHint: 'PLACE', description: 'A place and those inside it' },
  limit: { type: 'string', valueHint: 'N', description: 'At most so many (else 50)' },
} as const satisfies Options

export default defineVerb({
  name: 'incidents',
  summary: 'see what thresholds found; acknowledge, silence',
  about: [
    'Without an action: those that are open, newest first. Possible ones, which only the high end of a number reaches, are for you alone.',
  ],
  options: listOptions,
  actions: {
    list: defineVerb({
      name: 'incidents list',
      summary: 'the list',
      options: listOptions,
      examples: [['incidents list --state all', 'Those that are over as well.']],
      run: (invocation) => list(invocation),
    }),
    show: showIncident,
    acknowledge: acknowledgeVerb,
    silence: silenceVerb,
  },
  examples: [
    ['incidents', 'What is going on.'],
    ['incidents --place Sudan --state all', 'All that was found in Sudan.'],
    ['incidents show 12', 'One, with its history and the reports behind it.'],
  ],
  run: (invocation) => list(invocation),
})

type Listing = Pick<Invocation<Options>, 'console' | 'env'> & {
  options: OptionValues<typeof listOptions> & { json: boolean }
}
const open: readonly IncidentState[] = ['pending', 'possible', 'firing']

function list(invocation: Listing) {
  return withDatabase(invocation, async ({ sql }) => {
    const { listIncidents, pendingEvaluations, placesWithIncidents } = await import('@displacement-monitor/shared/db')
    const { incidentSummaries } = await import('@displacement-monitor/alerts')
    const { options, console } = invocation
    const gazetteer = await openGazetteer(sql)
    const state = options.state ?? 'open'
    const states =
      state === 'all' ? incidentStates : state === 'open' ? open : incidentStates.filter((one) => one === state)
    const within = options.place === null ? null : findPlace(options.place, gazetteer).id
    const placeIds =
      within === null
        ? null
        : (await placesWithIncidents(sql)).filter((id) => id === within || gazetteer.containersOf(id).includes(within))
    const limit = Math.min(1_000, Math.max(1, Number(options.limit ?? 50) || 50))
    const page = await listIncidents(sql, { states, ...(placeIds === null ? {} : { placeIds }) }, null, limit)
    const incidents = await incidentSummaries({ sql, gazetteer }, page.items, true)
    if (options.json) await console.print(JSON.stringify(incidents, null, 2))
    else if (incidents.length === 0)
      await console.print(
        state === 'open' ? 'Nothing is going on. What is over: npx monitor incidents --state all' : 'None.',
      )
    else await console.print(...incidentLines(incidents, console))
    if (incidents.length === 0 && (await pendingEvaluations(sql)))
      console.note('Some lines were not compared with the thresholds yet: a running worker does so within a minute.')
    if (page.nextCursor !== null) console.note(`There are more than ${limit}: --limit N, or --place PLACE.`)
    return exitCode.ok
  })
}
