/** `thresholds presets`: rules to begin with, each with its reason. */
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { wrap } from '../../output/wrap.ts'
import { watchInWords } from '../../thresholds/threshold-lines.ts'

export const presetsVerb = defineVerb({
  name: 'thresholds presets',
  summary: 'rules to begin with, each with its reason',
  options: {},
  examples: [
    ['thresholds presets', 'What others use, and why.'],
    ['thresholds add --preset stock-rise', 'Take one over.'],
  ],
  run: async ({ options, console }) => {
    const { presetsJson } = await import('@displacement-monitor/alerts')
    const { presets } = presetsJson()
    if (options.json) await console.print(JSON.stringify(presets, null, 2))
    else
      for (const { id, in_words: words, threshold, reason, source } of presets)
        await console.print(
          `${console.paint.strong(id)}  ${threshold.name} (${threshold.severity})`,
          ...wrap(`${words}: ${watchInWords(threshold.watch)}`, console.columns - 2).map((line) => `  ${line}`),
          ...wrap(reason, console.columns - 2).map((line) => `  ${line}`),
          ...(source === null ? [] : [`  ${console.paint.faint(source.url)}`]),
          '',
        )
    if (!options.json) console.note('Take one over: npx monitor thresholds add --preset ID')
    return exitCode.ok
  },
})
