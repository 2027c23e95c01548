/** `monitor reports`: what was found, in which state; and the two things that a publisher may ask for. */
import { reportStates } from '@displacement-monitor/shared/domain'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb, type Invocation, type Options, type OptionValues } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { snakeCased } from '../output/snake-case.ts'
import { reportTable } from '../reports/report-lines.ts'
import { embargoReportVerb } from './reports/embargo.ts'
import { showReport } from './reports/show.ts'
import { withdrawReportVerb } from './reports/withdraw.ts'

const listOptions = {
  state: {
    type: 'string',
    valueHint: 'WORD',
    values: [...reportStates, 'withdrawn', 'embargoed'],
    description: 'Only those',
  },
  source: { type: 'string', valueHint: 'ID', description: 'Only of this source' },
  limit: { type: 'string', valueHint: 'N', description: 'At most so many (else 50)' },
} as const satisfies Options

export default defineVerb({
  name: 'reports',
  summary: 'see reports; withdraw one, or hold it back',
  about: ['Without an action: the newest, with their state.'],
  options: listOptions,
  actions: {
    list: defineVerb({
      name: 'reports list',
      summary: 'the list',
      options: listOptions,
      examples: [['reports list --state withdrawn', 'What was taken back.']],
      run: (invocation) => list(invocation),
    }),
    show: showReport,
    withdraw: withdrawReportVerb,
    embargo: embargoReportVerb,
  },
  examples: [
    ['reports --source reliefweb', 'What one source has told.'],
    ['reports show 1042', 'One, with the hashes of its bytes.'],
    ['reports withdraw 1042 --reason "The publisher asked."', 'Its words and bytes are deleted, for good.'],
  ],
  run: (invocation) => list(invocation),
})

type Listing = Pick<Invocation<Options>, 'console' | 'env'> & {
  options: OptionValues<typeof listOptions> & { json: boolean }
}

function list(invocation: Listing) {
  return withDatabase(invocation, async ({ sql }) => {
    const { listReports } = await import('@displacement-monitor/shared/db')
    const { options, console } = invocation
    const limit = Math.min(1_000, Math.max(1, Number(options.limit ?? 50) || 50))
    const state = reportStates.find((one) => one === options.state)
    const hidden = (['withdrawn', 'embargoed'] as const).find((one) => one === options.state)
    const { items, nextCursor } = await listReports(
      sql,
      {
        ...(options.source === null ? {} : { sourceId: options.source }),
        ...(state === undefined ? {} : { state }),
        ...(hidden === undefined ? {} : { hidden }),
      },
      { limit },
    )
    if (options.json) await console.print(JSON.stringify(items.map(snakeCased), null, 2))
    else if (items.length === 0) await console.print('None.')
    else await console.print(...reportTable(items, console, new Date()))
    if (nextCursor !== null) console.note(`There are more than ${limit}: --limit N, --state WORD or --source ID.`)
    return exitCode.ok
  })
}
