/** `monitor series`: how the stored lines stand, whom an operator named to lead a place, whose numbers wait, and all of them built again. */
import type { PlaceLead } from '@displacement-monitor/shared/db'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { counted } from '../output/amounts.ts'
import { snakeCased } from '../output/snake-case.ts'
import { tableLines } from '../output/table.ts'
import { delaySeries } from './series/delay.ts'
import { leadSeries } from './series/lead.ts'
import { rebuildSeries } from './series/rebuild.ts'

export default defineVerb({
  name: 'series',
  summary: 'see, check and rebuild the stored lines',
  about: [
    'A line follows one family of counters: the one that an operator names for the place, else the heaviest.',
    'How a line is made: docs/method.md. A line itself: npx monitor trends PLACE.',
  ],
  options: {},
  actions: { rebuild: rebuildSeries, lead: leadSeries, delay: delaySeries },
  examples: [
    ['series', 'How many wait to be rebuilt, and which counters were named.'],
    ['series rebuild', 'Build every line again and say what differs.'],
    ['series lead SY-ID OCHA', 'Let the lines of Idlib follow OCHA and its family.'],
    ['series delay SDN 7', 'Keep new numbers of Sudan from readers without a key for a week.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { pendingMarks, placeLeads } = await import('@displacement-monitor/shared/db')
      const [waiting, leads] = await Promise.all([pendingMarks(sql), placeLeads(sql)])
      const { options, console } = invocation
      if (options.json) {
        await console.print(JSON.stringify({ waiting, leads: leads.map(snakeCased) }, null, 2))
        return exitCode.ok
      }
      await console.print(
        waiting === 0
          ? 'No series waits to be rebuilt.'
          : `Series of ${counted(waiting, 'subject')} wait to be rebuilt.`,
      )
      if (leads.length > 0) await console.print(...tableLines<PlaceLead>(columns, leads, console))
      return exitCode.ok
    }),
})

const columns: Parameters<typeof tableLines<PlaceLead>>[0] = [
  { heading: 'PLACE', cell: ({ placeId }) => placeId },
  { heading: 'FOLLOWS', cell: ({ counter }) => counter, grows: true },
  { heading: 'NAMED BY', cell: ({ setBy }) => setBy, grows: true },
  { heading: 'ON', cell: ({ setAt }) => setAt.toISOString().slice(0, 10) },
]
