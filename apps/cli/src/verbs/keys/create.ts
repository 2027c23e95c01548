/** `keys create NAME`: the secret is written once, alone on stdout, so that a script can take it. */
import type { KeyScope } from '@displacement-monitor/shared/db'
import { didYouMean } from '../../command/did-you-mean.ts'
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
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
  run: async ({ options, console, env, positionals }) => {
    const { createKey, keyScopes } = await import('@displacement-monitor/shared/db')
    const scopes = scopesOption(options.scopes ?? 'read', keyScopes)
    const name = positionals[0] ?? ''
    return withDatabase({ env, console }, async ({ sql }) => {
      const { id, bearer } = await createKey(sql, { name, scopes, actor: actorName() })
      if (options.json) await console.print(JSON.stringify({ id, name, scopes, key: bearer }))
      else {
        console.note(`Key ${id} for ${name} (${scopes.join(', ')}). Keep it: it cannot be shown again.`)
        await console.print(bearer)
      }
      return exitCode.ok
    })
  },
})

function scopesOption(list: string, known: readonly KeyScope[]): KeyScope[] {
  const words = list.split(',').map((word) => word.trim())
  return words.map((word) => {
    const scope = known.find((one) => one === word)
    if (scope) return scope
    throw usageFailure(`'${word}' is no scope: they are ${known.join(', ')}.`, ...didYouMean(word, known))
  })
}
