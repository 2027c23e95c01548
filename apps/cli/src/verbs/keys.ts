/** `monitor keys`: who may write over the API, and who may read where reading is closed. */
import type { ApiKeyRow } from '@displacement-monitor/shared/db'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb, type Invocation, type Options } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { fromNow } from '../output/days.ts'
import { snakeCased } from '../output/snake-case.ts'
import { tableLines } from '../output/table.ts'
import { createKeyVerb } from './keys/create.ts'
import { revokeKeyVerb } from './keys/revoke.ts'
import { rotateKeyVerb } from './keys/rotate.ts'

export default defineVerb({
  name: 'keys',
  summary: 'see, create, rotate and revoke keys of the API',
  about: ['Keys are stored as hashes: a key is shown once, when it is made. Lost means revoke it and make another.'],
  options: {},
  actions: {
    list: defineVerb({
      name: 'keys list',
      summary: 'the keys, without their secrets',
      options: {},
      examples: [['keys list', 'All keys, the revoked ones too.']],
      run: (invocation) => list(invocation),
    }),
    create: createKeyVerb,
    revoke: revokeKeyVerb,
    rotate: rotateKeyVerb,
  },
  examples: [
    ['keys', 'All keys.'],
    ['keys create "desk Gaziantep" --scopes read,review', 'A key for colleagues who check figures.'],
    ['keys rotate 4', 'A new secret for the key number 4; the old one is let in for a day more.'],
    ['keys revoke 4', 'End the key number 4, at once.'],
  ],
  run: (invocation) => list(invocation),
})

function list(invocation: Invocation<Options>) {
  return withDatabase(invocation, async ({ sql }) => {
    const { listKeys } = await import('@displacement-monitor/shared/db')
    const keys = await listKeys(sql)
    const { options, console } = invocation
    if (options.json) await console.print(JSON.stringify(keys.map(snakeCased), null, 2))
    else if (keys.length === 0) await console.print('There is no key yet. Make one: npx monitor keys create NAME')
    else await console.print(...tableLines<ApiKeyRow>(columns(new Date()), keys, console))
    return exitCode.ok
  })
}

const columns = (now: Date): Parameters<typeof tableLines<ApiKeyRow>>[0] => [
  { heading: 'KEY', cell: ({ id }) => String(id), align: 'right' },
  { heading: 'NAME', cell: ({ name }) => name, grows: true },
  { heading: 'BEGINS', cell: ({ prefix }) => `dm_${prefix}` },
  { heading: 'MAY', cell: ({ scopes }) => scopes.join(', '), grows: true },
  { heading: 'LAST USED', cell: ({ lastUsedAt }) => (lastUsedAt ? fromNow(lastUsedAt, now) : 'never') },
  {
    heading: 'STATE',
    cell: ({ revokedAt }) =>
      revokedAt === null
        ? 'valid'
        : revokedAt > now
          ? `ends ${fromNow(revokedAt, now)}`
          : `revoked ${fromNow(revokedAt, now)}`,
    colour: ({ revokedAt }, paint) => (revokedAt !== null && revokedAt <= now ? paint.faint : paint.good),
  },
]
