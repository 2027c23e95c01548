/** `thresholds change`: what the options say; all else stays. */
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { acceptStatement } from '../../thresholds/accept-statement.ts'
import { thresholdAsked } from '../../thresholds/find-threshold.ts'
import { statementOf, statementOptions } from '../../thresholds/statement-options.ts'

export const changeThresholdVerb = defineVerb({
  name: 'thresholds change',
  summary: 'change a rule; what is not said stays',
  about: ['A changed rule is looked at as if it were new: what it finds now is told once.'],
  positionals: [{ name: 'NAME', description: 'its name or number', required: true, many: false }],
  options: statementOptions,
  examples: [
    ['thresholds change north-west-500k --at-least 600,000', 'A higher level.'],
    ['thresholds change north-west-500k --enabled no', 'Switched off; its incidents stay.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { putThreshold } = await import('@displacement-monitor/shared/db')
      const { thresholdJson, thresholdStatementOf } = await import('@displacement-monitor/alerts')
      const { options, console, positionals } = invocation
      const known = await thresholdAsked(sql, positionals[0] ?? '')
      const gazetteer = await openGazetteer(sql)
      const stated = await acceptStatement(statementOf(thresholdStatementOf(known), options), gazetteer)
      const { outcome, threshold } = await putThreshold(sql, stated, actorName())
      const told = thresholdJson(threshold, gazetteer, true)
      if (options.json) await console.print(JSON.stringify({ outcome, threshold: told }))
      else await console.print(`'${told.name}' ${outcome}: ${told.in_words}${told.enabled ? '' : ', switched off'}.`)
      return exitCode.ok
    }),
})
