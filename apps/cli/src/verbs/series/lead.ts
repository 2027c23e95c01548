/** `series lead PLACE COUNTER`: the counter that a place's lines follow wherever it has counted there. */
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { findPlace } from '../../places/find-place.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

export const leadSeries = defineVerb({
  name: 'series lead',
  summary: 'name the counter that the lines of a place follow',
  about: ['Its lines are rebuilt at once. A line of which it tells nothing follows the heaviest counter, as before.'],
  positionals: [
    { name: 'PLACE', description: 'a place, by name or id', required: true, many: false },
    { name: 'COUNTER', description: 'an office or a family: OCHA, UN, IDMC', required: false, many: false },
  ],
  options: { none: { type: 'boolean', description: 'follow the heaviest again' } },
  examples: [
    ['series lead SY-ID OCHA', 'Lines of Idlib follow OCHA.'],
    ['series lead SY-ID --none', 'They follow the heaviest counter again.'],
  ],
  run: ({ options, positionals, console, env }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const [asked = '', told] = positionals
      if ((told === undefined) !== options.none)
        throw usageFailure('Name a counter, or give --none.', 'npx monitor series lead SY-ID OCHA')
      const { setPlaceLead } = await import('@displacement-monitor/shared/db')
      const { normaliseCounter } = await import('@displacement-monitor/series')
      const { reconcileMarked } = await import('@displacement-monitor/worker')
      const gazetteer = await openGazetteer(sql)
      const place = findPlace(asked, gazetteer)
      const counter = told === undefined ? null : normaliseCounter(told).name
      const changed = await setPlaceLead(sql, { placeId: place.id, counter, actor: actorName() })
      const series = changed ? await reconcileMarked(sql, gazetteer) : 0
      const says = counter === null ? 'follow the heaviest counter' : `follow ${counter} wherever it has counted`
      if (options.json) await console.print(JSON.stringify({ place: place.id, counter, changed, series }))
      else await console.print(`Lines of ${place.name} ${says}${changed ? `: ${series} changed` : ', as before'}.`)
      return exitCode.ok
    }),
})
