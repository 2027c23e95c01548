/** `sources enable` and `sources disable`. */
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb, type Verb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { findSource } from '../../sources/find-source.ts'

const switchVerb = (word: 'enable' | 'disable', summary: string, effect: string): Verb =>
  defineVerb({
    name: `sources ${word}`,
    summary,
    positionals: [{ name: 'ID', description: 'the source, as in the list', required: true, many: true }],
    options: {},
    examples: [[`sources ${word} un-news`, effect]],
    run: (invocation) =>
      withDatabase(invocation, async ({ sql }) => {
        const { setSourceEnabled } = await import('@displacement-monitor/shared/db')
        const sources = await Promise.all(invocation.positionals.map((id) => findSource(sql, id)))
        const enabled = word === 'enable'
        for (const { id } of sources) await setSourceEnabled(sql, id, enabled, actorName())
        const { options, console } = invocation
        if (options.json)
          await console.print(
            JSON.stringify(
              sources.map(({ id }) => ({ id, enabled })),
              null,
              2,
            ),
          )
        else
          await console.print(
            ...sources.map(({ id }) => (enabled ? `${id} is read again, now.` : `${id} is off; what it told stays.`)),
          )
        return exitCode.ok
      }),
  })

export const enableSource = switchVerb(
  'enable',
  'poll a source again, also one that was stopped',
  'Poll it at the next minute.',
)
export const disableSource = switchVerb(
  'disable',
  'poll a source no more; what it told stays',
  'Leave it alone until enabled.',
)
