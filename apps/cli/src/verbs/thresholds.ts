/** `monitor thresholds`: the rules that watch series. */
import { exitCode } from '../command/exit-code.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { thresholdLines } from '../thresholds/threshold-lines.ts'
import { addThresholdVerb } from './thresholds/add.ts'
import { applyThresholds } from './thresholds/apply.ts'
import { changeThresholdVerb } from './thresholds/change.ts'
import { presetsVerb } from './thresholds/presets.ts'
import { previewVerb } from './thresholds/preview.ts'
import { removeThresholdVerb } from './thresholds/remove.ts'

export default defineVerb({
  name: 'thresholds',
  summary: 'see and change the rules that watch series',
  about: ['A threshold is known by its name. Many at once, kept in a file: npx monitor thresholds apply --help'],
  options: {},
  actions: {
    list: defineVerb({
      name: 'thresholds list',
      summary: 'the list',
      options: {},
      examples: [['thresholds list', 'All thresholds.']],
      run: (invocation) => list(invocation),
    }),
    add: addThresholdVerb,
    change: changeThresholdVerb,
    remove: removeThresholdVerb,
    preview: previewVerb,
    presets: presetsVerb,
    apply: applyThresholds,
  },
  examples: [
    ['thresholds', 'All thresholds.'],
    ['thresholds presets', 'Some to begin with, each with its reason.'],
    [
      'thresholds add north-west-500k --place "north-west Syria" --category internal_displacements --kind level --at-least 500,000',
      'Tell when half a million is reached.',
    ],
    ['thresholds preview north-west-500k --from 2020-01-01 --to 2020-06-30', 'When it would have been told.'],
    ['thresholds apply thresholds.yaml --dry-run', 'What a file would change.'],
  ],
  run: (invocation) => list(invocation),
})

const list: Parameters<typeof defineVerb>[0]['run'] = (invocation) =>
  withDatabase(invocation, async ({ sql }) => {
    const { listThresholds } = await import('@displacement-monitor/shared/db')
    const { thresholdJson } = await import('@displacement-monitor/alerts')
    const gazetteer = await openGazetteer(sql)
    const thresholds = (await listThresholds(sql)).map((one) => thresholdJson(one, gazetteer, true))
    const { console, options } = invocation
    if (options.json) await console.print(JSON.stringify(thresholds, null, 2))
    else await console.print(...thresholdLines(thresholds, console))
    return exitCode.ok
  })
