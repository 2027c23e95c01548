/** `thresholds apply FILE`: the store says what the file says. */
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { readInput, textOf } from '../../input/read-input.ts'
import { counted } from '../../output/amounts.ts'
import type { Paint } from '../../output/paint.ts'
import { tableLines } from '../../output/table.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { type Applied, applyStated } from '../../thresholds/apply-thresholds.ts'
import { readThresholds } from '../../thresholds/read-file.ts'

export const applyThresholds = defineVerb({
  name: 'thresholds apply',
  summary: 'bring all rules to what a file says',
  about: [
    'The file is YAML: infra/thresholds.example.yaml shows every field. Names make the thresholds: the same file again changes nothing.',
    'All or nothing: a file with a fault changes nothing, and every fault is told with its line and column.',
  ],
  positionals: [{ name: 'FILE', description: 'thresholds.yaml, or - for stdin', required: true, many: false }],
  options: {
    'dry-run': { type: 'boolean', description: 'Only say what would change' },
    prune: { type: 'boolean', description: 'Remove thresholds that the file does not hold' },
  },
  examples: [
    ['thresholds apply thresholds.yaml --dry-run', 'What would change.'],
    ['thresholds apply thresholds.yaml --prune', 'Exactly these, and no others.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { options, console, positionals } = invocation
      const file = positionals[0] ?? ''
      const gazetteer = await openGazetteer(sql)
      const stated = await readThresholds(textOf(await readInput(file, console)), file, gazetteer)
      const settings = { actor: actorName(), prune: options.prune, dryRun: options['dry-run'] }
      const applied = await applyStated(sql, stated, settings)
      if (options.json) await console.print(JSON.stringify({ dry_run: settings.dryRun, thresholds: applied }, null, 2))
      else {
        await console.print(...tableLines<Applied>(columns(settings.dryRun), applied, console))
        console.note(summary(applied, settings))
      }
      return exitCode.ok
    }),
})

const columns = (dryRun: boolean): Parameters<typeof tableLines<Applied>>[0] => [
  { heading: dryRun ? 'WOULD BE' : 'IS', cell: ({ outcome }) => outcome, colour: colourOf },
  { heading: 'NAME', cell: ({ name }) => name, grows: true },
]

const colourOf = ({ outcome }: Applied, paint: Paint) =>
  ({ added: paint.good, changed: paint.warn, unchanged: paint.faint, removed: paint.bad, kept: paint.faint })[outcome]

function summary(applied: readonly Applied[], { dryRun, prune }: { dryRun: boolean; prune: boolean }): string {
  const count = (outcome: Applied['outcome']) => applied.filter((one) => one.outcome === outcome).length
  const parts = (['added', 'changed', 'unchanged', 'removed'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`)
  const kept = count('kept')
  const rest =
    kept > 0 && !prune
      ? ` ${counted(kept, 'other')} not in the file; --prune removes ${kept === 1 ? 'it' : 'them'}.`
      : ''
  return `${parts.join(', ') || 'nothing to do'}.${rest}${dryRun ? ' Nothing was changed (--dry-run).' : ''}`
}
