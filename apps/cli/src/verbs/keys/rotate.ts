/** `keys rotate KEY`: a new secret for who holds it, with the old one beside it for a while. */
import { exitCode } from '../../command/exit-code.ts'
import { failed, notFound, usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'

export const rotateKeyVerb = defineVerb({
  name: 'keys rotate',
  summary: 'replace a key by a new one of the same name and scopes; it is shown once',
  about: ['The old one is let in for the overlap, so that its holder can change over without a gap.'],
  positionals: [{ name: 'KEY', description: 'its number in the list', required: true, many: false }],
  options: {
    'overlap-hours': { type: 'string', valueHint: 'N', description: 'How long both are let in, 0 to 720 (else 24)' },
  },
  examples: [
    ['keys rotate 4 > key.txt', 'Both are valid for a day; only the new key goes to stdout.'],
    ['keys rotate 4 --overlap-hours 0', 'The old one leaked: it ends at once.'],
  ],
  run: ({ options, console, env, positionals }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { listKeys, rotateKey } = await import('@displacement-monitor/shared/db')
      const hoursWord = options['overlap-hours'] ?? '24'
      const overlapHours = /^\d{1,3}$/u.test(hoursWord) ? Number(hoursWord) : Number.NaN
      if (!(overlapHours <= 720))
        throw usageFailure(`--overlap-hours cannot be '${hoursWord}': give a number from 0 to 720.`)
      const word = positionals[0] ?? ''
      const key = (await listKeys(sql)).find(({ id }) => String(id) === word)
      if (!key) throw notFound(`There is no key ${word}.`, 'All keys: npx monitor keys')
      const made = await rotateKey(sql, key.id, { overlapHours, actor: actorName() })
      if (made === null)
        throw failed(`Key ${key.id} (${key.name}) is revoked.`, 'Make a new one: npx monitor keys create NAME')
      const { id, bearer, endsAt } = made
      if (options.json)
        await console.print(
          JSON.stringify({
            id,
            name: key.name,
            scopes: key.scopes,
            key: bearer,
            replaces: key.id,
            replaced_ends_at: endsAt,
          }),
        )
      else {
        const old = overlapHours === 0 ? 'ends now' : `is let in beside it for ${overlapHours} hours`
        console.note(`Key ${id} replaces key ${key.id} (${key.name}), which ${old}. Keep it: it cannot be shown again.`)
        await console.print(bearer)
      }
      return exitCode.ok
    }),
})
