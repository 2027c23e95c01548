/** `keys create NAME`: the secret is written once, alone on stdout, so that a script can take it. */
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { didYouMean } from '../../command/nearest.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'

export const createKeyVerb = defineVerb({
  name: 'keys create',
  summary: 'make a key; it is shown once',
  about: [
    'read: where reading is closed, and whole texts. review: check figures. operate: sources, thresholds, backfills. admin: all, and keys.',
  ],
  positionals: [{ name: 'NAME', description: 'whose key it is', required: true, many: false }],
  options: {
    scopes: {
      type: 'string',
      valueHint: 'LIST',
      description: 'What it may: read, review, operate, admin, with commas (else read)',
    },
  },
  examples: [
    ['keys create "desk Gaziantep" --scopes read,review', 'For colleagues who check figures.'],
    ['keys create backup-job > key.txt', 'Only the key goes to stdout.'],
  ],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { createKey, keyScopes } = await import('@displacement-monitor/shared/db')
      const asked = (options.scopes ?? 'read')
        .split(',')
        .map((scope) => scope.trim())
        .filter(Boolean)
      const scopes = asked.map((word) => {
        const scope = keyScopes.find((known) => known === word)
        if (scope) return scope
        throw usageFailure(`'${word}' is no scope: they are ${keyScopes.join(', ')}.`, ...didYouMean(word, keyScopes))
      })
      const name = positionals[0] ?? ''
      const { id, bearer } = await createKey(sql, { name, scopes, actor: actorName() })
      if (options.json) await console.print(JSON.stringify({ id, name, scopes, key: bearer }))
      else {
        console.note(`Key ${id} for ${name} (${scopes.join(', ')}). Keep it: it cannot be shown again.`)
        await console.print(bearer)
      }
      return exitCode.ok
    }),
})
