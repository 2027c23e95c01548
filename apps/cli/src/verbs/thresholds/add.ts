/** `thresholds add`: one more rule, stated with options or taken from a preset. */
import { didYouMean } from '../../command/did-you-mean.ts'
import { exitCode } from '../../command/exit-code.ts'
import { failed, notFound, usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { acceptStatement } from '../../thresholds/accept-statement.ts'
import { statementOf, statementOptions } from '../../thresholds/statement-options.ts'

export const addThresholdVerb = defineVerb({
  name: 'thresholds add',
  summary: 'add a rule',
  about: [
    'What it finds now is told once. The same again changes nothing; a name that says something else is refused.',
  ],
  positionals: [{ name: 'NAME', description: 'how it is known; of a preset its own', required: false, many: false }],
  options: {
    ...statementOptions,
    preset: { type: 'string', valueHint: 'ID', description: 'Begin with one of: npx monitor thresholds presets' },
  },
  examples: [
    ['thresholds add north-west-500k --place "north-west Syria" --kind level --at-least 500,000', 'A level.'],
    ['thresholds add fast --place Sudan --children yes --kind rise --ratio 20% --days 7', 'A rise, anywhere in Sudan.'],
    ['thresholds add --preset stock-rise', 'A rule that others use.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { addThreshold } = await import('@displacement-monitor/shared/db')
      const { thresholdJson } = await import('@displacement-monitor/alerts')
      const { options, console, positionals } = invocation
      const [name] = positionals
      const base = options.preset === null ? null : await presetAsked(options.preset)
      const known = name ?? base?.name
      if (known === undefined) throw usageFailure('Give it a name.', 'npx monitor thresholds add NAME --kind level …')
      if (base === null && options.kind === null)
        throw usageFailure(
          'Say what it looks for: --kind level, rise, record, first, stale, drop, conflict or revised.',
          'See: npx monitor thresholds add --help',
        )
      const gazetteer = await openGazetteer(sql)
      const stated = await acceptStatement(statementOf({ ...base, name: known }, options), gazetteer)
      const { outcome, threshold } = await addThreshold(sql, stated, actorName())
      if (outcome === 'taken')
        throw failed(
          `'${threshold.name}' says something else.`,
          `Change it: npx monitor thresholds change '${threshold.name}' …`,
        )
      const told = thresholdJson(threshold, gazetteer, true)
      if (options.json) await console.print(JSON.stringify({ outcome, threshold: told }))
      else if (outcome === 'unchanged') await console.print(`'${told.name}' says so already.`)
      else await console.print(`'${told.name}' added: ${told.in_words}. What it finds now is told once.`)
      return exitCode.ok
    }),
})

async function presetAsked(id: string) {
  const { presetsJson } = await import('@displacement-monitor/alerts')
  const { presets } = presetsJson()
  const found = presets.find((preset) => preset.id === id)
  if (found) return found.threshold
  throw notFound(
    `There is no preset '${id}'.`,
    ...didYouMean(
      id,
      presets.map((preset) => preset.id),
    ),
    'All of them: npx monitor thresholds presets',
  )
}
