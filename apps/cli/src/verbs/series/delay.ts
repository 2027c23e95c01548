/** `series delay COUNTRY DAYS`: how long a country's numbers need a key. */
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { findPlace } from '../../places/find-place.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

export const delaySeries = defineVerb({
  name: 'series delay',
  summary: "keep a country's new numbers back from readers without a key",
  about: [
    'Counted from the day of print; of an undated print, from the day on which it was recorded. Without DAYS it says what holds.',
  ],
  positionals: [
    { name: 'COUNTRY', description: 'a country, by name or code', required: true, many: false },
    { name: 'DAYS', description: '1 to 3650; 0 takes the delay away', required: false, many: false },
  ],
  options: {},
  examples: [
    ['series delay SDN 7', 'Numbers of Sudan are told to everybody a week after their print.'],
    ['series delay SDN 0', 'They are told at once again.'],
  ],
  run: ({ options, positionals, console, env }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const [asked = '', told] = positionals
      const days = told === undefined ? null : Number(told)
      if (days !== null && !(/^\d{1,4}$/.test(told ?? '') && days <= 3_650))
        throw usageFailure(`"${told}" is no number of days from 0 to 3650.`, 'npx monitor series delay SDN 7')
      const { countryDelays, setCountryDelay } = await import('@displacement-monitor/shared/db')
      const place = findPlace(asked, await openGazetteer(sql))
      if (place.kind !== 'country')
        throw usageFailure(`${place.name} (${place.id}) is no country.`, 'npx monitor series delay SDN 7')
      if (days !== null) await setCountryDelay(sql, { country: place.id, days, actor: actorName() })
      const holds = (await countryDelays(sql)).get(place.id) ?? 0
      if (options.json) await console.print(JSON.stringify({ country: place.id, days: holds }))
      else
        await console.print(
          holds === 0
            ? `Numbers of ${place.name} are told to everybody at once.`
            : `Numbers of ${place.name} need a key until ${holds} ${holds === 1 ? 'day' : 'days'} after their print.`,
        )
      return exitCode.ok
    }),
})
