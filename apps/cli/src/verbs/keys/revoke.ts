/** `keys revoke KEY`: by its number in the list. */
import { exitCode } from '../../command/exit-code.ts'
import { notFound } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'

export const revokeKeyVerb = defineVerb({
  name: 'keys revoke',
  summary: 'end a key, at once',
  positionals: [{ name: 'KEY', description: 'its number in the list', required: true, many: false }],
  options: {},
  examples: [['keys revoke 4', 'Whoever uses it is refused from now on.']],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { listKeys, revokeKey } = await import('@displacement-monitor/shared/db')
      const word = positionals[0] ?? ''
      const key = (await listKeys(sql)).find(({ id }) => String(id) === word)
      if (!key) throw notFound(`There is no key ${word}.`, 'All keys: npx monitor keys')
      const revoked = await revokeKey(sql, key.id, actorName())
      if (options.json) await console.print(JSON.stringify({ id: key.id, revoked }))
      else
        await console.print(
          revoked ? `Key ${key.id} (${key.name}) is revoked.` : `Key ${key.id} (${key.name}) was revoked before.`,
        )
      return exitCode.ok
    }),
})
